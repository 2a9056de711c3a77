/** Plans for groups that nobody has made yet. Each belongs to its author. */
import { type Queries, valueList } from "./database.ts";

export interface StoredPlan {
  id: string;
  courseId: string;
  authorId: string;
  /** JSON. */
  plan: string;
  /** Counts the changes. */
  version: number;
  changedAt: string;
}

/** The plan of this author in this course. */
export function groupPlan(
  db: Queries,
  key: { id: string; courseId: string; authorId: string },
): Promise<StoredPlan | undefined> {
  return db.get<StoredPlan>`
    select id, course_id as "courseId", author_id as "authorId", plan, version,
      changed_at as "changedAt"
    from group_plans
    where id = ${key.id} and course_id = ${key.courseId} and author_id = ${key.authorId}`;
}

export function insertGroupPlan(tx: Queries, plan: Omit<StoredPlan, "version">): Promise<number> {
  return tx.run`
    insert into group_plans (id, course_id, author_id, plan, version, changed_at)
    values (${plan.id}, ${plan.courseId}, ${plan.authorId}, ${plan.plan}, 1, ${plan.changedAt})`;
}

/** @returns 0 if it is gone, or has changed since that version */
export function saveGroupPlan(
  tx: Queries,
  { id, plan, version, changedAt }: Omit<StoredPlan, "courseId" | "authorId">,
): Promise<number> {
  return tx.run`
    update group_plans set plan = ${plan}, version = version + 1, changed_at = ${changedAt}
    where id = ${id} and version = ${version}`;
}

/** @returns 0 if it is gone, or has changed since that version */
export function deleteGroupPlan(
  tx: Queries,
  { id, version }: { id: string; version: number },
): Promise<number> {
  return tx.run`delete from group_plans where id = ${id} and version = ${version}`;
}

/** Keeps the newest plans of an author, and forgets the others. */
export function keepNewestPlans(
  tx: Queries,
  { authorId, count }: { authorId: string; count: number },
): Promise<number> {
  return tx.run`
    delete from group_plans where author_id = ${authorId} and id not in (
      select id from group_plans where author_id = ${authorId}
      order by changed_at desc, id desc limit ${count})`;
}

/** Plans that nobody has changed since. */
export async function oldGroupPlans(
  db: Queries,
  { before, limit }: { before: string; limit: number },
): Promise<string[]> {
  const rows = await db.all<{ id: string }>`
    select id from group_plans where changed_at < ${before} order by changed_at limit ${limit}`;
  return rows.map(({ id }) => id);
}

export function deleteGroupPlans(tx: Queries, ids: readonly string[]): Promise<number> {
  return tx.run`delete from group_plans where id in ${valueList(ids)}`;
}

export function deletePlansOf(tx: Queries, authorId: string): Promise<number> {
  return tx.run`delete from group_plans where author_id = ${authorId}`;
}

/** What a course knows about its people, beside their student numbers. */
export function attributesInCourse(
  db: Queries,
  courseId: string,
): Promise<{ userId: string; key: string; value: string }[]> {
  return db.all<{ userId: string; key: string; value: string }>`
    select user_id as "userId", key, value from course_facts
    where course_id = ${courseId} and key <> 'number' order by key, user_id`;
}
