/** People who write to a cluster without a break while one fault after another happens to it. */
import { sleep, systemClock } from "#kit/clock.ts";
import { until } from "#tests/support/patience.ts";
import type { PostgresServer } from "#tests/support/postgres_server.ts";
import { Crowd, type Verdict } from "../crowd.ts";
import { type Cluster, startCluster } from "./cluster.ts";
import { committedEnding } from "./committed_ending.ts";
import type { Fault } from "./faults.ts";
import { type Leaver, removeWhileWriting } from "./leaver.ts";
import { UnsteadyWriter } from "./unsteady_writer.ts";

const size = { writers: 240, restWriters: 16, observers: 24, groups: 80 };
/** Messages that a writer sends before waiting for the answers. */
const messagesEach = 2;
/** Between two faults. */
const calmMs = 1_000;
/** A person who was removed receives nothing of the group after this time. */
const silentMs = 250;
const lateMs = 45_000;

export interface ClusterRun {
  postgres: PostgresServer;
  /** The next fault with the number of its earlier turns; undefined when there were enough. */
  next: (acked: number) => [Fault, number] | undefined;
  /** Called after each fault. `pauseMs`: the longest time without an acknowledgement meanwhile. */
  survived: (fault: Fault, result: { acked: number; pauseMs: number }) => void;
}

export interface ClusterVerdict extends Verdict {
  rollbacks: number;
  /** For each removed member, when the last frame about the group arrived after the removal. */
  heardMs: number[];
  /** What else went wrong, in words. */
  problems: string[];
}

/** Starts a cluster of its own on the server. */
export async function clusterRun(run: ClusterRun): Promise<ClusterVerdict> {
  const cluster = await startCluster(run.postgres);
  try {
    const crowd = await Crowd.gather(cluster.services, cluster, size);
    try {
      return await play(run, cluster, crowd);
    } finally {
      crowd.disperse();
    }
  } finally {
    await cluster.stop();
  }
}

async function play(run: ClusterRun, cluster: Cluster, crowd: Crowd): Promise<ClusterVerdict> {
  const writer = new UnsteadyWriter(cluster.databaseUrl, crowd.staff, crowd.tally);
  const leavers: Leaver[] = [];
  let isOver = false;
  let pause: Promise<unknown> | undefined;
  const mayWrite = async () => {
    await pause;
    return !isOver;
  };
  const talking = Promise.all([
    crowd.talk(messagesEach, mayWrite),
    writer.talk(crowd.groups, mayWrite),
  ]);
  const removeOne = async () => {
    const removing = removeWhileWriting(cluster, crowd);
    pause = removing;
    leavers.push(await removing);
  };
  try {
    await Promise.race([talking, strikeAll(run, { cluster, crowd, removeOne })]);
  } finally {
    isOver = true;
  }
  await talking;
  const heardMs = leavers.map((leaver) => leaver.heardMs);
  const others = [writer.log, ...leavers.flatMap(({ logs }) => logs)];
  const verdict = await crowd.judge(lateMs, { others, readEnding: committedEnding });
  const problems = [
    ...cluster.members.flatMap((member) => member.problems),
    ...heardMs
      .filter((ms) => ms > silentMs)
      .map((ms) => `a removed member heard of the group for ${ms} ms`),
  ];
  return { ...verdict, rollbacks: writer.rollbacks, heardMs, problems };
}

interface Stage {
  cluster: Cluster;
  crowd: Crowd;
  /** Everyone else is silent meanwhile, so that the time says something on a small machine. */
  removeOne: () => Promise<void>;
}

/** After each fault has been healed, a member is removed. */
async function strikeAll(run: ClusterRun, { cluster, crowd, removeOne }: Stage): Promise<void> {
  const { tally } = crowd;
  let struck = 0;
  for (let now = run.next(tally.acked); now; now = run.next(tally.acked)) {
    const [fault, turn] = now;
    tally.takeLongestPause();
    await fault.act(cluster, turn, crowd);
    if (fault.lastsMs) await sleep(systemClock, fault.lastsMs);
    await fault.heal?.(cluster, turn);
    await Promise.all(
      cluster.members.map((member) => until(() => member.isReady(), `a ready ${member.name}`)),
    );
    crowd.wake();
    await crowd.live();
    run.survived(fault, { acked: tally.acked, pauseMs: tally.takeLongestPause() });
    // Otherwise a server that has just been started would have no clients.
    crowd.scatter(struck++);
    await sleep(systemClock, calmMs);
    await removeOne();
  }
}
