import { membershipsOf } from "#storage/members.ts";
import { userById } from "#storage/users.ts";
import { nextSeq } from "../groups/next_seq.ts";
import type { Acting } from "../context.ts";
import type { Writing } from "../log/write.ts";

/** Tells every group of a person their name and role as they are now. */
export async function announcePerson(
  acting: Acting,
  writing: Writing,
  userId: string,
): Promise<void> {
  const { tx, append, notify } = writing;
  await notify(userId, { kind: "user_changed" });
  const user = await userById(tx, userId);
  if (!user) return;
  for (const { conversation_id: conversationId, role } of await membershipsOf(tx, userId)) {
    const { meta } = await nextSeq(acting, writing, { conversationId, right: "belong" });
    await append({
      messageType: "MemberChanged",
      payload: { member: { userId, name: user.name, userRole: user.role, role } },
      meta,
    });
  }
}
