import { useLayoutEffect, useRef } from "preact/hooks";
import type { MemberView } from "#wire/views.ts";
import { Avatar } from "../parts/avatar.tsx";
import { Badge } from "../parts/badge.tsx";
import { Icon } from "../parts/icon.tsx";
import { Words } from "../parts/words.tsx";
import { plural } from "../text/format.ts";
import type { ChatActions } from "./chat_actions.ts";
import type { ChatState, OpenConversation } from "./chat_state.ts";
import { writtenText } from "./message_text.tsx";

interface MemberPanelProps {
  state: ChatState;
  current: OpenConversation;
  /** It covers the conversation, which cannot be used meanwhile. */
  over: boolean;
  act: ChatActions;
}

/** The group's details and members; beside the conversation on a wide screen, over it elsewhere. */
export function MemberPanel({ state, current, over, act }: MemberPanelProps) {
  const { chat } = state.texts;
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
        class="fixed inset-0 z-10 bg-black/50 xl:hidden"
        onClick={() => act.showDetails(false)}
      />
      <aside
        ref={pane}
        id="details"
        aria-label={chat.details}
        class="fixed inset-y-0 right-0 z-20 flex w-[min(20rem,85vw)] flex-col border-l border-line bg-surface shadow xl:static xl:z-auto xl:w-72 xl:shrink-0 xl:shadow-none"
      >
        <div class="flex min-h-14 items-center justify-between border-b border-line pr-2 pl-4">
          <h2 class="font-semibold">{chat.details}</h2>
          <button
            type="button"
            onClick={() => act.showDetails(false)}
            class="flex size-10 cursor-pointer items-center justify-center rounded hover:bg-sunken"
          >
            <Icon of="X" />
            <span class="sr-only">{chat.hideDetails}</span>
          </button>
        </div>
        <div
          tabIndex={0}
          role="region"
          aria-label={chat.members}
          class="flex-1 space-y-5 overflow-y-auto p-4"
        >
          <Description text={timeline.description} title={chat.about} />
          <MemberList state={state} current={current} />
          <Links id={timeline.id} state={state} />
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
      <p dir="auto" class={`pt-1 text-sm leading-5 ${writtenText}`}>
        <Words>{text}</Words>
      </p>
    </section>
  );
}

/** People who are online come first. */
function MemberList({ state, current }: Pick<MemberPanelProps, "state" | "current">) {
  const { locale, texts } = state;
  const { members } = current.timeline;
  const present = new Set(current.online);
  const ordered = members.toSorted(
    (a, b) => Number(present.has(b.userId)) - Number(present.has(a.userId)),
  );
  return (
    <section>
      <h3 class="text-xs font-semibold text-muted">
        <Words>{plural(locale, texts.chat.memberCount, members.length)}</Words>
      </h3>
      <ul class="pt-2">
        {ordered.map((member) => (
          <Member
            key={member.userId}
            member={member}
            online={present.has(member.userId)}
            state={state}
          />
        ))}
      </ul>
    </section>
  );
}

function Links({ id, state: { reader, texts } }: { id: string; state: ChatState }) {
  const link = "flex min-h-9 items-center gap-2 text-sm text-primary-text hover:underline";
  return (
    <section>
      <a href={`/conversations/${id}`} class={link}>
        <Icon of="ExternalLink" />
        {texts.chat.fullPage}
      </a>
      {reader.role === "admin" && (
        <a href={`/groups/${id}/edit`} class={link}>
          <Icon of="Pencil" />
          {texts.chat.editGroup}
        </a>
      )}
    </section>
  );
}

interface MemberProps {
  member: MemberView;
  online: boolean;
  state: ChatState;
}

function Member({ member, online, state: { reader, texts } }: MemberProps) {
  const { name, role, userId, userRole } = member;
  return (
    <li class="flex min-h-10 items-center gap-3">
      <span class="relative">
        <Avatar id={userId} name={name} size="small" />
        {online && (
          <span class="absolute -right-0.5 -bottom-0.5 size-2.5 rounded-full border-2 border-surface bg-success">
            <span class="sr-only">{texts.chat.online}</span>
          </span>
        )}
      </span>
      <span dir="auto" class="min-w-0 flex-1 truncate text-left text-sm">
        <bdi class="notranslate">
          <Words>{name}</Words>
        </bdi>
        {userId === reader.id && <span class="text-muted"> ({texts.chat.you})</span>}
      </span>
      {userRole === "admin" ? (
        <Badge key="admin" look="primary">
          {texts.common.roles.admin}
        </Badge>
      ) : role !== "member" ? (
        <Badge key={role}>{texts.common.memberRoles[role]}</Badge>
      ) : (
        userRole === "guest" && <Badge key="guest">{texts.common.roles.guest}</Badge>
      )}
    </li>
  );
}
