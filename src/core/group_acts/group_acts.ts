/** Acts on several groups of a course: from the selection to the result, and back. */
import { uuidv7 } from "#kit/ids.ts";
import { type GroupActName, groupActNames, type PastActName } from "#wire/group_acts.ts";
import { bulkLimits } from "#wire/limits.ts";
import type { Reason } from "#wire/refusal_texts.ts";
import {
  type BulkAct,
  bulkActById,
  bulkActsOf,
  bulkDraft,
  bulkParts,
  deleteBulkAct,
  insertBulkAct,
  startBulkAct,
  startUndoing,
} from "#storage/bulk_acts.ts";
import type { Queries } from "#storage/database.ts";
import { groupStates, peopleInGroups, type PersonInGroups } from "#storage/group_acts.ts";
import { recordAct } from "../audit/audit.ts";
import { finishSoon, handOverAct } from "../bulk/run_acts.ts";
import { undoEnd } from "../bulk/undo_end.ts";
import type { Acting, Context, Services } from "../context.ts";
import { type OwnCourse, requireTeacher } from "../courses/own_courses.ts";
import type { Writing } from "../log/write.ts";
import { notFound, Refusal } from "../refusals.ts";
import { managesGroups } from "../requirements.ts";
import { writeAs } from "../write_as.ts";
import { makeKindName, makingReportOf, rowsOfMaking } from "../maker/make_kind.ts";
import { beginUnmaking } from "../maker/unmake_groups.ts";
import type { GroupActKind, RawInput } from "./kind.ts";
import { groupActKinds } from "./kinds/registry.ts";
import {
  type AboutAct,
  aboutOf,
  type GroupRow,
  partsOfGroups,
  rowsOfParts,
  type Selected,
  storedName,
} from "./parts.ts";

/** Which act of which course. */
export interface ActKey {
  courseId: string;
  id: string;
}

/** An act, as lists name it. */
export interface GroupAct extends Omit<BulkAct, "kind" | "report"> {
  name: PastActName;
  /** How many groups were selected, or are made. */
  groups: number;
}

/** A selected group, and why nothing will be done to it, if so. */
export interface PlannedGroup {
  id: string;
  /** Empty if it is gone. */
  name: string;
  reason?: Reason;
}

/** An act, with what it will do or has done. */
export interface WholeGroupAct {
  course: OwnCourse;
  act: GroupAct;
  /** Until it is applied. */
  planned?: PlannedGroup[];
  /** From then on. */
  rows?: GroupRow[];
  /** Until when it can be taken back, if it can. */
  undoUntil?: string;
}

interface Draft {
  groups: Selected[];
}

/** The newest acts of a course that have begun. @throws {Refusal} not_found; forbidden, for tutors */
export function listGroupActs(
  { db, actor }: Context,
  courseId: string,
): Promise<{ course: OwnCourse; acts: GroupAct[] }> {
  return db.snapshot(async (state) => {
    const course = await requireTeacher({ db: state, actor }, courseId);
    const kinds = [...groupActNames.map(storedName), makeKindName];
    const acts = await bulkActsOf(state, { courseId, kinds, limit: shownMost });
    const visible = acts.filter(({ state: at }) => at !== "previewed");
    return { course, acts: visible.map((act) => viewOf(act, groupsIn(act))) };
  });
}

const shownMost = 50;

/**
 * Keeps a selection, to show what an act would do. Nothing else changes.
 * @param ids of groups; those that are gone, or of another course, are shown as gone
 * @throws {Refusal} not_found; forbidden, for tutors; invalid, field `groups`
 */
