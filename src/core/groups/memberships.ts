import type { MemberRole } from "#wire/frames.ts";
import { membershipsOf } from "#storage/members.ts";
import type { Context } from "../context.ts";

/** What the actor is a member of, by conversation. */
export async function membershipsOfActor({ db, actor }: Context): Promise<Map<string, MemberRole>> {
  const rows = await membershipsOf(db, actor.id);
  return new Map(rows.map((row) => [row.conversation_id, row.role]));
}
