/** How each event of the session changes the page: the table of the reducers. Pure. */
import type { SessionEvent } from "#sync/session_ports.ts";
import type { ChatState } from "#ui/chat/chat_state.ts";
import { closed, inCurrent } from "./in_current.ts";
import { connected, welcomed } from "./reduce_connection.ts";
import { refused, unanswered } from "./reduce_dialogs.ts";
import { reduceEvent } from "./reduce_event.ts";
import { stored } from "./reduce_messages.ts";
import { opened, stale } from "./reduce_open.ts";
import { reducePassing } from "./reduce_passing.ts";
import type { Surroundings } from "./surroundings.ts";

type Reducers = {
  [Kind in SessionEvent["kind"]]: (
    state: ChatState,
    event: Extract<SessionEvent, { kind: Kind }>,
    around: Surroundings,
  ) => ChatState;
};

const reducers: Reducers = {
  state: (state, event, { nowMs }) => connected({ ...state, nowMs }, event.state),
  welcome: (state, { welcome }) => welcomed(state, welcome),
  opened: (state, event) => opened(state, event),
  event: (state, { frame }, around) => reduceEvent(state, frame, around),
  // The current page stays until the new one has been fetched.
  reload: (state) => state,
  stale: (state, { conversationId }) => stale(state, conversationId),
  closed: (state, { conversationId }) => inCurrent(state, conversationId, closed),
  acked: (state, { message }) => stored(state, message),
  held: (state, { message }) =>
    inCurrent(state, message.conversationId, (current) => ({
      ...current,
      held: [...(current.held ?? []).filter(({ id }) => id !== message.id), message],
    })),
  // `outboxShown` copies the outbox as it is.
  outbox: (state) => state,
  refused: (state, { frame }) => refused(state, frame),
  dropped: (state) => unanswered(state, state.texts.chat.tryAgainSoon),
  frame: (state, { frame }, around) => reducePassing(state, frame, around),
};

export function reduceSessionEvent<Kind extends SessionEvent["kind"]>(
  state: ChatState,
  event: Extract<SessionEvent, { kind: Kind }>,
  around: Surroundings,
): ChatState {
  return reducers[event.kind](state, event, around);
}
