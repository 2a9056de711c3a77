/** Imports of lists of people into a course: from the list to its result, and back. */
import { uuidv7 } from "#kit/ids.ts";
import { rosterLimits } from "#wire/limits.ts";
import { asStorable, oneLine } from "#wire/text.ts";
import {
  type BulkAct,
  bulkActById,
  bulkActsOf,
  bulkDraft,
  bulkParts,
  deleteBulkAct,
  insertBulkAct,
  saveBulkDraft,
  startBulkAct,
  startUndoing,
} from "#storage/bulk_acts.ts";
import type { Queries } from "#storage/database.ts";
import { recordAct } from "../audit/audit.ts";
import { finishSoon, handOverAct } from "../bulk/run_acts.ts";
import { undoEnd } from "../bulk/undo_end.ts";
import type { Acting, Context, Services } from "../context.ts";
import type { Writing } from "../log/write.ts";
import { notFound, Refusal } from "../refusals.ts";
import { signedIn } from "../requirements.ts";
import { writeAs } from "../write_as.ts";
import { type Course, requireCourse, requireOpenCourse } from "./course_rights.ts";
import type { Decoded } from "./decode.ts";
import {
  type Correction,
  corrected,
  type Draft,
  draftOf,
  newDraft,
  type Preview,
  previewDraft,
  readDraft,
  storedDraft,
} from "./draft.ts";
import { rosterKind } from "./kind.ts";
import { partsOfPlan, type Report } from "./parts.ts";
import { withoutAccess } from "./import_codes.ts";
import type { ImportKey } from "./import_key.ts";
import { type ImportResult, resultOf } from "./result.ts";

export type Import = Omit<BulkAct, "report">;

/** An import, with what it will change or has changed. */
export interface WholeImport {
  course: Course;
  import: Import;
  /** Until it is applied. */
  preview?: Preview;
  /** From then on. */
  result?: ImportResult;
  /** Until when it can be taken back, if it can. */
  undoUntil?: string;
  /** How many people it gave an account that only a code opens. */
  awaited?: number;
}

const shownMost = 10;
const kinds = [rosterKind.name];

/** The course and its newest imports. @throws {Refusal} not_found */
export function listImports(
  { db, actor }: Context,
  courseId: string,
): Promise<{ course: Course; imports: Import[] }> {
  return db.snapshot(async (state) => {
    const course = await requireCourse({ db: state, actor }, courseId);
    return { course, imports: await bulkActsOf(state, { courseId, kinds, limit: shownMost }) };
  });
}

export interface NewImport extends Decoded {
  /** The name of the file, if there is one. */
  title: string;
}

/**
 * Keeps a list, for its preview. Nothing else changes.
 * @throws {Refusal} not_found; invalid, field `list`, when it cannot be read
 */
export async function createImport(
  context: Context,
  courseId: string,
  { text, encoding, title }: NewImport,
): Promise<{ id: string }> {
  const { clock, db, random, actor } = context;
  await requireOpenCourse({ db, actor }, courseId);
  const draft = newDraft({ text, encoding });
  await readDraft(draft);
  const id = uuidv7(clock.now(), random);
  const stored = {
    id,
    kind: rosterKind.name,
    courseId,
    actorId: actor.id,
    title: oneLine(asStorable(title)).slice(0, rosterLimits.titleChars).toWellFormed(),
    draft: storedDraft(draft),
  };
  await changeIn(context, courseId, async (_, { tx, now: at }) => {
    await insertBulkAct(tx, { ...stored, at });
  });
  return { id };
}

/** @throws {Refusal} not_found */
export function getImport(context: Context, key: ImportKey): Promise<WholeImport> {
  const { db, actor } = context;
  return db.snapshot(async (state) => {
    const course = await requireCourse({ db: state, actor }, key.courseId);
    const { report, ...act } = await requireImport(state, key);
    if (act.state === "previewed") {
      const draft = await readStored(state, key.id);
      const preview = await previewDraft(context, state, { courseId: key.courseId, draft });
      return { course, import: act, preview };
    }
    const result = resultOf(await bulkParts(state, key.id), report);
    const undoUntil = undoEnd(act, context.clock.now());
    const created = act.state === "applied" ? result.created : [];
    const awaited = (await withoutAccess({ db: state, actor }, created)).length;
    return { course, import: act, result, awaited, ...(undoUntil && { undoUntil }) };
  });
}

/** The list as it was given, for correcting it. @throws {Refusal} not_found */
export async function listOfImport({ db, actor }: Context, key: ImportKey): Promise<Draft> {
  await requireCourse({ db, actor }, key.courseId);
  await requireImport(db, key);
  return readStored(db, key.id);
}

