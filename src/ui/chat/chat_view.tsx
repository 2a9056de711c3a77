import { useRef } from "preact/hooks";
import { ChatHeader } from "./chat_header.tsx";
import type { ChatActions } from "./chat_actions.ts";
import type { ChatState, OpenConversation } from "./chat_state.ts";
import { Composer } from "./composer.tsx";
import type { Places } from "./keep_scroll.ts";
import {
  ConnectionTrouble,
  Dialogs,
  FlashMessages,
  Held,
  MemberPanel,
  MissingGroup,
  ReadOnly,
  Restricted,
  StrandedMessages,
} from "./later.tsx";
import { ListPane } from "./list_pane.tsx";
import { MessageList } from "./message_list.tsx";
import { Skeletons } from "./skeletons.tsx";
import { Part } from "./part.tsx";
import { TypingLine } from "./typing_line.tsx";
import { useMedia, xl } from "./use_media.ts";
import { Welcome } from "./welcome.tsx";

interface ChatViewProps {
  state: ChatState;
  act: ChatActions;
}

/** Where there is no room beside the list, below it. */
const stacked = "max-lg:h-auto max-lg:min-h-dvh max-lg:flex-col max-lg:overflow-visible";

/** The whole chat page: groups, conversation and, on demand, details. */
export function ChatView({ state, act, places: given }: ChatViewProps & { places?: Places }) {
  const { announcement, current, currentId, details } = state;
  const isList = currentId === undefined;
  const hasSteps = isList && state.steps !== undefined;
  const beside = useMedia(xl);
  const places = useRef(given ?? new Map());
  const underDetails = details && current !== undefined && !beside;
  return (
    <div
      data-group-open={isList ? undefined : ""}
      class={`relative flex h-(--chat-height,100dvh) overflow-hidden ${hasSteps ? stacked : ""}`}
    >
      <Part state={state}>
        <ListPane state={state} covered={underDetails} act={act}>
          {isList && <Troubles state={state} act={act} />}
        </ListPane>
      </Part>
      {/* Scrolls if there is no room for all parts, as on a magnified page. */}
      <section
        id={isList ? undefined : "content"}
        role={isList ? undefined : "main"}
        aria-labelledby={isList && !hasSteps ? "welcome" : undefined}
        tabIndex={-1}
        class={`relative ${isList && !hasSteps ? "hidden lg:flex" : "flex"} min-w-0 flex-1 flex-col overflow-x-hidden overflow-y-auto outline-none`}
        inert={underDetails}
      >
        {isList ? (
          <Welcome state={state} />
        ) : (
          <>
            <Part state={state}>
              <ChatHeader state={state} act={act} />
            </Part>
            <Troubles state={state} act={act} />
          </>
        )}
        {current ? (
          <Conversation
            key={current.timeline.id}
            state={state}
            current={current}
            places={places.current}
            act={act}
          />
        ) : (
          !isList &&
          (state.pageProblem || state.connection.kind === "signed_out" ? (
            <MissingGroup state={state} act={act} />
          ) : (
            <Skeletons label={state.texts.chat.loadingGroup} count={6} />
          ))
        )}
      </section>
      {details && current && (
        <Part state={state}>
          <MemberPanel state={state} current={current} over={underDetails} act={act} />
        </Part>
      )}
      <Part state={state}>
        {state.dialog && <Dialogs dialog={state.dialog} state={state} act={act} />}
      </Part>
      <p aria-live="polite" class="sr-only">
        {/* A new element each time, so that screen readers announce even the same words again. */}
        {announcement && <span key={announcement.messageId}>{announcement.text}</span>}
      </p>
    </div>
  );
}

/** What has just been done, and what is wrong. */
function Troubles({ state, act }: ChatViewProps) {
  return (
    <>
      {state.flash.length > 0 && <FlashMessages messages={state.flash} class="p-3" />}
      <Part state={state}>
        <div role="status">
          <ConnectionTrouble state={state} act={act} />
        </div>
      </Part>
      <Part state={state}>
        <StrandedMessages state={state} act={act} />
      </Part>
    </>
  );
}

interface ConversationProps extends ChatViewProps {
  current: OpenConversation;
  places: Places;
}

function Conversation({ state, current, places, act }: ConversationProps) {
  const { texts, live, refused } = state;
  const { timeline } = current;
  const { id, name, mode } = timeline;
  const composer = (wait?: string) => (
    <Composer
      conversationId={id}
      name={name}
      live={live}
      locale={state.locale}
      refused={refused}
      returned={current.returned}
      wait={wait}
      texts={texts}
      act={act}
    />
  );
  return (
    <>
      <Part state={state}>
        <MessageList state={state} current={current} places={places} act={act} />
      </Part>
      <div class="pb-[max(0.75rem,env(safe-area-inset-bottom))] sm:pointer-fine:pb-1">
        <Part state={state}>
          {current.held && <Held state={state} current={current} act={act} />}
        </Part>
        <TypingLine state={state} current={current} />
        <Part state={state}>
          {timeline.deleted && act.draft(id) === "" ? null : timeline.deleted ||
            isReadOnly(state, current) ? (
            <ReadOnly state={state} current={current} unsent={act.draft(id)} />
          ) : mode || state.reader.mutes ? (
            <Restricted state={state} current={current} act={act}>
              {composer}
            </Restricted>
          ) : (
            composer()
          )}
        </Part>
      </div>
    </>
  );
}

/** Whether the reader cannot write here, or no longer. */
function isReadOnly(
  { connection, conversations }: ChatState,
  { timeline, phase }: OpenConversation,
): boolean {
  if (phase === "closed" || connection.kind === "signed_out") return true;
  return conversations.some(({ id, archived }) => id === timeline.id && archived);
}
