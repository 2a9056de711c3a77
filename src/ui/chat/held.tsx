import { useEffect, useState } from "preact/hooks";
import type { HeldView } from "#wire/views.ts";
import { Badge } from "../parts/badge.tsx";
import { Icon } from "../parts/icon.tsx";
import { Words } from "../parts/words.tsx";
import { lateTexts } from "../text/chat_late.ts";
import type { ChatActions } from "./chat_actions.ts";
import type { ChatState, OpenConversation } from "./chat_state.ts";
import { FoldedText } from "./folded_text.tsx";
import { MessageText } from "./message_text.tsx";
import { momentOf } from "./mode_text.ts";

interface HeldProps {
  state: ChatState;
  current: OpenConversation;
  act: ChatActions;
}

/** The reader's own messages that wait for approval, and those that staff have returned. */
export function Held({ state, current, act }: HeldProps) {
  const { held: texts } = lateTexts(state.locale);
  const { id, messages } = current.timeline;
  const isLive = state.connection.kind === "live";
  useEffect(() => {
    if (!isLive) return undefined;
    const aborted = new AbortController();
    fetchHeld(id, aborted.signal).then(
      (held) => act.showHeld(held),
      () => {},
    );
    return () => aborted.abort();
  }, [id, current.heldChanges, isLive]);
  // One that has just been approved is a message already.
  const held = current.held?.filter((one) => !messages.some((message) => message.id === one.id));
  if (!held || held.length === 0) return null;
  return (
    <section aria-label={texts.title} class="mx-auto w-full max-w-220 px-4 pb-2 sm:px-6">
      <ul
        tabIndex={0}
        aria-label={texts.title}
        class="max-h-48 divide-y divide-line overflow-y-auto rounded border border-line"
      >
        {held.map((one) => (
          <li key={one.id} class="space-y-1 px-3 py-2">
            <Row held={one} state={state} act={act} />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface RowProps {
  held: HeldView;
  state: ChatState;
  act: ChatActions;
}

function Row({ held, state, act }: RowProps) {
  const { locale, texts: page, live } = state;
  const { held: texts } = lateTexts(locale);
  const [problem, setProblem] = useState(false);
  const isReturned = held.state === "returned";
  const putAway = (isRewritten: boolean) => {
    withdraw(held).then(
      () => isRewritten && act.writeAgain(held.id, held.content),
      () => setProblem(true),
    );
  };
  return (
    <>
      <p class="flex flex-wrap items-center gap-x-2 text-xs text-muted">
        <Badge look={isReturned ? "danger" : "warning"}>
          <span class="inline-flex items-center gap-1">
            <Icon of={isReturned ? "RotateCw" : "Clock"} class="size-3" />
            {isReturned ? texts.returned : texts.waiting}
          </span>
        </Badge>
        <Words>{momentOf(state, held.writtenAt)}</Words>
      </p>
      <FoldedText id={held.id} text={held.content} chat={page.chat}>
        <MessageText text={held.content} chat={page.chat} muted />
      </FoldedText>
      {isReturned && (held.by || held.note) && (
        <p class="text-sm">
          <Words>{`${held.by ?? texts.staff}:`}</Words>{" "}
          {held.note ? <q>{held.note}</q> : texts.noNote}
        </p>
      )}
      {live && (
        <p class="flex flex-wrap items-center gap-x-4 text-sm">
          <Act label={isReturned ? texts.again : texts.change} run={() => putAway(true)} />
          <Act label={isReturned ? texts.dismiss : texts.withdraw} run={() => putAway(false)} />
        </p>
      )}
      {problem && (
        <p role="alert" class="text-sm text-danger-text">
          {page.chat.notDone}
        </p>
      )}
    </>
  );
}

function Act({ label, run }: { label: string; run: () => void }) {
  return (
    <button
      type="button"
      class="inline-flex min-h-6 cursor-pointer items-center font-medium text-primary-text underline underline-offset-2"
      onClick={run}
    >
      {label}
    </button>
  );
}

const pathOf = (conversationId: string) =>
  `/api/conversation/${encodeURIComponent(conversationId)}/held`;

/** The answer of the API. */
interface Answer {
  held: {
    id: string;
    conversation_id: string;
    content: string;
    state: HeldView["state"];
    revision: number;
    written_at: string;
    note: string | null;
    returned_by: string | null;
  }[];
}

/** @throws when they cannot be loaded now */
async function fetchHeld(conversationId: string, signal: AbortSignal): Promise<HeldView[]> {
  const headers = { Accept: "application/json" };
  const answer = await fetch(pathOf(conversationId), { headers, signal });
  if (!answer.ok) throw new Error(`Answered ${answer.status}.`);
  const { held } = (await answer.json()) as Answer;
  return held.map((one) => ({
    id: one.id,
    conversationId: one.conversation_id,
    content: one.content,
    state: one.state,
    revision: one.revision,
    writtenAt: one.written_at,
    ...(one.note !== null && { note: one.note }),
    ...(one.returned_by !== null && { by: one.returned_by }),
  }));
}

/** @throws when it cannot be withdrawn now, or was approved meanwhile */
async function withdraw({ conversationId, id }: HeldView): Promise<void> {
  const path = `${pathOf(conversationId)}/${encodeURIComponent(id)}`;
  const answer = await fetch(path, { method: "DELETE" });
  if (!answer.ok) throw new Error(`Answered ${answer.status}.`);
}