async function requireImport(db: Queries, { courseId, id }: ImportKey): Promise<BulkAct> {
  const act = await bulkActById(db, id);
  if (act?.courseId !== courseId || act.kind !== rosterKind.name) throw notFound();
  return act;
}

async function readStored(db: Queries, id: string): Promise<Draft> {
  const stored = await bulkDraft(db, id);
  if (stored === undefined) throw begun();
  return draftOf(stored);
}

/**
 * Corrects the columns, and keeps the decisions.
 * @throws {Refusal} not_found; invalid; conflict, when it is being applied
 */
export async function correctImport(
  context: Context,
  key: ImportKey,
  correction: Correction,
): Promise<void> {
  const draft = corrected(await listOfImport(context, key), correction);
  await changeIn(context, key.courseId, async (_, { tx }) => {
    const saved = await saveBulkDraft(tx, { id: key.id, draft: storedDraft(draft) });
    if (saved === 0) throw begun();
  });
}

/** Forgets an import that was not applied. @throws {Refusal} not_found; conflict */
export async function cancelImport(context: Context, key: ImportKey): Promise<void> {
  await changeIn(context, key.courseId, async (_, { tx }) => {
    await requireImport(tx, key);
    if ((await deleteBulkAct(tx, key.id)) === 0) throw begun();
  });
}

/**
 * Begins to apply an import: exactly what its preview shows. The rest is done by `finished`, or by
 * another server if this one dies.
 * @param seen what the preview showed, see `stampOf`; without it, whatever it would show now
 * @throws {Refusal} not_found; conflict, when it is being applied, or would change something else
 * than was seen
 */
export async function applyImport(
  context: Context,
  key: ImportKey,
  seen?: string,
): Promise<{ finished: Promise<void> }> {
  const { preview } = await getImport(context, key);
  if (!preview) throw begun();
  const { plan, origin } = preview;
  if (seen !== undefined && seen !== stampOf(preview)) {
    throw new Refusal("conflict", { reason: "roster_changed" });
  }
  if (plan.changes.length === 0) throw new Refusal("conflict", { reason: "roster_nothing" });
  const report: Report = { unusable: plan.unusable, origin };
  const parts = partsOfPlan(plan);
  await changeIn(context, key.courseId, async (acting, { tx, ...writing }) => {
    const start = { id: key.id, report: JSON.stringify(report), parts };
    if ((await startBulkAct(tx, start)) === 0) throw begun();
    await handOverAct(acting, tx);
    const detail = String(plan.changes.length);
    await recordAct(acting, { tx, ...writing }, { verb: "roster.apply", detail });
  });
  return { finished: finishSoon(withoutActor(context), key.id) };
}

/**
 * Begins to take an import back.
 * @throws {Refusal} not_found; conflict, when it is too late, or was begun already
 */
export async function undoImport(
  context: Context,
  key: ImportKey,
): Promise<{ finished: Promise<void> }> {
  await changeIn(context, key.courseId, async (acting, { tx, ...writing }) => {
    const act = await requireImport(tx, key);
    if (!undoEnd(act, acting.clock.now())) {
      throw new Refusal("conflict", { reason: "roster_undo_late" });
    }
    await startUndoing(tx, { id: key.id, by: acting.actor.id });
    await handOverAct(acting, tx);
    await recordAct(acting, { tx, ...writing }, { verb: "roster.undo", detail: act.title || null });
  });
  return { finished: finishSoon(withoutActor(context), key.id) };
}

/** What a preview shows, in short: to notice that the course has changed since. */
export function stampOf({ plan }: Pick<Preview, "plan">): string {
  const { changes, unusable } = plan;
  const shown = changes.map(({ kind, line, userId, role, joins, leaves }) => ({
    who: [kind, line, userId, role],
    joins: joins.map(({ name }) => name),
    leaves: leaves.map(({ id }) => id),
  }));
  const hasher = new Bun.CryptoHasher("sha256", JSON.stringify(shown));
  return hasher.update(JSON.stringify(unusable)).digest("base64url").slice(0, 22);
}

/** The server goes on by itself, whatever becomes of the session. */
function withoutActor(context: Context): Services {
  const { actor, ...services } = context;
  void actor;
  return services;
}

function changeIn(
  context: Context,
  courseId: string,
  change: (acting: Acting, writing: Writing) => Promise<void>,
): Promise<void> {
  return writeAs(context, signedIn, async (acting, writing) => {
    await requireOpenCourse({ db: writing.tx, actor: acting.actor }, courseId);
    await change(acting, writing);
  });
}

function begun(): Refusal {
  return new Refusal("conflict", { reason: "roster_begun" });
}
