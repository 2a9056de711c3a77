/** What an edit and a removal have in common: an existing message has changed. */
import { excerpt } from "../excerpt.ts";
import { reviseMessage } from "../timeline.ts";
import type { ConversationView, MessageView } from "../views.ts";
import type { ConversationEvent, EventKind } from "./event_kind.ts";
import { messageOf } from "./message_of.ts";

type MessageEvent<Kind extends string> = ConversationEvent<Kind, { message: MessageView }>;

export function messageRevised<Kind extends string>(
  messageType: Kind,
): EventKind<MessageEvent<Kind>> {
  return {
    keep: ({ message }) => ({ messageId: message.id }),
    restore(stored) {
      const message = messageOf(stored);
      return message && { messageType, payload: { message }, meta: stored.meta };
    },
    effects: ({ payload }) => ({ revised: payload.message }),
    changeTimeline: (timeline, { payload }) => reviseMessage(timeline, payload.message),
    changeList: (listed, { payload }) => reviseInList(listed, payload.message),
  };
}

/** A list shows an excerpt of the newest message. */
export function reviseInList(listed: ConversationView, message: MessageView): ConversationView {
  if (listed.lastMessage?.seq !== message.seq) return listed;
  return { ...listed, lastMessage: { ...listed.lastMessage, content: excerpt(message.content) } };
}
