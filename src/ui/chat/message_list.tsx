import { useContext, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import type { MessageView } from "#wire/views.ts";
import { type MessageAct, messageActs } from "#wire/message_rights.ts";
import { Guard } from "../parts/guard.tsx";
import { Icon } from "../parts/icon.tsx";
import { Words } from "../parts/words.tsx";
import { format, plural } from "../text/format.ts";
import type { ChatActions } from "./chat_actions.ts";
import {
  beginsAbove,
  type ChatState,
  isUnread,
  lineSeq,
  type OpenConversation,
} from "./chat_state.ts";
import { type Place, useKeptScroll } from "./keep_scroll.ts";
import { KeptParts } from "./kept_parts.ts";
import { type Row, rowsOf } from "./message_rows.ts";
import { MessageRow } from "./message_row.tsx";
import { useNewLine } from "./new_line.ts";
import { OlderMessages } from "./older_messages.tsx";
import { PendingRow } from "./pending_row.tsx";
import { UnreadAbove } from "./unread_above.tsx";
import { dayText } from "../text/time_text.ts";

interface MessageListProps {
  state: ChatState;
  current: OpenConversation;
  /** Where the reader was in conversations that were closed, by id. */
  places: Map<string, Place>;
  act: ChatActions;
}

/** The conversation, newest message at the bottom, and a button that leads there. */
export function MessageList({ state, current, places, act }: MessageListProps) {
  const { texts } = state;
  const { timeline } = current;
  const { outbox, rows } = useRows(state, current);
  const keep = useContext(KeptParts);
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
        tabIndex={0}
        class="flex min-h-0 flex-1 flex-col-reverse overflow-x-hidden overflow-y-auto overscroll-contain [overflow-anchor:none]"
      >
        <div class="flex min-h-full shrink-0 flex-col justify-end pb-2">
          <OlderMessages
            current={current}
            empty={rows.length === 0}
            live={state.live}
            texts={texts}
            act={act}
          />
          <ol>
            {rows.map((row) => {
              const draw = () => (
                <Guard key={row.key} of={row} instead={<BrokenRow text={texts.chat.broken.row} />}>
                  <RowView row={row} state={state} current={current} act={act} />
                </Guard>
              );
              if (state.live || row.kind !== "message") return draw();
              return keep(`message ${state.locale} ${row.message.id}`, inputsOf(row, state), draw);
            })}
          </ol>
          {state.olderPage && (
            <p class="px-4 py-4 text-center text-sm">
              <a href={`/chat/${timeline.id}`} class="text-primary-text underline">
                {texts.chat.newest}
              </a>
            </p>
          )}
        </div>
      </div>
      {state.live && <ToLatest state={state} current={current} onClick={toEnd} />}
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

/**
 * Everything that the row of a message is drawn from while the page is not live: the row then
 * offers no actions and no editing, so it is the same for all readers.
 */
function inputsOf(
  { message, startsRun }: Row & { kind: "message" },
  { texts, locale, zone }: ChatState,
): readonly unknown[] {
  const { senderId, senderName, senderRole, seq, content, sentAt, editedAt, removed } = message;
  const shown = [senderId, senderName, senderRole, seq, content, sentAt, editedAt];
  const { by, reason } = removed ?? {};
  return [...shown, by, reason, startsRun, texts.chat, texts.common, locale, zone];
}

function BrokenRow({ text }: { text: string }) {
  return <li class="px-4 py-1 text-sm text-muted sm:px-6">{text}</li>;
}

interface ToLatestProps extends Pick<MessageListProps, "state" | "current"> {
  onClick: () => void;
}

/** For readers who have scrolled up: a button to the end, with the number of new messages there. */
function ToLatest({ state: { locale, texts }, current, onClick }: ToLatestProps) {
  return (
    <button
      type="button"
      id="to-latest"
      onClick={onClick}
      hidden={current.atBottom}
      class="absolute right-4 bottom-3 inline-flex min-h-10 cursor-pointer items-center gap-2 rounded-full border border-line bg-raised px-4 text-sm font-medium text-body shadow hover:bg-sunken sm:right-6"
    >
      <Icon of="ArrowDown" />
      {current.missedBelow > 0 ? (
        <Words>{plural(locale, texts.chat.newBelow, current.missedBelow)}</Words>
      ) : (
        <span class="sr-only">{texts.chat.jumpToLatest}</span>
      )}
    </button>
  );
}

type RowViewProps = Pick<MessageListProps, "state" | "current" | "act"> & { row: Row };

function RowView({ row, state, current, act }: RowViewProps) {
  const { texts, locale, zone, nowMs, connection, keepsUnsent } = state;
  if (row.kind === "day") {
    return (
      <li class="flex items-center gap-3 px-4 pt-5 pb-1 text-xs font-medium text-muted sm:px-6">
        <span aria-hidden="true" class="h-px flex-1 bg-line" />
        <time dateTime={row.iso}>
          <Words>{dayText(row.iso, { locale, zone }, nowMs)}</Words>
        </time>
        <span aria-hidden="true" class="h-px flex-1 bg-line" />
      </li>
    );
  }
  if (row.kind === "new") {
    return (
      <li
        id="new-messages"
        class="flex items-center gap-3 px-4 py-1 text-xs font-semibold text-danger-text sm:px-6"
      >
        <span aria-hidden="true" class="h-px flex-1 bg-danger" />
        {texts.chat.newMessages}
      </li>
    );
  }
  const common = { startsRun: row.startsRun, texts, locale, zone, act };
  if (row.kind === "pending") {
    const connected = connection.kind === "live";
    return (
      <PendingRow
        entry={row.entry}
        reader={state.reader}
        connected={connected}
        kept={keepsUnsent}
        nowMs={nowMs}
        {...common}
      />
    );
  }
  const { message } = row;
  const editing = current.editing?.messageId === message.id ? current.editing : undefined;
  const acts = offeredActs(state, current, message);
  return <MessageRow message={message} acts={acts} editing={editing} {...common} />;
}

/** The same list each time, so that a message is rendered again only if it has changed. */
const nothing: readonly MessageAct[] = [];

/** The actions that the page offers; the server checks them again. */
function offeredActs(
  { live, reader, nowMs }: ChatState,
  { phase, memberRole }: OpenConversation,
  message: MessageView,
): readonly MessageAct[] {
  if (!live || phase === "closed") return nothing;
  return messageActs({ ...reader, memberRole }, message, nowMs);
}
