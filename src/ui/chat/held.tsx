import { useEffect, useRef, useState } from "preact/hooks";
import { limits } from "#wire/limits.ts";
import type { HeldView } from "#wire/views.ts";
import { Badge } from "../parts/badge.tsx";
import { Button } from "../parts/button.tsx";
import { Icon } from "../parts/icon.tsx";
import { Words } from "../parts/words.tsx";
import { lateTexts } from "../text/chat_late.ts";
import type { ChatActions } from "./chat_actions.ts";
import type { ChatState, OpenConversation } from "./chat_state.ts";
import { focusWriting } from "./focus_writing.ts";
import { FoldedText } from "./folded_text.tsx";
import { isComposing } from "./input_method.ts";
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
  const [changing, setChanging] = useState<HeldView>();
  // One that has just been approved is a message already.
  const held = (current.held ?? []).filter((one) => !messages.some(({ id: of }) => of === one.id));
  // What is typed stays, even if it was decided on meanwhile.
  if (changing && !held.some((one) => one.id === changing.id)) held.push(changing);
  if (held.length === 0) return null;
  // What staff have returned waits for its author.
  const inOrder = held.toSorted(
    (a, b) => Number(b.state === "returned") - Number(a.state === "returned"),
  );
  return (
    <section aria-label={texts.title} class="mx-auto w-full max-w-220 px-4 pb-2 sm:px-6">
      <ul
        tabIndex={0}
        aria-label={texts.title}
        class="max-h-[40dvh] divide-y divide-line overflow-y-auto rounded border border-line"
      >
        {inOrder.map((one) => (
          <li key={one.id} class="space-y-1 px-3 py-2">
            {changing?.id === one.id ? (
              <ChangeForm held={one} state={state} done={() => setChanging(undefined)} />
            ) : (
              <Row held={one} state={state} act={act} change={() => setChanging(one)} />
            )}
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
  change: () => void;
}

function Row({ held, state, act, change }: RowProps) {
  const { locale, texts: page, live } = state;
  const { held: texts } = lateTexts(locale);
  const [problem, setProblem] = useState(false);
  const isReturned = held.state === "returned";
  const putAway = (isRewritten: boolean) => {
    withdraw(held).then(
      () => {
        act.showHeld((state.current?.held ?? []).filter(({ id }) => id !== held.id));
        if (isRewritten) act.writeAgain(held.id, held.content);
        else focusWriting();
      },
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
          <Act
            label={isReturned ? texts.again : texts.change}
            run={() => (isReturned ? putAway(true) : change())}
          />
          <Act label={isReturned ? texts.dismiss : texts.withdraw} run={() => putAway(false)} />
        </p>
      )}
      {problem && <Problem text={page.chat.notDone} />}
    </>
  );
}

interface ChangeFormProps {
  held: HeldView;
  state: ChatState;
  done: () => void;
}

/** It keeps its place among those that wait. */
function ChangeForm({ held, state: { locale, texts: page }, done }: ChangeFormProps) {
  const { editLabel, save, cancel } = lateTexts(locale);
  const area = useRef<HTMLTextAreaElement>(null);
  const [problem, setProblem] = useState(false);
  useEffect(() => area.current?.focus(), []);
  const leave = () => {
    done();
    focusWriting();
  };
  return (
    <form
      class="space-y-2"
      onSubmit={(event) => {
        event.preventDefault();
        saveChange(held, area.current?.value ?? "").then(leave, () => setProblem(true));
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape" && !isComposing(event)) leave();
      }}
    >
      <textarea
        ref={area}
        aria-label={editLabel}
        dir="auto"
        maxLength={limits.contentChars}
        defaultValue={held.content}
        class="field-sizing-content max-h-40 w-full resize-none rounded border border-line-strong bg-field px-3 py-2 text-base text-body"
      />
      {problem && <Problem text={page.chat.notDone} />}
      <div class="flex flex-wrap items-center gap-2">
        <Button look="primary">{save}</Button>
        <Button type="button" look="quiet" onClick={leave}>
          {cancel}
        </Button>
      </div>
    </form>
  );
}

function Problem({ text }: { text: string }) {
  return (
    <p role="alert" class="text-sm text-danger-text">
      {text}
    </p>
  );
}

function Act({ label, run }: { label: string; run: () => void }) {
  return (
    <button
      type="button"
      class="inline-flex min-h-11 min-w-11 cursor-pointer items-center font-medium text-primary-text sm:min-h-6 underline underline-offset-2"
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

/** @throws when it cannot be changed now, or was decided on meanwhile */
async function saveChange({ conversationId, id }: HeldView, content: string): Promise<void> {
  const answer = await fetch(`${pathOf(conversationId)}/${encodeURIComponent(id)}`, {
    method: "PATCH",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ content }),
  });
  if (!answer.ok) throw new Error(`Answered ${answer.status}.`);
}

/** @throws when it cannot be withdrawn now, or was approved meanwhile */
async function withdraw({ conversationId, id }: HeldView): Promise<void> {
  const path = `${pathOf(conversationId)}/${encodeURIComponent(id)}`;
  const answer = await fetch(path, { method: "DELETE" });
  if (!answer.ok) throw new Error(`Answered ${answer.status}.`);
}
