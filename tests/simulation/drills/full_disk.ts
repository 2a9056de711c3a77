/** A disk without space under a running system, and then space again. */
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sleep, systemClock } from "#kit/clock.ts";
import { mayMount, mountDisk } from "#tests/support/disks.ts";
import { faultRun, type Scene } from "../fault_run.ts";
import { type Drill, type Row, secondsSince } from "./drill.ts";
import { verdictRow } from "./verdict_row.ts";

const rounds = 3;
const fullMs = 5_000;
const backMs = 5_000;
const what = "a full disk for 5 s, three times";

export const fullDisk: Drill = async (_options, progress) => {
  const folder = mkdtempSync(join(tmpdir(), "team-chat-full-"));
  const disk = mayMount ? mountDisk(folder, "size=64m") : undefined;
  try {
    if (!disk) return [notTried()];
    return [await fillAndFree(folder, (done) => progress("full disks", done, rounds))];
  } finally {
    disk?.unmount();
    rmSync(folder, { recursive: true, force: true });
  }
};

function notTried(): Row {
  const note = "mounting a small disk needs the right to mount (root)";
  return { what, result: "not tried", note, wrong: [] };
}

async function fillAndFree(folder: string, progress: (done: number) => void): Promise<Row> {
  const startedAt = performance.now();
  const backAfter: number[] = [];
  const unreadable: string[] = [];
  const verdict = await faultRun({
    instanceDir: folder,
    writers: 40,
    restWriters: 4,
    observers: 10,
    groups: 8,
    messagesEach: 5,
    contentChars: 4_000,
    rounds,
    lateMs: 60_000,
    async fault(scene) {
      const { crowd } = scene;
      const { tally } = crowd;
      const refusals = tally.refusals("storage_full");
      const free = fill(folder);
      const said: Promise<unknown>[] = [];
      // There may be room inside the files for a while.
      while (tally.refusals("storage_full") === refusals) {
        const speaking = crowd.speak(2);
        said.push(speaking.then(({ answered }) => answered));
        await Promise.race([speaking, tally.refusedMoreThan(refusals, "storage_full")]);
      }
      await sleep(systemClock, fullMs);
      if (!(await reads(scene))) unreadable.push("a page of history could not be read");
      const before = tally.acked;
      const freedAt = performance.now();
      free();
      await tally.ackedMoreThan(before);
      backAfter.push(performance.now() - freedAt);
      await Promise.all(said);
    },
    progress,
  });
  const slowest = Math.max(...backAfter);
  const wrong = slowest > backMs ? [`writing was back only after ${Math.round(slowest)} ms`] : [];
  return verdictRow(what, verdict, {
    note: `reading went on, writing was back after ${backAfter.map(Math.round).join(", ")} ms; ${secondsSince(startedAt)}`,
    wrong: [...unreadable, ...wrong],
  });
}

/** Fills the disk. @returns a function that frees the space again */
function fill(folder: string): () => void {
  const ballast = join(folder, "ballast");
  const file = openSync(ballast, "w");
  for (const size of [1 << 20, 1 << 12]) {
    const chunk = new Uint8Array(size);
    while (writes(file, chunk));
  }
  closeSync(file);
  return () => rmSync(ballast);
}

function writes(file: number, chunk: Uint8Array): boolean {
  try {
    return writeSync(file, chunk) === chunk.length;
  } catch {
    return false;
  }
}

async function reads({ crowd }: Scene): Promise<boolean> {
  const [reader] = crowd.rest;
  return reader ? reader.canRead(crowd.groupOf(0)) : false;
}
