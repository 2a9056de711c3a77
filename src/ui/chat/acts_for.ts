import { type MessageAct, messageActs } from "#wire/message_rights.ts";
import type { MessageView } from "#wire/views.ts";
import type { ChatState, OpenConversation } from "./chat_state.ts";

/** The same list each time, so that a message is rendered again only if it has changed. */
const nothing: readonly MessageAct[] = [];

/** The actions that the page offers; the server checks them again. */
export function actsFor(
  { live, reader, nowMs }: ChatState,
  { phase, memberRole, byOffice }: OpenConversation,
  message: MessageView,
): readonly MessageAct[] {
  if (!live || phase === "closed") return nothing;
  return messageActs({ ...reader, memberRole, byOffice }, message, nowMs);
}
