import { type MessageAct, messageActs } from "#wire/message_rights.ts";
import type { MessageView } from "#wire/views.ts";
import type { ChatState, OpenConversation } from "./chat_state.ts";
import { isOfEqualOffice, isStaffIn } from "./ranks_in.ts";

/** The same list each time, so that a message is rendered again only if it has changed. */
const nothing: readonly MessageAct[] = [];

/** The actions that the page offers; the server checks them again. */
export function actsFor(
  state: ChatState,
  current: OpenConversation,
  message: MessageView,
): readonly MessageAct[] {
  const { live, reader, nowMs } = state;
  const { phase, memberRole } = current;
  if (!live || phase === "closed") return nothing;
  const isOfEqual = isOfEqualOffice(state, current, message.senderId);
  const byOffice = isStaffIn(state, current);
  const { kind, until = "" } = current.timeline.mode ?? {};
  // An end that there is none of is never over.
  const isKept =
    (kind === "locked" || (kind === "staff_only" && !byOffice)) && !(Date.parse(until) <= nowMs);
  const who = { ...reader, memberRole, byOffice, isKept };
  return messageActs(who, { ...message, isOfEqual }, nowMs);
}
