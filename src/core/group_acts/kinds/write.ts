/** Writes the same message into groups, as a message of each. */
import { messageById } from "#storage/messages.ts";
import { postWithin, removeWithin } from "../../messages/messages.ts";
import { validContent } from "../../valid_text.ts";
import { byState, type GroupActKind, whyNotWritten } from "../kind.ts";

interface Message {
  content: string;
}

interface Written {
  messageId: string;
}

export const write: GroupActKind<Message, Written> = {
  name: "write",
  groupsAtOnce: 10,
  read: (_, { raw: { content = "" } }) => ({ content: validContent(content) }),
  obstacles: byState(whyNotWritten),
  async apply({ acting, writing, input: { content } }, { id: conversationId }) {
    const { id } = await postWithin(acting, writing, { conversationId, content });
    return { messageId: id };
  },
  async takeBack({ acting, writing }, group, { messageId }) {
    if (group.deletedAt !== null) return "group_deleted";
    const message = await messageById(writing.tx, messageId);
    if (!message || message.removedAt !== null) return "act_changed_since";
    await removeWithin(acting, writing, { conversationId: group.id, messageId });
    return undefined;
  },
};
