/** What people are in the courses where the actor meets them. */
import type { Queries } from "#storage/database.ts";
import type { Scope } from "#storage/scope.ts";
import { officesInGroup, placesOf } from "#storage/known_people.ts";
import type { Office, Role } from "#wire/views.ts";
import type { Context } from "../context.ts";
import { officeOf } from "../identity/sessions.ts";
import { scopeOf } from "../scope.ts";

export interface Place {
  role: Office | "student";
  /** Empty while there is one course. */
  courseName: string;
}

const roles = { 3: "teacher", 2: "tutor", 1: "student" } as const;

/** In the courses in use, in their order; nothing for those who are in none of them. */
export async function placesOfPeople(
  db: Queries,
  scope: Scope,
  userIds: readonly string[],
): Promise<(userId: string) => Place[]> {
  const rows = await placesOf(db, scope, userIds);
  const places = Map.groupBy(rows, ({ userId }) => userId);
  return (userId) =>
    (places.get(userId) ?? []).map(({ rank, courseName }) => ({ role: roles[rank], courseName }));
}

/** Each person with their places. */
export async function withPlaces<Person extends { id: string; role: Role }>(
  { db, actor }: { db: Queries } & Pick<Context, "actor">,
  people: readonly Person[],
): Promise<(Person & { places: Place[] })[]> {
  const ids = people.map(({ id }) => id);
  const places = await placesOfPeople(db, scopeOf(actor), ids);
  return people.map((person) => ({ ...person, places: places(person.id) }));
}

/** The teachers and tutors of a group's course among its members. The caller has asked whether it is seen. */
export async function officesOfMembers(
  { db }: Pick<Context, "db">,
  conversationId: string,
): Promise<Record<string, Office>> {
  const rows = await officesInGroup(db, conversationId);
  return Object.fromEntries(
    rows.flatMap(({ userId, office }) => {
      const name = officeOf(office);
      return name ? [[userId, name] as const] : [];
    }),
  );
}
