/** What courses know about the actor beside the account: it is imported with lists. */
import { type CourseFact, factsAbout } from "#storage/roster.ts";
import type { Context } from "../context.ts";

export type OwnFact = CourseFact;

export function listOwnFacts({ db, actor }: Context): Promise<OwnFact[]> {
  return factsAbout(db, actor.id);
}
