/** Tells groups of a course who has joined and left, on behalf of the server itself. */
import type { MemberRole } from "#wire/views.ts";
import type { MembershipKey } from "#storage/members.ts";
import { takeSeqsInCourse } from "#storage/roster_changes.ts";
import { usersInUse } from "#storage/users.ts";
import type { Writing } from "../log/write.ts";

interface Changes {
  courseId: string;
  left: readonly MembershipKey[];
  joined: readonly (MembershipKey & { role: MemberRole })[];
}

/** Appends an event for each; the memberships have changed in the same transaction. */
export async function appendMemberships(
  writing: Writing,
  { courseId, left, joined }: Changes,
): Promise<void> {
  const { tx, now, appendAll } = writing;
  const counts = new Map<string, number>();
  for (const { conversationId } of [...left, ...joined]) {
    counts.set(conversationId, (counts.get(conversationId) ?? 0) + 1);
  }
  if (counts.size === 0) return;
  const last = await takeSeqsInCourse(tx, courseId, [...counts]);
  const next = new Map([...counts].map(([id, count]) => [id, last.get(id)! - count + 1]));
  const metaOf = (conversationId: string) => {
    const seq = next.get(conversationId)!;
    next.set(conversationId, seq + 1);
    return { conversationId, seq, timestamp: now };
  };
  const ids = [...new Set(joined.map(({ userId }) => userId))];
  const people = new Map((await usersInUse(tx, { ids, now })).map((user) => [user.id, user]));
  await appendAll([
    ...left.map(({ conversationId, userId }) => ({
      messageType: "MemberRemoved" as const,
      payload: { userId },
      meta: metaOf(conversationId),
    })),
    ...joined.map(({ conversationId, userId, role }) => {
      const { name, role: userRole } = people.get(userId)!;
      return {
        messageType: "MemberAdded" as const,
        payload: { member: { userId, name, userRole, role } },
        meta: metaOf(conversationId),
      };
    }),
  ]);
}
