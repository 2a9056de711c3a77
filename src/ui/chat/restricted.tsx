import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { restrictionOf } from "#wire/modes.ts";
import type { MuteView } from "#wire/views.ts";
import type { OutboxEntry } from "#sync/session_ports.ts";
import { hasFailed } from "#sync/outbox.ts";
import { Words } from "../parts/words.tsx";
import { lateTexts } from "../text/chat_late.ts";
import { format } from "../text/format.ts";
import type { ChatActions } from "./chat_actions.ts";
import type { ChatState, OpenConversation } from "./chat_state.ts";
import { joinDraft } from "./join_draft.ts";
import { modeText, momentOf, spanText } from "./mode_text.ts";
import { isStaffIn } from "./ranks_in.ts";
import { NotWritable } from "./read_only.tsx";

interface RestrictedProps {
  state: ChatState;
  current: OpenConversation;
  act: ChatActions;
  /** The field for new messages, with how long the reader has to wait. */
  children: (wait?: string) => ComponentChildren;
}

/** The field for new messages where not everyone may write, or what takes its place. */
export function Restricted({ state, current, act, children }: RestrictedProps) {
  const late = lateTexts(state.locale);
  const { nowMs } = state;
  const { id, mode } = current.timeline;
  const writer = { isStaff: isStaffIn(state, current), wroteAt: wroteAt(state, current) };
  const restriction = restrictionOf(mode, writer, nowMs);
  const isBlocked = restriction !== undefined && restriction.kind !== "slow";
  const ownEndMs = mode?.until === undefined ? undefined : Date.parse(mode.until);
  const mute = muteIn(state, current);
  const muteEndMs = mute && Date.parse(mute.until);
  useTimePassing(state, muteEndMs ?? restriction?.untilMs ?? ownEndMs, act);
  useReturned(isBlocked || mute ? refusedIn(state, id) : [], { id, act });
  const text = modeText(state, current);
  if (mute) {
    return (
      <NotWritable unsent={act.draft(id)} late={late}>
        <Muted mute={mute} state={state} />
      </NotWritable>
    );
  }
  if (isBlocked) {
    return (
      <NotWritable unsent={act.draft(id)} late={late}>
        <p class="font-medium text-body">{text}</p>
        {mode?.reason && (
          <p>
            <q>
              <Words>{mode.reason}</Words>
            </q>{" "}
            {mode.by}
          </p>
        )}
      </NotWritable>
    );
  }
  const leftMs = restriction?.untilMs === undefined ? 0 : restriction.untilMs - nowMs;
  // The page's clock may be a moment behind the message that has just been sent.
  const leftSeconds = Math.min(Math.ceil(leftMs / 1_000), mode?.seconds ?? Infinity);
  const wait = leftMs > 0 ? spanText(leftSeconds) : undefined;
  return (
    <>
      {children(wait)}
      {text && (
        <p role="timer" class="mx-auto w-full max-w-220 px-4 pb-1 text-xs text-muted sm:px-6">
          {text}
          {mode?.reason && <Words>{`. ${mode.reason}`}</Words>}
          {wait && `. ${format(late.slowWait, { wait })}`}
        </p>
      )}
    </>
  );
}

/** The mute of the reader that ends last, as long as it is in force. */
function muteIn(
  { reader, conversations, nowMs }: ChatState,
  { timeline: { id } }: OpenConversation,
): MuteView | undefined {
  const course = conversations.find((one) => one.id === id)?.course;
  return reader.mutes
    ?.filter(
      ({ conversationId, courseId, until }) =>
        Date.parse(until) > nowMs &&
        // While there is one course, groups do not name it.
        (conversationId === undefined ? !course || course.id === courseId : conversationId === id),
    )
    .toSorted((one, other) => (one.until < other.until ? 1 : -1))[0];
}

function Muted({ mute, state }: { mute: MuteView; state: ChatState }) {
  const late = lateTexts(state.locale);
  return (
    <>
      <p class="font-medium text-danger-text">
        {format(late.muted, { time: momentOf(state, mute.until) })}
      </p>
      <p>
        {mute.reason && <Words>{`${format(late.mutedReason, { reason: mute.reason })} `}</Words>}
        {late.mutedRead}{" "}
        {mute.isDecision && (
          <a href="/answers" class="text-primary-text underline underline-offset-2">
            {late.appeal}
          </a>
        )}
      </p>
    </>
  );
}

/** When the reader wrote here last, as far as the page knows; what is being sent counts. */
function wroteAt({ outbox, reader }: ChatState, { page, timeline }: OpenConversation): string {
  const { id, messages } = timeline;
  const own = messages.findLast(({ senderId }) => senderId === reader.id)?.sentAt ?? "";
  const sending = outbox.findLast((entry) => entry.conversationId === id && !hasFailed(entry));
  return [page.wroteAt ?? "", own, sending?.createdAt ?? ""].toSorted().at(-1)!;
}

const minuteMs = 60_000;

/** Has the page shown anew when a moment has come, and while it counts down to it. */
function useTimePassing({ live, nowMs }: ChatState, endMs: number | undefined, act: ChatActions) {
  useEffect(() => {
    if (!live || endMs === undefined || endMs <= nowMs) return undefined;
    const leftMs = endMs - nowMs;
    const stepMs = leftMs > 2 * minuteMs ? minuteMs : 1_000;
    return act.passTime(Math.min(leftMs, stepMs));
  }, [live, endMs, nowMs]);
}

/** Messages of the reader that were on their way when writing ended. */
function refusedIn({ outbox }: ChatState, id: string): OutboxEntry[] {
  return outbox.filter(
    ({ conversationId, status }) =>
      conversationId === id && status.kind === "failed" && status.code === "forbidden",
  );
}

/** Their texts become the draft again, before what was typed since. */
function useReturned(
  refused: readonly OutboxEntry[],
  { id, act }: { id: string; act: ChatActions },
) {
  useEffect(() => {
    if (refused.length === 0) return;
    const texts = [...refused.map(({ content }) => content), act.draft(id)];
    act.saveDraft(id, texts.reduce(joinDraft));
    for (const { clientId } of refused) act.discard(clientId);
  }, [refused.length]);
}