export async function planGroupAct(
  context: Context,
  courseId: string,
  { name, ids }: { name: GroupActName; ids: readonly string[] },
): Promise<{ id: string }> {
  const chosen = [...new Set(ids)];
  const { groups: max } = bulkLimits;
  if (chosen.length === 0) throw new Refusal("invalid", { field: "groups", reason: "act_groups" });
  if (chosen.length > max) {
    throw new Refusal("invalid", { field: "groups", reason: "act_groups_many", params: { max } });
  }
  return changeIn(context, courseId, async (acting, { tx, now: at }) => {
    const found = await groupStates(tx, { courseId, ids: chosen });
    if (found.length === 0) throw new Refusal("invalid", { field: "groups", reason: "act_groups" });
    const there = new Set(found.map((group) => group.id));
    const gone = chosen.filter((id) => !there.has(id));
    const draft: Draft = {
      groups: [
        ...found.map((group): Selected => [group.id, group.name]),
        ...gone.map((id): Selected => [id, ""]),
      ],
    };
    const id = uuidv7(acting.clock.now(), acting.random);
    const stored = { id, kind: storedName(name), courseId, actorId: acting.actor.id, title: "" };
    await insertBulkAct(tx, { ...stored, draft: JSON.stringify(draft), at });
    return { id };
  });
}

/** @throws {Refusal} not_found; forbidden, for tutors */
export function getGroupAct({ db, actor, clock }: Context, key: ActKey): Promise<WholeGroupAct> {
  return db.snapshot(async (state) => {
    const course = await requireTeacher({ db: state, actor }, key.courseId);
    const { act, kind } = await requireAct(state, key);
    if (act.state === "previewed" && kind) {
      const groups = await selectionOf(state, key.id);
      const planned = await plannedGroups(state, key.courseId, { kind, groups });
      return { course, act: viewOf(act, groups.length), planned };
    }
    const parts = await bulkParts(state, key.id);
    const rows = kind ? rowsOfParts(parts) : rowsOfMaking(parts);
    const undoUntil = undoEnd(act, clock.now());
    return { course, act: viewOf(act, rows.length), rows, ...(undoUntil && { undoUntil }) };
  });
}

/** Who is in the groups of an act that has not begun, by name. @throws {Refusal} as `getGroupAct` */
export async function peopleOfAct({ db, actor }: Context, key: ActKey): Promise<PersonInGroups[]> {
  await requireTeacher({ db, actor }, key.courseId);
  await requireAct(db, key);
  const ids = (await selectionOf(db, key.id)).map(([id]) => id);
  const there = await groupStates(db, { courseId: key.courseId, ids });
  return peopleInGroups(
    db,
    there.map(({ id }) => id),
  );
}

function viewOf({ kind, report, ...act }: BulkAct, groups: number): GroupAct {
  void report;
  return { ...act, name: nameOf(kind)!, groups };
}

function nameOf(kind: string): PastActName | undefined {
  return kind === makeKindName ? "make" : groupActNames.find((name) => storedName(name) === kind);
}

const groupsIn = (act: BulkAct) =>
  act.kind === makeKindName ? makingReportOf(act).groups : aboutOf(act).groups;

/** @returns no kind for an act that makes groups: it has begun at once */
async function requireAct(
  db: Queries,
  { courseId, id }: ActKey,
): Promise<{ act: BulkAct; kind: GroupActKind | undefined }> {
  const act = await bulkActById(db, id);
  const name = act && nameOf(act.kind);
  if (act?.courseId !== courseId || !name) throw notFound();
  return { act, kind: name === "make" ? undefined : groupActKinds[name] };
}

async function selectionOf(db: Queries, id: string): Promise<Selected[]> {
  const stored = await bulkDraft(db, id);
  if (stored === undefined) throw begun();
  return (JSON.parse(stored) as Draft).groups;
}

/** What the act would do now, as far as that does not depend on what it is still asked. */
async function plannedGroups(
  db: Queries,
  courseId: string,
  { kind, groups }: { kind: GroupActKind; groups: readonly Selected[] },
): Promise<PlannedGroup[]> {
  const ids = groups.map(([id]) => id);
  const there = await groupStates(db, { courseId, ids });
  const names = new Map(there.map(({ id, name }) => [id, name]));
  const obstacles = await kind.obstacles(db, { courseId, input: null, groups: there });
  return groups.map(([id, name]) => {
    const reason: Reason | undefined = names.has(id) ? obstacles.get(id) : "group_gone";
    return { id, name: names.get(id) ?? name, ...(reason && { reason }) };
  });
}

