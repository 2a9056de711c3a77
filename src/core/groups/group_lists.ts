/** The lists from which staff choose groups and people. */
import { isoNow } from "#kit/clock.ts";
import { type ManagedGroup, managedGroups } from "#storage/conversations.ts";
import { type ChoosablePerson, choosablePeople } from "#storage/members.ts";
import type { Context } from "../context.ts";
import { listOwnCourses } from "../courses/own_courses.ts";
import { seesEverything } from "../permissions.ts";
import { notFound } from "../refusals.ts";
import { looksAfterGroups } from "../requirements.ts";
import { scopeOf } from "../scope.ts";

export type { ChoosablePerson, ManagedGroup };

/** The groups that the actor looks after, in order. @throws {Refusal} forbidden */
export async function listManagedGroups({ actor, db }: Context): Promise<ManagedGroup[]> {
  looksAfterGroups(actor);
  return managedGroups(db, scopeOf(actor));
}

/**
 * Who can be added to a group of a course, and the members of the given one, by name: for admins
 * everyone, for staff of the course its people.
 * @throws {Refusal} forbidden; not_found, for a course that the actor does not look after
 */
export async function listChoosablePeople(
  context: Context,
  { courseId, conversationId = "" }: { courseId: string; conversationId?: string },
): Promise<ChoosablePerson[]> {
  const { actor, clock, db } = context;
  looksAfterGroups(actor);
  const courses = await listOwnCourses(context);
  if (!courses.some(({ id }) => id === courseId)) throw notFound();
  const now = isoNow(clock);
  return choosablePeople(db, { courseId, ofAll: seesEverything(actor), conversationId, now });
}
