/**
 * Applies acts on many and takes them back, part by part. Each transaction reads how far it is, so several
 * servers may work on one, and one that dies leaves the rest to the next.
 */
import { sleep } from "#kit/clock.ts";
import { errorFields } from "#kit/logger.ts";
import {
  type BulkAct,
  bulkActById,
  forgetBulkActs,
  lastBulkPart,
  nextBulkPart,
  openBulkActs,
  setBulkDone,
  setBulkState,
  setBulkUndone,
} from "#storage/bulk_acts.ts";
import type { Queries } from "#storage/database.ts";
import { makeDue } from "#storage/jobs.ts";
import { bulkLimits } from "#wire/limits.ts";
import type { Services } from "../context.ts";
import type { Job } from "../instance/jobs.ts";
import { type Writing, writeLogged } from "../log/write.ts";
import type { BulkKind } from "./kind.ts";
import { bulkKindOf } from "./registry.ts";

/** The name of the job that finishes what a server has left. */
const jobName = "bulk_acts";

/** About as long as a part takes. */
const pauseMs = 20;

/** How long the server that began has before another one looks. */
const othersLookAfterMs = 30_000;

/** If the server that begins an act dies, another one finishes it. In the transaction that begins it. */
export async function handOverAct({ db }: Pick<Services, "db">, tx: Queries): Promise<void> {
  await makeDue(tx, { name: jobName, dueMs: (await db.now(tx)) + othersLookAfterMs });
}

/** Finishes what servers that died have begun, and forgets old acts. */
export function bulkActsJob(services: Services): Job {
  return {
    name: jobName,
    everyMs: 3_600_000,
    async run() {
      const failed: unknown[] = [];
      for (const id of await openBulkActs(services.db)) {
        // One that fails must not keep the others waiting.
        await finishAct(services, id).catch((error: unknown) => failed.push(error));
      }
      const now = services.clock.now();
      const before = (ms: number) => new Date(now - ms).toISOString();
      const { undoMs, keptMs } = bulkLimits;
      const old = { draftsBefore: before(undoMs), partsBefore: before(keptMs) };
      const { db, clock, appended } = services;
      await writeLogged({ db, clock, appended }, ({ tx }) => forgetBulkActs(tx, old));
      if (failed.length > 0) throw new AggregateError(failed, "acts failed");
    },
  };
}

/** Goes on until nothing is left to do. */
export async function finishAct(services: Services, id: string): Promise<void> {
  const { db, clock, appended } = services;
  // Where this server was last: the parts before it need not be looked through again.
  const place: Place = {};
  const step = (writing: Writing) => nextStep(services, writing, { id, place });
  while (await writeLogged({ db, clock, appended }, step)) {
    // Others who wait to write come between two parts: those of another process try again and again.
    await sleep(clock, pauseMs);
  }
}

/** The same in the background; if it fails, the job tries again. */
export function finishSoon(services: Services, id: string): Promise<void> {
  return finishAct(services, id).catch((error: unknown) => {
    services.logger.warn("act.interrupted", { act: id, ...errorFields(error) });
  });
}

/** Parts are applied in order, and taken back in the opposite order. */
interface Place {
  applied?: number;
  undone?: number;
}

/** @returns whether there may be more to do */
async function nextStep(
  services: Services,
  writing: Writing,
  { id, place }: { id: string; place: Place },
): Promise<boolean> {
  const act = await bulkActById(writing.tx, id);
  const kind = act && bulkKindOf(act.kind);
  // A newer version has begun it, and goes on with it.
  if (!kind) return false;
  if (act.state === "applying") return applyNext(services, writing, { act, kind, place });
  if (act.state === "undoing") return undoLast(services, writing, { act, kind, place });
  return false;
}

interface Step {
  act: BulkAct;
  kind: BulkKind;
  place: Place;
}

async function applyNext(
  services: Services,
  writing: Writing,
  { act, kind, place }: Step,
): Promise<boolean> {
  const { tx, now } = writing;
  const { id } = act;
  const next = await nextBulkPart(tx, { actId: id, from: place.applied ?? 0 });
  if (!next) {
    await setBulkState(tx, { id, from: ["applying"], to: "applied", endedAt: now });
    return false;
  }
  const done = await kind.apply(services, writing, { act, plan: next.plan });
  await setBulkDone(tx, { actId: id, number: next.number, done });
  place.applied = next.number;
  return true;
}

async function undoLast(
  services: Services,
  writing: Writing,
  { act, kind, place }: Step,
): Promise<boolean> {
  const { tx, now } = writing;
  const { id } = act;
  const last = await lastBulkPart(tx, { actId: id, to: place.undone ?? bulkLimits.parts });
  if (!last) {
    await kind.undone?.(services, writing, act);
    await setBulkState(tx, { id, from: ["undoing"], to: "undone", endedAt: now });
    return false;
  }
  const { plan, done } = last;
  const undone = await kind.undo(services, writing, { act, plan, done: done ?? "" });
  await setBulkUndone(tx, { actId: id, number: last.number, undone });
  place.undone = last.number;
  return true;
}
