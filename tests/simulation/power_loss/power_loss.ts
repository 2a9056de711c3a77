/**
 * Power failures while people write. A writer is recorded with everything it does to the disk; then
 * for many moments of the recording: if the power had failed here, would a server that starts on
 * the disk's contents find every message acknowledged before?
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkInstallation } from "#core/instance/check.ts";
import { testServices } from "#tests/support/services.ts";
import { seededRandom } from "../random.ts";
import {
  compileTracer,
  databaseName,
  record,
  type Recording,
  type Synchronous,
} from "./recording.ts";
import type { DiskOperation } from "./trace.ts";
import { never, VolatileDisk } from "./volatile_disk.ts";

export interface PowerLossOptions {
  /** The number of power failures. */
  cuts: number;
  /** FULL is what Team Chat uses; NORMAL must lose something here. */
  synchronous: Synchronous;
  /**
   * Decides where to cut and what survives; the times of the writer's commits depend on the
   * machine.
   */
  seed: number;
  /** How many messages a recording has at most, and at least enough for a checkpoint. */
  messagesMax?: number;
  progress?: (cuts: number) => void;
}

/** Each cut is judged twice: with none of the unsynced writes, and with a random part of them. */
export interface PowerLossResult {
  cuts: number;
  /** Cuts while pages were copied from the log into the database. */
  inCheckpoint: number;
  /** Messages acknowledged before a cut, summed over the cuts. */
  acked: number;
  /** Messages acknowledged before a cut and lost after it, summed over the cuts. */
  lost: number;
  cutsWithLoss: number;
  /** What a server that starts on such a disk, or `run.sh cli check`, finds wrong. */
  damaged: string[];
}

export type PowerLoss = ({ tried: true } & PowerLossResult) | { tried: false; why: string };

const cutsOfRecording = 10;
/** The log is copied into the database after every three or four thousand messages. */
const messagesMin = 5_000;
/** In operations: a few commits. */
const soon = 300;

/** @throws when a premise fails, such as that every write was recorded */
export async function powerLoss(options: PowerLossOptions): Promise<PowerLoss> {
  const folder = mkdtempSync(join(tmpdir(), "team-chat-power-"));
  try {
    const tracer = compileTracer(folder);
    if ("missing" in tracer) return { tried: false, why: tracer.missing };
    const total = nothing();
    const random = seededRandom(options.seed);
    const { messagesMax = 12_000 } = options;
    while (total.cuts < options.cuts) {
      const messages = messagesMin + Math.floor(random() * (messagesMax - messagesMin));
      const recording = await record({ ...options, library: tracer.library, messages });
      const count = Math.min(cutsOfRecording, options.cuts - total.cuts);
      for await (const cut of cutsThrough(recording, { count, random, folder })) {
        add(total, cut);
        options.progress?.(total.cuts);
      }
    }
    return { tried: true, ...total };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface Cut {
  inCheckpoint: boolean;
  acked: number;
  lost: number;
  damaged: string[];
}

interface Cuts {
  count: number;
  random: () => number;
  folder: string;
}

/** The power fails at some moments of the recording, and at its end. */
async function* cutsThrough(recording: Recording, { count, random, folder }: Cuts) {
  const { operations, acks } = recording;
  const cuts = momentsOf(operations, count, random);
  const disk = new VolatileDisk();
  for (const [index, operation] of operations.entries()) {
    disk.apply(operation);
    if (!cuts.has(index)) continue;
    const acked = acks.filter(({ noteEndedAt }) => noteEndedAt <= operation.noteEndsAt);
    const part = random();
    const bare = await restart(disk.afterPowerLoss(never), folder);
    const torn = await restart(
      disk.afterPowerLoss(() => random() < part),
      folder,
    );
    const lost = acked.filter(({ id }) => !bare.stored.has(id) || !torn.stored.has(id));
    const damaged = [...bare.problems, ...torn.problems];
    yield { inCheckpoint: disk.isDirty(""), acked: acked.length, lost: lost.length, damaged };
  }
}

/**
 * Indices of operations: the last one, and others, half of which are during or soon after writes to
 * the database itself, when the log begins to overwrite its former contents.
 */
function momentsOf(operations: DiskOperation[], count: number, random: () => number): Set<number> {
  const below = (limit: number) => Math.floor(random() * limit);
  const onDatabase = [...operations.keys()].filter((index) => {
    const operation = operations[index]!;
    return operation.kind !== "sync directory" && operation.file === "";
  });
  const moments = new Set([operations.length - 1]);
  while (moments.size < Math.min(count, operations.length)) {
    const atCheckpoint = onDatabase[below(onDatabase.length)]! + below(soon);
    const moment = moments.size % 2 === 0 ? below(operations.length) : atCheckpoint;
    moments.add(Math.min(moment, operations.length - 1));
  }
  return moments;
}

/** What a server that starts on these files finds. */
async function restart(
  files: Map<string, Uint8Array>,
  folder: string,
): Promise<{ stored: Set<string>; problems: string[] }> {
  const instanceDir = mkdtempSync(join(folder, "disk-"));
  try {
    for (const [name, bytes] of files) writeFileSync(join(instanceDir, databaseName + name), bytes);
    const services = testServices({ instanceDir });
    try {
      const problems = await checkInstallation(services.config, services);
      const rows = await services.db.all<{ id: string }>`select id from messages`;
      return {
        stored: new Set(rows.map(({ id }) => id)),
        problems: problems.map(({ what, where }) => `${where}: ${what}`),
      };
    } finally {
      services.dispose();
    }
  } catch (error) {
    return { stored: new Set(), problems: [String(error)] };
  } finally {
    rmSync(instanceDir, { recursive: true });
  }
}

function nothing(): PowerLossResult {
  return { cuts: 0, inCheckpoint: 0, acked: 0, lost: 0, cutsWithLoss: 0, damaged: [] };
}

function add(total: PowerLossResult, { inCheckpoint, acked, lost, damaged }: Cut): void {
  total.cuts += 1;
  total.inCheckpoint += inCheckpoint ? 1 : 0;
  total.acked += acked;
  total.lost += lost;
  total.cutsWithLoss += lost > 0 ? 1 : 0;
  total.damaged.push(...damaged);
}
