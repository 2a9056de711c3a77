import { ExternalLink, Pencil, X } from "lucide";
import { useEffect, useRef } from "preact/hooks";
import type { MemberView } from "#protocol/frames.ts";
import { Avatar } from "../parts/avatar.tsx";
import { Badge } from "../parts/badge.tsx";
import { Icon } from "../parts/icon.tsx";
import { plural } from "../text/format.ts";
import type { ChatActions } from "./chat_actions.ts";
import type { ChatState, OpenConversation } from "./chat_state.ts";

interface MemberPanelProps {
  state: ChatState;
  current: OpenConversation;
  act: ChatActions;
}

/** What the group is and who is in it; beside the conversation on a desk, over it elsewhere. */
export function MemberPanel({ state, current, act }: MemberPanelProps) {
  const { texts, locale, reader } = state;
  const { chat } = texts;
  const { timeline, online } = current;
  const link = "flex min-h-9 items-center gap-2 text-sm text-primary-text hover:underline";
  const present = new Set(online);
  const pane = useRef<HTMLElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    pane.current?.querySelector("button")?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  const members = timeline.members.toSorted(
    (a, b) => Number(present.has(b.userId)) - Number(present.has(a.userId)),
  );
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
        onKeyDown={(event) => {
          if (event.key === "Escape") act.showDetails(false);
        }}
      >
        <div class="flex min-h-14 items-center justify-between border-b border-line pr-2 pl-4">
          <h2 class="font-semibold">{chat.details}</h2>
          <button
            type="button"
            onClick={() => act.showDetails(false)}
            class="flex size-10 cursor-pointer items-center justify-center rounded hover:bg-sunken"
          >
            <Icon of={X} />
            <span class="sr-only">{chat.hideDetails}</span>
          </button>
        </div>
        <div
          tabIndex={0}
          role="region"
          aria-label={chat.members}
          class="flex-1 space-y-5 overflow-y-auto p-4"
        >
          {timeline.description && (
            <section>
              <h3 class="text-xs font-semibold text-muted">{chat.about}</h3>
              <p dir="auto" class="pt-1 text-sm leading-5 wrap-anywhere whitespace-pre-wrap">
                {timeline.description}
              </p>
            </section>
          )}
          <section>
            <h3 class="text-xs font-semibold text-muted">
              {plural(locale, chat.memberCount, timeline.members.length)}
            </h3>
            <ul class="pt-2">
              {members.map((member) => (
                <Member
                  key={member.userId}
                  member={member}
                  online={present.has(member.userId)}
                  state={state}
                />
              ))}
            </ul>
          </section>
          <section>
            <a href={`/conversations/${timeline.id}`} class={link}>
              <Icon of={ExternalLink} />
              {chat.fullPage}
            </a>
            {reader.role === "admin" && (
              <a href={`/groups/${timeline.id}/edit`} class={link}>
                <Icon of={Pencil} />
                {chat.editGroup}
              </a>
            )}
          </section>
        </div>
      </aside>
    </>
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
        {name}
        {userId === reader.id && <span class="text-muted"> ({texts.chat.you})</span>}
      </span>
      {userRole === "admin" ? (
        <Badge look="primary">{texts.common.roles.admin}</Badge>
      ) : role !== "member" ? (
        <Badge>{texts.common.memberRoles[role]}</Badge>
      ) : (
        userRole === "guest" && <Badge>{texts.common.roles.guest}</Badge>
      )}
    </li>
  );
}
