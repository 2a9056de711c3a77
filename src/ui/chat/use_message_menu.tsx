import type { RefObject } from "preact";
import type { MessageView } from "#wire/views.ts";
import type { ChatActions } from "./chat_actions.ts";
import type { ChatState, OpenConversation } from "./chat_state.ts";
import { MessageMenu } from "./later.tsx";
import { offeredActs } from "./offered_acts.ts";
import { actsFor } from "./row_list.tsx";
import { useLog } from "./use_log.ts";

interface MenuInput {
  state: ChatState;
  current: OpenConversation;
  act: ChatActions;
  toEnd: () => void;
}

/**
 * The menu of a message that keys and taps open, if one is open, and their handlers. It closes when
 * the message is gone or can no longer be acted on.
 */
export function useMessageMenu(
  scroller: RefObject<HTMLElement | null>,
  { state, current, act, toEnd }: MenuInput,
) {
  const { texts, locale, zone, live } = state;
  const { messages } = current.timeline;
  const offered = (message: MessageView) =>
    current.editing?.messageId === message.id
      ? []
      : offeredActs({ message, acts: actsFor(state, current, message), texts, act });
  const { opened, close, handlers } = useLog(scroller, { messages, live, offered, toEnd });
  const message = messages.find(({ id }) => id === opened?.messageId);
  const acts = message ? offered(message) : [];
  if (!opened || !message || acts.length === 0) return { handlers };
  const common = { texts, locale, zone, close };
  return {
    handlers,
    menu: <MessageMenu message={message} row={opened.row} offered={acts} {...common} />,
  };
}
