/** Nobody acts on a person of equal or higher office, except by the decision of a case about them. */
import { type Ranks, ranksIn } from "#storage/ranks.ts";
import type { Queries } from "#storage/database.ts";
import type { Context } from "../context.ts";
import { Refusal } from "../refusals.ts";

/** @throws {Refusal} forbidden */
export function requireHigherOffice({ rank, theirs }: Pick<Ranks, "rank" | "theirs">): void {
  if (theirs >= rank) throw new Refusal("forbidden", { reason: "equal_office" });
}

/** Whether another person is of equal or higher office than the actor, in a group. */
export async function isOfEqualOffice(
  db: Queries,
  { actor, conversationId, userId }: Pick<Context, "actor"> & Other,
): Promise<boolean> {
  const ranks = await ranksOf(db, { actor, conversationId, userId });
  return ranks !== undefined && ranks.theirs >= ranks.rank;
}

/** Whether another person is of higher office than the actor, in a group. */
export async function isOfHigherOffice(
  db: Queries,
  { actor, conversationId, userId }: Pick<Context, "actor"> & Other,
): Promise<boolean> {
  const ranks = await ranksOf(db, { actor, conversationId, userId });
  return ranks !== undefined && ranks.theirs > ranks.rank;
}

interface Other {
  conversationId: string;
  userId: string;
}

async function ranksOf(
  db: Queries,
  { actor, conversationId, userId }: Pick<Context, "actor"> & Other,
): Promise<Ranks | undefined> {
  if (userId === actor.id) return undefined;
  return ranksIn(db, { conversationId, actorId: actor.id, userId });
}
