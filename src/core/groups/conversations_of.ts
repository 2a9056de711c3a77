import { listedOfMember, type ListedRow } from "#storage/conversations.ts";
import type { Context } from "../context.ts";
import { seesEverything } from "../permissions.ts";

/** The conversations a user belongs to; empty if the actor may not see them. */
export async function conversationsOf(
  { db, actor }: Context,
  userId: string,
): Promise<ListedRow[]> {
  const entitled = userId === actor.id || seesEverything(actor);
  return entitled ? listedOfMember(db, userId) : [];
}
