import { listedOfMember, type ListedRow } from "#storage/conversations.ts";
import type { Context } from "../context.ts";
import { seesEverything } from "../permissions.ts";

/** The conversations someone is a member of; none for whoever may not know. */
export async function conversationsOf(
  { db, actor }: Context,
  userId: string,
): Promise<ListedRow[]> {
  const entitled = userId === actor.id || seesEverything(actor);
  return entitled ? listedOfMember(db, userId) : [];
}