/** Forgets an act that was not applied. @throws {Refusal} not_found; forbidden; conflict */
export function cancelGroupAct(context: Context, key: ActKey): Promise<void> {
  return changeIn(context, key.courseId, async (_, { tx }) => {
    await requireAct(tx, key);
    if ((await deleteBulkAct(tx, key.id)) === 0) throw begun();
  });
}

/**
 * Begins an act. The rest is done by `finished`, or by another server if this one dies. What has changed since
 * it was shown is no reason to refuse it: it is done where it can be, and the others are listed.
 * @throws {Refusal} not_found; forbidden; invalid, with the field of the kind; conflict, when it has begun
 * already, or can be done to none of the groups
 */
export async function applyGroupAct(
  context: Context,
  key: ActKey,
  raw: RawInput = {},
): Promise<{ finished: Promise<void> }> {
  const { courseId, id } = key;
  await changeIn(context, courseId, async (acting, writing) => {
    const { tx, now } = writing;
    const { act, kind } = await requireAct(tx, key);
    if (act.state !== "previewed" || !kind) throw begun();
    const groups = await selectionOf(tx, id);
    const newId = () => uuidv7(acting.clock.now(), acting.random);
    const asking = { db: tx, actor: acting.actor, now, newId };
    const input = await kind.read(asking, { courseId, raw });
    await requireSome(tx, courseId, { kind, input, groups });
    const about: AboutAct = { input, groups: groups.length };
    const parts = partsOfGroups(kind, groups);
    if ((await startBulkAct(tx, { id, report: JSON.stringify(about), parts })) === 0) throw begun();
    await handOverAct(acting, tx);
    const detail = `${kind.name}: ${groups.length}`;
    await recordAct(acting, writing, { verb: "groups.act", courseId, detail });
  });
  return { finished: finishSoon(withoutActor(context), id) };
}

/** @throws {Refusal} conflict, if the act would change nothing */
async function requireSome(
  db: Queries,
  courseId: string,
  { kind, input, groups }: { kind: GroupActKind; input: unknown; groups: readonly Selected[] },
): Promise<void> {
  const there = await groupStates(db, { courseId, ids: groups.map(([id]) => id) });
  const obstacles = await kind.obstacles(db, { courseId, input, groups: there });
  if (there.every(({ id }) => obstacles.has(id))) {
    throw new Refusal("conflict", { reason: "act_nothing" });
  }
}

/**
 * Begins to take an act back.
 * @throws {Refusal} not_found; forbidden; conflict, when it is too late, or was begun already
 */
export async function undoGroupAct(
  context: Context,
  key: ActKey,
): Promise<{ finished: Promise<void> }> {
  const { courseId, id } = key;
  await changeIn(context, courseId, async (acting, writing) => {
    const { tx } = writing;
    const { act, kind } = await requireAct(tx, key);
    if (!kind) return beginUnmaking(acting, writing, act);
    if (!undoEnd(act, acting.clock.now())) {
      throw new Refusal("conflict", { reason: "act_undo_late" });
    }
    await startUndoing(tx, { id, by: acting.actor.id });
    await handOverAct(acting, tx);
    const detail = `${kind.name}: ${aboutOf(act).groups}`;
    await recordAct(acting, writing, { verb: "groups.undo", courseId, detail });
  });
  return { finished: finishSoon(withoutActor(context), id) };
}

/** The server goes on by itself, whatever becomes of the session. */
function withoutActor(context: Context): Services {
  const { actor, ...services } = context;
  void actor;
  return services;
}

function changeIn<T>(
  context: Context,
  courseId: string,
  change: (acting: Acting, writing: Writing) => Promise<T>,
): Promise<T> {
  return writeAs(context, managesGroups, async (acting, writing) => {
    await requireTeacher({ db: writing.tx, actor: acting.actor }, courseId);
    return change(acting, writing);
  });
}

function begun(): Refusal {
  return new Refusal("conflict", { reason: "act_begun" });
}
