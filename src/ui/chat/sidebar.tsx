import { useEffect, useRef } from "preact/hooks";
import { signOutMethod } from "../layout/sign_out_method.ts";
import { staffEntries } from "../layout/staff_entries.ts";
import { Avatar } from "../parts/avatar.tsx";
import { Icon, type IconProps } from "../parts/icon.tsx";
import { Words } from "../parts/words.tsx";
import type { ChatActions } from "./chat_actions.ts";
import type { ChatState } from "./chat_state.ts";
import { ConversationList } from "./conversation_list.tsx";
import { Part } from "./part.tsx";
import { md, useMedia } from "./use_media.ts";

interface SidebarProps {
  state: ChatState;
  /** Something covers it. */
  covered: boolean;
  act: ChatActions;
}

/** The dark pane on the left; on a phone, a drawer over the conversation. */
export function Sidebar({ state, covered, act }: SidebarProps) {
  const { drawer, texts } = state;
  const pane = useRef<HTMLElement>(null);
  const wide = useMedia(md);
  useEffect(() => {
    if (wide && drawer) act.showDrawer(false);
  }, [wide, drawer]);
  useEffect(() => {
    pane.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  }, [state.currentId, drawer]);
  useEffect(() => {
    if (!drawer) return undefined;
    const links = pane.current?.querySelectorAll<HTMLElement>("nav a");
    const current = pane.current?.querySelector<HTMLElement>("[aria-current]");
    (current ?? links?.[0])?.focus();
    return () => {
      // A reader who has chosen a group is in it by now.
      const { activeElement, body } = document;
      if (activeElement !== body && !pane.current?.contains(activeElement)) return;
      document.querySelector<HTMLElement>("[aria-controls=groups]")?.focus();
    };
  }, [drawer]);
  return (
    <>
      {drawer && (
        <div
          aria-hidden="true"
          class="fixed inset-0 z-20 bg-black/50 md:hidden"
          onClick={() => act.showDrawer(false)}
        />
      )}
      <aside
        ref={pane}
        id="groups"
        aria-label={texts.chat.groups}
        inert={covered}
        class={`${drawer ? "fixed inset-y-0 left-0 z-30 flex w-[min(20rem,85vw)]" : "hidden"} flex-col bg-sidebar text-on-sidebar md:static md:z-auto md:flex md:w-72 md:shrink-0`}
        onKeyDown={(event) => {
          if (event.key === "Escape" && drawer) act.showDrawer(false);
        }}
      >
        <div class="flex min-h-14 items-center justify-between pr-2 pl-5">
          <a href="/conversations" class="text-lg font-semibold text-on-sidebar-strong">
            {texts.common.productName}
          </a>
          <button
            type="button"
            onClick={() => act.showDrawer(false)}
            class="flex size-11 cursor-pointer items-center justify-center rounded hover:bg-sidebar-hover md:hidden"
          >
            <Icon of="X" class="size-5" />
            <span class="sr-only">{texts.chat.hideGroups}</span>
          </button>
        </div>
        <Part state={state}>
          <ConversationList state={state} act={act} />
        </Part>
        <Part state={state}>
          <Footer state={state} />
        </Part>
      </aside>
    </>
  );
}

function Footer({ state: { reader, texts } }: { state: ChatState }) {
  const { common } = texts;
  return (
    <div class="border-t border-line-sidebar px-2 py-2">
      {reader.role === "admin" && (
        <div class="flex flex-col pb-2">
          {staffEntries.map(({ section, href, icon }) => (
            <StaffLink key={section} href={href} icon={icon} label={common[section]} />
          ))}
        </div>
      )}
      <div class="flex items-center gap-1 pl-2">
        <Avatar id={reader.id} name={reader.name} size="small" />
        <span dir="auto" class="notranslate min-w-0 flex-1 truncate pl-2 text-left text-sm">
          <Words>{reader.name}</Words>
        </span>
        <a href="/account" title={common.account} class={iconButton}>
          <Icon of="UserRound" />
          <span class="sr-only">{common.account}</span>
        </a>
        <form method={signOutMethod(reader.role)} action="/auth/logout">
          <button title={common.signOut} class={`${iconButton} cursor-pointer`}>
            <Icon of="LogOut" />
            <span class="sr-only">{common.signOut}</span>
          </button>
        </form>
      </div>
    </div>
  );
}

const iconButton = "flex size-10 items-center justify-center rounded hover:bg-sidebar-hover";

function StaffLink({ href, icon, label }: { href: string; icon: IconProps["of"]; label: string }) {
  return (
    <a
      href={href}
      class="flex min-h-10 items-center gap-2 rounded px-2 text-sm font-medium whitespace-nowrap hover:bg-sidebar-hover"
    >
      <Icon of={icon} />
      {label}
    </a>
  );
}
