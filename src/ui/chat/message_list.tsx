import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { format } from "../text/format.ts";
import type { ChatActions } from "./chat_actions.ts";
import {
  beginsAbove,
  type ChatState,
  isUnread,
  lineSeq,
  type OpenConversation,
} from "./chat_state.ts";
import { Unfolded } from "./folded_text.tsx";
import { type Places, useKeptScroll } from "./keep_scroll.ts";
import { LogControls, ToLatest, UnreadAbove } from "./later.tsx";
import { type Row, rowsOf } from "./message_rows.ts";
import { useNewLine } from "./new_line.ts";
import { OlderMessages } from "./older_messages.tsx";
import { Rows } from "./row_list.tsx";

interface MessageListProps {
  state: ChatState;
  current: OpenConversation;
  places: Places;
  act: ChatActions;
}

/** The conversation, newest message at the bottom, and a button that leads there. */
export function MessageList({ state, current, places, act }: MessageListProps) {
  const { texts } = state;
  const { timeline } = current;
  const { outbox, rows } = useRows(state, current);
  const scroller = useRef<HTMLDivElement>(null);
  // Runs before anything looks at where the reader is.
  useNewLine(scroller, current, { version: rows, leftEnd: () => act.leftEnd() });
  const { onScroll, toEnd } = useKeptScroll(scroller, rows, {
    atBottom: (now) => act.atBottom(now),
    leftEnd: () => act.leftEnd(),
    nearTop: () => act.nearTop(),
    place: isUnread(current) ? undefined : places.get(timeline.id),
    left: (place) => (place ? places.set(timeline.id, place) : places.delete(timeline.id)),
  });
  useLayoutEffect(() => {
    if (outbox.length > 0) toEnd();
  }, [outbox.at(-1)?.clientId]);
  return (
    <div class="relative flex min-h-24 flex-1 flex-col">
      {state.live && beginsAbove(current) && (
        <UnreadAbove state={state} current={current} act={act} toEnd={toEnd} />
      )}
      <div
        ref={scroller}
        onScroll={onScroll}
        role="log"
        aria-live="off"
        aria-label={format(texts.chat.messages, { name: timeline.name })}
        aria-describedby={state.live ? "log-keys" : undefined}
        tabIndex={0}
        class="flex min-h-0 flex-1 overflow-x-hidden overflow-y-auto overscroll-contain chat-log"
      >
        <Column rows={rows} state={state} current={current} act={act} />
      </div>
      {state.live && (
        <>
          <ToLatest scroller={scroller} state={state} current={current} onClick={toEnd} />
          <LogControls
            scroller={scroller}
            rows={rows}
            state={state}
            current={current}
            act={act}
            toEnd={toEnd}
          />
        </>
      )}
    </div>
  );
}

type ColumnProps = Pick<MessageListProps, "state" | "current" | "act"> & { rows: readonly Row[] };

function Column({ rows, state, current, act }: ColumnProps) {
  const { texts } = state;
  const { timeline } = current;
  const unfolded = useRef(new Set<string>());
  return (
    <div class="mx-auto flex min-h-full w-full max-w-220 shrink-0 flex-col justify-end px-4 pb-2 sm:px-6">
      <OlderMessages
        current={current}
        empty={rows.length === 0}
        live={state.live}
        locale={state.locale}
        texts={texts}
        act={act}
      />
      <Unfolded.Provider value={unfolded.current}>
        <ol>
          <Rows rows={rows} state={state} current={current} act={act} />
        </ol>
      </Unfolded.Provider>
      {state.olderPage && (
        <p class="py-4 text-center text-sm">
          <a href={`/chat/${timeline.id}`} class="text-primary-text underline">
            {texts.chat.newest}
          </a>
        </p>
      )}
    </div>
  );
}

function useRows({ outbox: all, reader, zone }: ChatState, current: OpenConversation) {
  const { id, messages } = current.timeline;
  const newAfterSeq = lineSeq(current);
  const outbox = useMemo(() => all.filter(({ conversationId }) => conversationId === id), [all]);
  const rows = useMemo(
    () => rowsOf({ messages, outbox, readerId: reader.id, zone, newAfterSeq }),
    [messages, outbox, zone, newAfterSeq],
  );
  return { outbox, rows };
}
