/** A crowd that talks in rounds, with a fault in the middle of each round. */
import { type Servers, type ServersOptions, startServers } from "#tests/support/servers.ts";
import { testServices, type TestServices } from "#tests/support/services.ts";
import { Crowd, type CrowdSize, type Verdict } from "./crowd.ts";

export interface Scene {
  services: TestServices;
  servers: Servers;
  crowd: Crowd;
}

export interface FaultRun extends CrowdSize, ServersOptions {
  rounds: number;
  /** Messages per writer and round. */
  messagesEach: number;
  /** Called when about half of a round's messages are answered. */
  fault(scene: Scene, round: number): Promise<unknown>;
  /** How late an event may arrive because of the fault. */
  lateMs: number;
  /** The folder of the instance; by default, a new one. */
  instanceDir?: string;
  progress?: (rounds: number, acked: number) => void;
}

export async function faultRun(run: FaultRun): Promise<Verdict> {
  const services = testServices({ instanceDir: run.instanceDir });
  try {
    const servers = await startServers(services, run);
    try {
      return await play(run, services, servers);
    } finally {
      await servers.stop();
    }
  } finally {
    services.dispose();
  }
}

async function play(run: FaultRun, services: TestServices, servers: Servers): Promise<Verdict> {
  const crowd = await Crowd.gather(services, servers, run);
  try {
    for (let round = 0; round < run.rounds; round++) {
      const { answered } = await crowd.speak(run.messagesEach);
      await run.fault({ services, servers, crowd }, round);
      await answered;
      run.progress?.(round + 1, crowd.tally.acked);
    }
    return await crowd.judge(run.lateMs);
  } finally {
    crowd.disperse();
  }
}

/** kill -9 of the socket server, of the web application, of both, in turn. */
export function killInTurn({ servers }: Scene, round: number): Promise<unknown> {
  const victims = [["realtime"], ["web"], ["realtime", "web"]] as const;
  const now = victims[round % victims.length] ?? [];
  return Promise.all(now.map((name) => servers.kill(name)));
}

/**
 * The same with readers who do not wait: after many kills in a row, pages wait longer each time.
 */
export async function killUnderTheImpatient(scene: Scene, round: number): Promise<void> {
  await killInTurn(scene, round);
  scene.crowd.wake();
}
