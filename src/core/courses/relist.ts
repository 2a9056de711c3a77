import { groupsOfCourse } from "#storage/conversations.ts";
import type { Acting } from "../context.ts";
import { nextSeqs } from "../groups/next_seq.ts";
import type { Writing } from "../log/write.ts";

/** Tells everyone's list about the groups of a course that has changed. */
export async function relistGroups(
  acting: Acting,
  writing: Writing,
  courseId: string,
): Promise<void> {
  const groups = await groupsOfCourse(writing.tx, courseId);
  const conversationIds = groups.map(({ id }) => id);
  const metas = await nextSeqs(acting, writing, { conversationIds, right: "manage" });
  await writing.appendAll(
    groups.map(({ name, description }, index) => ({
      messageType: "ConversationChanged",
      payload: { name, description },
      meta: metas[index]!,
    })),
  );
}
