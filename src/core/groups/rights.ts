import { isoNow } from "#kit/clock.ts";
import { type Standing, standingIn } from "#storage/standing.ts";
import type { Context } from "../context.ts";
import { notFound } from "../refusals.ts";

export type { Standing };

/**
 * What the actor may do in a group, for pages that offer it; the verbs check it again.
 * @throws {Refusal} not_found, also when the actor may not see it
 */
export async function rightsIn({ actor, clock, db }: Context, id: string): Promise<Standing> {
  const standing = await standingIn(db, { userId: actor.id, now: isoNow(clock) }, id);
  if (!standing?.belong) throw notFound();
  return standing;
}
