import { useLayoutEffect, useRef } from "preact/hooks";
import { Icon } from "../parts/icon.tsx";
import { Words } from "../parts/words.tsx";
import type { ChatLateTexts } from "../text/chat_late.en.ts";
import { lateTexts } from "../text/chat_late.ts";
import type { ChatActions } from "./chat_actions.ts";
import type { ChatState, OpenConversation } from "./chat_state.ts";
import { Looks } from "./looks.tsx";
import { MemberList } from "./member_list.tsx";
import { modeText } from "./mode_text.ts";
import { isStaffIn } from "./ranks_in.ts";

interface MemberPanelProps {
  state: ChatState;
  current: OpenConversation;
  /** It covers the conversation, which cannot be used meanwhile. */
  over: boolean;
  act: ChatActions;
}

/** The group's details and members; beside the conversation on a wide screen, over it elsewhere. */
export function MemberPanel({ state, current, over, act }: MemberPanelProps) {
  const late = lateTexts(state.locale);
  const { timeline } = current;
  const pane = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const before = document.activeElement;
    pane.current?.querySelector("button")?.focus();
    return () => {
      // Elements behind the pane can take the focus only after it has closed.
      requestAnimationFrame(() => {
        if (document.activeElement !== document.body) return;
        if (before instanceof HTMLElement) before.focus();
      });
    };
  }, []);
  useLayoutEffect(() => {
    const { current: box } = pane;
    if (over && !box?.contains(document.activeElement)) box?.querySelector("button")?.focus();
    // While it covers the conversation, Escape can mean nothing else, wherever the focus is.
    const target = over ? document : box;
    const close = (event: Event) => {
      if (event instanceof KeyboardEvent && event.key === "Escape") act.showDetails(false);
    };
    target?.addEventListener("keydown", close);
    return () => target?.removeEventListener("keydown", close);
  }, [over]);
  return (
    <>
      <div
        aria-hidden="true"
        class="absolute inset-0 z-10 bg-scrim xl:hidden"
        onClick={() => act.showDetails(false)}
      />
      <aside
        ref={pane}
        id="details"
        aria-label={late.details}
        class="absolute inset-y-0 right-0 z-20 flex w-80 max-w-[85vw] flex-col border-l border-line bg-surface shadow xl:static xl:z-auto xl:shrink-0 xl:[box-shadow:none]"
      >
        <div class="flex min-h-14 items-center justify-between border-b border-line pr-2 pl-4">
          <h2 class="text-title font-semibold">{late.details}</h2>
          <button
            type="button"
            onClick={() => act.showDetails(false)}
            class="flex size-10 cursor-pointer items-center justify-center rounded text-muted hover:bg-hover"
          >
            <Icon of="X" />
            <span class="sr-only">{late.hideDetails}</span>
          </button>
        </div>
        <div
          tabIndex={0}
          role="region"
          aria-label={late.members}
          class="flex-1 space-y-5 overflow-y-auto p-4"
        >
          <Description text={timeline.description} title={late.about} />
          <Links state={state} current={current} />
          <WhoReads late={late} />
          <Looks state={state} current={current} />
          <MemberList state={state} current={current} />
        </div>
      </aside>
    </>
  );
}

function Description({ text, title }: { text: string; title: string }) {
  if (!text) return null;
  return (
    <section>
      <h3 class="text-xs font-semibold text-muted">{title}</h3>
      <p dir="auto" class="pt-1 text-sm leading-5 written-text">
        <Words>{text}</Words>
      </p>
    </section>
  );
}

/** What people may not know: readers that are not in the list of members. */
function WhoReads({ late }: { late: ChatLateTexts }) {
  return (
    <p class="text-list text-muted">
      {late.staffRead}{" "}
      <a href="/about/staff-access" class="text-primary-text underline hover:no-underline">
        {late.staffReadMore}
      </a>
    </p>
  );
}

function Links({ state, current }: Pick<MemberPanelProps, "state" | "current">) {
  const late = lateTexts(state.locale);
  const { timeline, byOffice, memberRole } = current;
  const { id } = timeline;
  const mode = modeText(state, current);
  const maySlow = isStaffIn(state, current) || memberRole === "owner" || memberRole === "moderator";
  const link = "flex min-h-9 items-center gap-2 text-sm text-primary-text hover:underline";
  return (
    <section>
      <a href={`/conversations/${id}`} class={link}>
        <Icon of="ExternalLink" />
        {late.fullPage}
      </a>
      {isStaffIn(state, current) && timeline.mode?.kind === "hold" && (
        <a href={`/moderation/held?of=group+${id}`} class={link}>
          <Icon of="ShieldCheck" />
          {late.forApproval}
        </a>
      )}
      {maySlow ? (
        <a href={`/conversations/${id}/mode`} class={link}>
          <Icon of="Clock" />
          {mode ?? late.modes.open}
        </a>
      ) : (
        mode && (
          <p class="flex min-h-9 items-center gap-2 text-sm">
            <Icon of="Clock" />
            {mode}
          </p>
        )
      )}
      {(state.reader.role === "admin" || byOffice) && (
        <a href={`/groups/${id}/edit`} class={link}>
          <Icon of="Pencil" />
          {late.editGroup}
        </a>
      )}
    </section>
  );
}
