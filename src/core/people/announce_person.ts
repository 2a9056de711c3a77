import { takeSeq } from "#storage/conversations.ts";
import { membershipsOf } from "#storage/members.ts";
import { activeUserById } from "#storage/users.ts";
import type { Acting } from "../context.ts";
import type { Writing } from "../log/write.ts";

/** Tells every group of a person their name and role as they are now. */
export async function announcePerson(
  { actor }: Acting,
  { tx, now, append, notify }: Writing,
  userId: string,
): Promise<void> {
  await notify(userId, { kind: "user_changed" });
  const user = await activeUserById(tx, userId);
  if (!user) return;
  for (const { conversation_id: conversationId, role } of await membershipsOf(tx, userId)) {
    const place = await takeSeq(tx, { userId: actor.id, now }, conversationId);
    if (!place) continue;
    await append({
      messageType: "MemberChanged",
      payload: { member: { userId, name: user.name, userRole: user.role, role } },
      meta: { conversationId, seq: place.last_seq, timestamp: now },
    });
  }
}
