/** Small versions of the drill's faults, on real processes. */
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { expect, setDefaultTimeout, test } from "bun:test";
import { patienceMs, testMs } from "#tests/support/patience.ts";
import { holdLock } from "./drills/locks.ts";
import { standStill } from "./drills/stops.ts";
import { type FaultRun, faultRun, killUnderTheImpatient } from "./fault_run.ts";

setDefaultTimeout(testMs);

const small = { writers: 12, restWriters: 3, observers: 4, groups: 3, messagesEach: 3 };

/** Every message that was sent is stored once, and everyone has seen all of it in order. */
async function nothingLost(run: FaultRun): Promise<void> {
  const { acked, stored, anomalies } = await faultRun(run);
  expect(anomalies).toEqual([]);
  expect(stored).toBe(acked);
  expect(acked).toBe(run.rounds * (run.writers * run.messagesEach + run.restWriters));
}

test("[D1] [D2] [D4] servers killed while people write lose nothing and duplicate nothing", () =>
  nothingLost({ ...small, rounds: 3, lateMs: patienceMs, fault: killUnderTheImpatient }));

test("[D1] [D4] servers that are stopped for a while lose nothing", () => {
  const fault: FaultRun["fault"] = (scene, round) => standStill(scene, round, 700);
  return nothingLost({ ...small, rounds: 3, lateMs: patienceMs, fault });
});

test("[D1] [R2] a brief lock by another program delays messages and loses none", () => {
  const fault: FaultRun["fault"] = (scene, round) => holdLock(scene, [100, 400][round] ?? 0);
  return nothingLost({ ...small, rounds: 2, lateMs: patienceMs, fault });
});

/** The number of a process's connections to a port (proc(5), net/tcp: state 1 is established). */
function connectionsOf(pid: number, port: number): number {
  const local = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  const lines = readFileSync(`/proc/${pid}/net/tcp`, "utf8").split("\n").slice(1);
  const fields = lines.map((line) => line.trim().split(/\s+/));
  const open = fields.filter(([, address, , state]) => address?.endsWith(local) && state === "01");
  const inodes = new Set(open.map((columns) => `socket:[${columns[9]}]`));
  return readdirSync(`/proc/${pid}/fd`).filter((fd) => inodes.has(targetOf(pid, fd))).length;
}

function targetOf(pid: number, fd: string): string {
  try {
    return readlinkSync(`/proc/${pid}/fd/${fd}`);
  } catch {
    return "closed meanwhile";
  }
}

test("[D3] [D4] several processes on one port share the sockets, and everyone sees one order", () => {
  return nothingLost({
    ...small,
    realtimeWorkers: 2,
    rounds: 3,
    lateMs: patienceMs,
    async fault(scene, round) {
      const port = Number(new URL(scene.servers.wsUrl).port);
      const pids = scene.servers.pidsOf("realtime");
      expect(pids).toHaveLength(2);
      // After the kill all clients may be back before the second process listens.
      if (process.platform === "linux" && round < 2) {
        for (const pid of pids) expect(connectionsOf(pid, port)).toBeGreaterThan(0);
      }
      if (round === 1) await killUnderTheImpatient(scene, 0);
    },
  });
});
