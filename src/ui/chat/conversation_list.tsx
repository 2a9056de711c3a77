import { useContext, useEffect, useRef } from "preact/hooks";
import type { ConversationView } from "#wire/views.ts";
import { CourseDot } from "../parts/course_dot.tsx";
import { CutName } from "../parts/cut_name.tsx";
import { Guard } from "../parts/guard.tsx";
import { Icon } from "../parts/icon.tsx";
import { Words } from "../parts/words.tsx";
import { dayOf } from "../text/time_text.ts";
import type { ChatActions } from "./chat_actions.ts";
import type { ChatState } from "./chat_state.ts";
import { KeptParts } from "../parts/kept_parts.ts";
import { EarlierRounds, NoGroups } from "./later.tsx";
import { inputsOf, ListEntry } from "./list_entry.tsx";
import { type ListSection, sectionsOf } from "./list_sections.ts";
import { StaffSee } from "./welcome.tsx";

interface ListProps {
  state: ChatState;
  act: ChatActions;
}

/** The list of groups beside the conversation, in sections; within each as staff have ordered it. */
export function ConversationList({ state, act }: ListProps) {
  const { conversations, currentId, filter, texts } = state;
  const { chat } = texts;
  const sections = sectionsOf(state);
  return (
    <>
      {(conversations.length > 6 || filter !== "") && <Filter state={state} act={act} />}
      {currentId === undefined && conversations.length > 0 && (
        <StaffSee state={state} class="px-4 pb-2 text-xs text-muted lg:hidden" />
      )}
      <nav aria-label={chat.groups} class="min-h-0 flex-1 overflow-y-auto px-2 pb-2">
        {sections.map((section) => (
          <Section
            key={`${section.kind} ${section.course?.id ?? ""}`}
            section={section}
            isOnly={sections.length === 1}
            state={state}
            act={act}
          />
        ))}
        {conversations.length === 0 && !state.steps && (
          <div class="lg:hidden">
            <NoGroups state={state} />
          </div>
        )}
        {sections.length === 0 && (
          <p
            class={`px-3 py-2 text-list text-muted ${conversations.length === 0 ? "max-lg:hidden" : ""}`}
          >
            <Words>{conversations.length === 0 ? chat.noGroups : chat.noGroupFound}</Words>
          </p>
        )}
      </nav>
    </>
  );
}

interface SectionProps extends ListProps {
  section: ListSection;
  /** Then it needs no heading. */
  isOnly: boolean;
}

function Section({ section, isOnly, state, act }: SectionProps) {
  const { kind, course, conversations } = section;
  const { currentId, live, locale, nowMs, zone, texts } = state;
  const keep = useContext(KeptParts);
  const today = dayOf(nowMs, { zone });
  const list = (
    <ul class="lg:space-y-px">
      {conversations.map((conversation) => {
        const draw = () => (
          <li key={conversation.id}>
            <Guard of={state} instead={<PlainEntry conversation={conversation} />}>
              <ListEntry conversation={conversation} state={state} act={act} />
            </Guard>
          </li>
        );
        const { id, unread } = conversation;
        const name = `entry ${locale} ${unread} ${id === currentId} ${id}`;
        return live ? draw() : keep(name, [today, ...inputsOf(conversation, state)], draw);
      })}
    </ul>
  );
  const isOver = kind === "rounds" || kind === "archived";
  if (isOnly && kind !== "unread" && !isOver) return list;
  return (
    <details open={!isOver} class="pb-3">
      <summary class="flex min-h-11 cursor-pointer list-none items-center gap-1.5 rounded px-2 text-xs font-medium text-muted hover:bg-pane-hover lg:min-h-8">
        <Icon of="ChevronDown" class="size-3.5 [details:not([open])>summary>&]:-rotate-90" />
        {course && <CourseDot colour={course.colour} />}
        {course ? <CutName name={course.name} /> : <Words>{texts.chat.sections[kind]}</Words>}
        <span class="font-normal">
          <Words>{String(conversations.length)}</Words>
        </span>
      </summary>
      {kind === "rounds" ? (
        <EarlierRounds conversations={conversations} state={state} act={act} />
      ) : (
        list
      )}
    </details>
  );
}

/** Filters while the reader types; without scripts, Enter searches. */
function Filter({ state: { filter, live, texts }, act }: ListProps) {
  const field = useRef<HTMLInputElement>(null);
  // What was typed before the scripts arrived.
  useEffect(() => act.filter(field.current?.value ?? ""), []);
  return (
    <form
      role="search"
      action="/conversations"
      class="mx-3 mb-2 space-y-2"
      onSubmit={(event) => event.preventDefault()}
    >
      <div class="flex items-center gap-2 rounded border border-line-strong bg-field px-2.5 text-muted writing-box">
        <Icon of="Search" />
        <label for="find-group" class="sr-only">
          {texts.chat.filterGroups}
        </label>
        <input
          ref={field}
          id="find-group"
          type="search"
          name="q"
          value={filter}
          placeholder={texts.chat.filterGroups}
          autoComplete="off"
          onInput={(event) => act.filter(event.currentTarget.value)}
          class="min-h-10 w-full min-w-0 bg-transparent text-base text-body outline-none lg:min-h-8.5 lg:text-list"
        />
      </div>
      {!live && filter !== "" && (
        <a href="/conversations" class="block text-list text-primary-text underline">
          {texts.chat.allGroups}
        </a>
      )}
    </form>
  );
}

/** If the row cannot be rendered: a link to the group. */
function PlainEntry({ conversation: { id, name } }: { conversation: ConversationView }) {
  return (
    <a href={`/chat/${id}`} class="block truncate rounded px-3 py-2 text-list">
      {name}
    </a>
  );
}
