import type { Queries } from "./database.ts";

/** What exists of the first steps of a new installation: each is 1 or 0. */
export interface StepsDone {
  people: number;
  groups: number;
  hello: number;
}

/** @param userId who has said hello as soon as they have written in a group */
export async function stepsDone(db: Queries, userId: string): Promise<StepsDone> {
  const row = await db.get<StepsDone>`
    select
      case when exists (select 1 from users where role <> 'admin' and deleted_at is null)
        then 1 else 0 end as people,
      case when exists (select 1 from conversations) then 1 else 0 end as "groups",
      case when exists (
        select 1 from conversation_members where user_id = ${userId} and written > 0)
        then 1 else 0 end as hello`;
  return row!;
}
