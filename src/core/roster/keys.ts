/** What a part of an import looks up by two ids. */
import type { Queries } from "#storage/database.ts";
import type { MembershipKey } from "#storage/members.ts";
import { factsOfPeople } from "#storage/roster_changes.ts";

export const textOf = ({ conversationId, userId }: MembershipKey): string =>
  `${conversationId}\0${userId}`;

/** @returns a function that gives what the course knows of a person; null for nothing */
export async function presentFacts(
  db: Queries,
  courseId: string,
  userIds: readonly string[],
): Promise<(userId: string, key: string) => string | null> {
  const rows = await factsOfPeople(db, courseId, userIds);
  const values = new Map(rows.map(([userId, key, value]) => [`${userId}\0${key}`, value]));
  return (userId, key) => values.get(`${userId}\0${key}`) ?? null;
}
