/** The conversations of a student with the staff are called by the student's name, whatever that is now. */
import { groupsAskedBy, renameInBin } from "#storage/asked_groups.ts";
import { updateConversation } from "#storage/conversations.ts";
import { takeServerSeqs } from "#storage/merges.ts";
import { groupLimits } from "#wire/limits.ts";
import type { Writing } from "../log/write.ts";

/**
 * Within the caller's transaction, which changes the name. Staff may have given such a conversation another
 * name, which stays.
 */
export async function renameAsked(
  { tx, now, append }: Writing,
  { userId, from, to }: { userId: string; from: string; to: string },
): Promise<void> {
  if (from === "" || to === "" || from === to) return;
  for (const { id, name: present, description, inBin } of await groupsAskedBy(tx, userId)) {
    if (!present.endsWith(from)) continue;
    const name = `${present.slice(0, -from.length)}${to}`
      .slice(0, groupLimits.nameChars)
      .toWellFormed();
    if (inBin === 1) {
      await renameInBin(tx, { id, name });
      continue;
    }
    const seq = await takeServerSeqs(tx, { conversationId: id, count: 1 });
    if (seq === undefined) continue;
    await updateConversation(tx, { id, name, description, at: now });
    const meta = { conversationId: id, seq, timestamp: now };
    await append({ messageType: "ConversationChanged", payload: { name, description }, meta });
  }
}
