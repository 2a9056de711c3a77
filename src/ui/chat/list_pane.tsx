import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Icon } from "../parts/icon.tsx";
import type { ChatActions } from "./chat_actions.ts";
import type { ChatState } from "./chat_state.ts";
import { ConversationList } from "./conversation_list.tsx";
import { ListOptions } from "./later.tsx";
import { Part } from "./part.tsx";

interface ListPaneProps {
  state: ChatState;
  /** Something covers it. */
  covered: boolean;
  act: ChatActions;
  /** Notices, below the title. */
  children: ComponentChildren;
}

const headLink =
  "flex size-11 items-center justify-center rounded text-muted hover:bg-pane-hover lg:size-9";

/**
 * The list of groups beside the content. Where there is no room for both, a group covers it; it
 * stays as high as it is, so that the reader returns to the same place in it.
 */
export function ListPane({ state, covered, act, children }: ListPaneProps) {
  const { currentId, steps, texts } = state;
  const pane = useRef<HTMLElement>(null);
  useEffect(() => {
    pane.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  }, [currentId]);
  const isAlone = currentId === undefined;
  const Title = isAlone ? "h1" : "h2";
  return (
    <section
      ref={pane}
      id={isAlone ? "content" : undefined}
      data-list
      role={isAlone ? "main" : undefined}
      tabIndex={-1}
      aria-label={isAlone ? undefined : texts.chat.groups}
      inert={covered}
      class={`${isAlone ? (steps ? "" : "pb-(--bar)") : "max-lg:invisible max-lg:absolute max-lg:inset-0"} flex w-full min-w-0 flex-col bg-surface outline-none lg:bg-pane lg:w-75 lg:shrink-0 lg:border-r lg:border-line`}
    >
      <header class="relative flex min-h-14 items-center border-line px-4 max-lg:mb-2 max-lg:border-b">
        <div class="min-w-0 flex-1">
          <Title class="text-xl font-semibold lg:text-title">{texts.common.conversations}</Title>
          {state.institution && (
            <p class="notranslate truncate text-xs text-muted">{state.institution}</p>
          )}
        </div>
        {state.live && <ListOptions state={state} act={act} />}
        {state.opens && (
          <a href={state.opens.href} title={state.opens.label} class={headLink}>
            <Icon of="Plus" class="size-5" />
            <span class="sr-only">{state.opens.label}</span>
          </a>
        )}
        <a href="/find" data-find title={texts.chat.findAny} class={headLink}>
          <Icon of="Search" class="size-5" />
          <span class="sr-only">{texts.chat.findAny}</span>
        </a>
      </header>
      {children}
      <Part state={state}>
        <ConversationList state={state} act={act} />
      </Part>
    </section>
  );
}
