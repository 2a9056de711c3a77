/** Cases that nobody reported: the server itself noticed something. */
import { uuidv7 } from "#kit/ids.ts";
import { insertCase, latestCaseOfMessage } from "#storage/cases.ts";
import { courseOfGroup } from "#storage/word_rules.ts";
import type { MessageView } from "#wire/views.ts";
import type { Acting } from "../context.ts";
import type { Writing } from "../log/write.ts";
import { ruleName } from "../rules/rule_name.ts";
import { refreshStaff } from "./refresh.ts";

/** Makes a case of a message, unless there is one already that is open, or about the same text. */
export async function reportByRule(
  { clock, random }: Pick<Acting, "clock" | "random">,
  writing: Writing,
  { message, what }: { message: MessageView; what: string },
): Promise<void> {
  const { tx, now: at } = writing;
  const { id: messageId, conversationId, senderId: subjectId, content } = message;
  const known = await latestCaseOfMessage(tx, messageId);
  if (known && (known.state === "open" || known.content === content)) return;
  const courseId = await courseOfGroup(tx, conversationId);
  if (courseId === undefined) return;
  const id = uuidv7(clock.now(), random);
  await insertCase(tx, {
    id,
    courseId,
    conversationId,
    messageId,
    subjectId,
    reason: "other",
    content,
    contentAt: message.editedAt ?? message.sentAt,
    at,
    noticed: { by: "rule", what: ruleName(what) },
  });
  await refreshStaff(writing, id);
}
