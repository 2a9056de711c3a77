/** Changes to many at once: what was planned, and what each part did. */
import { fragment, type Queries, valueList, valueTable } from "./database.ts";

export type BulkState = "previewed" | "applying" | "applied" | "undoing" | "undone";

export interface BulkAct {
  id: string;
  /** As the program's registry of kinds names it. */
  kind: string;
  courseId: string;
  actorId: string;
  /** Empty if the account was deleted. */
  actorName: string;
  title: string;
  state: BulkState;
  /** JSON. */
  report: string | null;
  createdAt: string;
  endedAt: string | null;
  /** Who has taken it back. */
  undoneBy: string | null;
}

/** The columns of a BulkAct, and where they are. */
const actColumns = fragment`a.id, a.kind, a.course_id as "courseId", a.actor_id as "actorId",
      coalesce(u.name, '') as "actorName", a.title, a.state, a.report,
      a.created_at as "createdAt", a.ended_at as "endedAt", a.undone_by as "undoneBy"
    from bulk_acts a left join users u on u.id = a.actor_id`;

export function bulkActById(db: Queries, id: string): Promise<BulkAct | undefined> {
  return db.get<BulkAct>`select ${actColumns} where a.id = ${id}`;
}

/** The newest ones of some kinds in a course, newest first. */
export function bulkActsOf(
  db: Queries,
  key: { courseId: string; kinds: readonly string[]; limit: number },
): Promise<BulkAct[]> {
  return db.all<BulkAct>`
    select ${actColumns} where a.course_id = ${key.courseId} and a.kind in ${valueList(key.kinds)}
    order by a.created_at desc, a.id desc limit ${key.limit}`;
}

export interface NewBulkAct {
  id: string;
  kind: string;
  courseId: string;
  actorId: string;
  title: string;
  draft: string;
  at: string;
}

export function insertBulkAct(tx: Queries, act: NewBulkAct): Promise<number> {
  return tx.run`
    insert into bulk_acts (id, kind, course_id, actor_id, title, state, draft, created_at)
    values (${act.id}, ${act.kind}, ${act.courseId}, ${act.actorId}, ${act.title}, 'previewed',
      ${act.draft}, ${act.at})`;
}

export async function bulkDraft(db: Queries, id: string): Promise<string | undefined> {
  const row = await db.get<{ draft: string | null }>`
    select draft from bulk_acts where id = ${id}`;
  return row?.draft ?? undefined;
}

/** @returns 0 if it is being applied already */
export function saveBulkDraft(
  tx: Queries,
  { id, draft }: { id: string; draft: string },
): Promise<number> {
  return tx.run`
    update bulk_acts set draft = ${draft} where id = ${id} and state = 'previewed'`;
}

/** @returns 0 if it is being applied already */
export function deleteBulkAct(tx: Queries, id: string): Promise<number> {
  return tx.run`delete from bulk_acts where id = ${id} and state = 'previewed'`;
}

export interface BulkStart {
  id: string;
  report: string;
  /** JSON of each part, in order. */
  parts: readonly string[];
}

/** From now on it is applied, part by part. @returns 0 if another request was first */
export async function startBulkAct(tx: Queries, { id, report, parts }: BulkStart): Promise<number> {
  const started = await tx.run`
    update bulk_acts set state = 'applying', draft = null, report = ${report}
    where id = ${id} and state = 'previewed'`;
  if (started === 0 || parts.length === 0) return started;
  const table = valueTable(parts.map((plan, number) => [number, plan]));
  await tx.run`
    insert into bulk_parts (act_id, number, plan)
    select ${id}, column1, column2 from ${table} as w`;
  return started;
}

/** From now on it is taken back. @returns 0 if that has begun already, or it is not applied */
export function startUndoing(tx: Queries, { id, by }: { id: string; by: string }): Promise<number> {
  return tx.run`
    update bulk_acts set state = 'undoing', ended_at = null, undone_by = ${by}
    where id = ${id} and state in ('applying', 'applied')`;
}

/** @returns 0 if it was in none of the states */
export function setBulkState(
  tx: Queries,
  change: { id: string; from: readonly BulkState[]; to: BulkState; endedAt: string | null },
): Promise<number> {
  return tx.run`
    update bulk_acts set state = ${change.to}, ended_at = ${change.endedAt}
    where id = ${change.id} and state in ${valueList(change.from)}`;
}

/** Acts that a server has begun to apply, or to take back. */
export async function openBulkActs(db: Queries): Promise<string[]> {
  const rows = await db.all<{ id: string }>`
    select id from bulk_acts where state in ('applying', 'undoing') order by id`;
  return rows.map(({ id }) => id);
}

export interface BulkPart {
  number: number;
  plan: string;
  done: string | null;
  undone: string | null;
}

export function bulkParts(db: Queries, actId: string): Promise<BulkPart[]> {
  return db.all<BulkPart>`
    select number, plan, done, undone from bulk_parts where act_id = ${actId} order by number`;
}

/** The first part from this number on that has not been applied. */
export function nextBulkPart(
  db: Queries,
  { actId, from }: { actId: string; from: number },
): Promise<BulkPart | undefined> {
  return db.get<BulkPart>`
    select number, plan, done, undone from bulk_parts
    where act_id = ${actId} and number >= ${from} and done is null order by number limit 1`;
}

/** The last part up to this number that was applied and not yet taken back. */
export function lastBulkPart(
  db: Queries,
  { actId, to }: { actId: string; to: number },
): Promise<BulkPart | undefined> {
  return db.get<BulkPart>`
    select number, plan, done, undone from bulk_parts
    where act_id = ${actId} and number <= ${to} and done is not null and undone is null
    order by number desc limit 1`;
}

export function setBulkDone(
  tx: Queries,
  part: { actId: string; number: number; done: string },
): Promise<number> {
  return tx.run`
    update bulk_parts set done = ${part.done}
    where act_id = ${part.actId} and number = ${part.number}`;
}

export function setBulkUndone(
  tx: Queries,
  part: { actId: string; number: number; undone: string },
): Promise<number> {
  return tx.run`
    update bulk_parts set undone = ${part.undone}
    where act_id = ${part.actId} and number = ${part.number}`;
}

/** Forgets drafts that nobody applied, and the rows of acts that can no longer be taken back. */
export async function forgetBulkActs(
  tx: Queries,
  { draftsBefore, partsBefore }: { draftsBefore: string; partsBefore: string },
): Promise<number> {
  const drafts = await tx.run`
    delete from bulk_acts where state = 'previewed' and created_at < ${draftsBefore}`;
  const acts = await tx.run`
    delete from bulk_acts where state in ('applied', 'undone') and ended_at < ${partsBefore}`;
  return drafts + acts;
}
