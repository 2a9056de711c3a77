import { useEffect, useRef } from "preact/hooks";
import type { ChatActions } from "./chat_actions.ts";
import type { ChatState } from "./chat_state.ts";
import { ConversationList } from "./conversation_list.tsx";
import { Part } from "./part.tsx";

interface ListPaneProps {
  state: ChatState;
  /** Something covers it. */
  covered: boolean;
  act: ChatActions;
}

/** The list of groups beside the content. Where there is no room for both, a group covers it. */
export function ListPane({ state, covered, act }: ListPaneProps) {
  const { texts } = state;
  const pane = useRef<HTMLElement>(null);
  useEffect(() => {
    pane.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  }, [state.currentId]);
  return (
    <section
      ref={pane}
      id="groups"
      aria-label={texts.chat.groups}
      inert={covered}
      class="hidden flex-col border-r border-line bg-pane lg:flex lg:w-75 lg:shrink-0"
    >
      <header class="flex min-h-14 flex-col justify-center px-4">
        <h2 class="text-title font-semibold">{texts.common.conversations}</h2>
        {state.institution && (
          <p class="notranslate truncate text-xs text-muted">{state.institution}</p>
        )}
      </header>
      <Part state={state}>
        <ConversationList state={state} act={act} />
      </Part>
    </section>
  );
}
