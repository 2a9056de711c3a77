import type { RefObject } from "preact";
import type { MessageView } from "#wire/views.ts";
import { lateTexts } from "../text/chat_late.ts";
import { actsFor } from "./acts_for.ts";
import type { ChatActions } from "./chat_actions.ts";
import type { ChatState, OpenConversation } from "./chat_state.ts";
import { MessageMenu } from "./message_menu.tsx";
import type { Row } from "./message_rows.ts";
import { offeredActs } from "./offered_acts.ts";
import { useCopy } from "./use_copy.ts";
import { useLog } from "./use_log.ts";

interface ControlsProps {
  scroller: RefObject<HTMLElement | null>;
  rows: readonly Row[];
  state: ChatState;
  current: OpenConversation;
  act: ChatActions;
  toEnd: () => void;
}

/**
 * What keys, taps and copying do in the conversation, and the menu of a message that they open. It
 * closes when the message is gone or can no longer be acted on.
 */
export function LogControls({ scroller, rows, state, current, act, toEnd }: ControlsProps) {
  const { texts, locale, zone } = state;
  const { messages } = current.timeline;
  const offered = (message: MessageView) =>
    current.editing?.messageId === message.id
      ? []
      : offeredActs({ message, acts: actsFor(state, current, message), texts, act });
  useCopy(scroller, rows, state);
  const { opened, close } = useLog(scroller, { messages, offered, toEnd });
  const message = messages.find(({ id }) => id === opened?.messageId);
  const acts = message ? offered(message) : [];
  const common = { texts, locale, zone, close };
  return (
    <>
      <p id="log-keys" hidden>
        {lateTexts(locale).logKeys}
      </p>
      {opened && message && acts.length > 0 && (
        <MessageMenu message={message} row={opened.row} offered={acts} {...common} />
      )}
    </>
  );
}
