import type { ComponentChildren } from "preact";
import type { Role } from "#wire/views.ts";
import { Avatar } from "../parts/avatar.tsx";
import { FlashMessages, type FlashMessage } from "../parts/flash.tsx";
import { Icon } from "../parts/icon.tsx";
import type { Texts } from "../text/catalogue.ts";
import { signOutMethod } from "./sign_out_method.ts";
import { staffEntries } from "./staff_entries.ts";

export type Section = "conversations" | "groups" | "users" | "record" | "account";

export interface Person {
  id: string;
  name: string;
  role: Role;
}

export interface ShellProps {
  /** The person who is signed in. Without one, only the product's name is shown. */
  person?: Person;
  section?: Section;
  flash: FlashMessage[];
  texts: Texts;
  children?: ComponentChildren;
}

/** The frame of every page except the chat: navigation on the left, on phones at the top. */
export function Shell({ person, section, flash, texts, children }: ShellProps) {
  return (
    <div class="min-h-dvh bg-surface text-body lg:flex">
      <a
        href="#content"
        class="sr-only focus:not-sr-only focus:absolute focus:z-10 focus:bg-raised focus:p-3"
      >
        {texts.common.skipToContent}
      </a>
      {person && <Navigation person={person} section={section} texts={texts} />}
      <main id="content" class="mx-auto w-full max-w-5xl min-w-0 flex-1 space-y-6 p-4 sm:p-8">
        <FlashMessages messages={flash} />
        {children}
      </main>
    </div>
  );
}

function Navigation({
  person,
  section,
  texts,
}: Required<Pick<ShellProps, "person" | "texts">> & { section?: Section }) {
  return (
    <header class="bg-sidebar text-on-sidebar lg:sticky lg:top-0 lg:flex lg:h-dvh lg:w-60 lg:shrink-0 lg:flex-col">
      <details class="group lg:hidden" data-menu>
        <summary class="flex min-h-14 cursor-pointer list-none items-center justify-between px-4">
          <span class="font-semibold">{texts.common.productName}</span>
          <span class="flex items-center gap-2 text-sm">
            <Icon of="Menu" class="size-5" />
            {texts.common.menu}
          </span>
        </summary>
        <Entries person={person} section={section} texts={texts} />
      </details>
      <div class="hidden lg:flex lg:flex-1 lg:flex-col">
        <p class="px-5 py-5 text-lg font-semibold">{texts.common.productName}</p>
        <Entries person={person} section={section} texts={texts} />
      </div>
    </header>
  );
}

function Entries({
  person,
  section,
  texts,
}: Required<Pick<ShellProps, "person" | "texts">> & { section?: Section }) {
  const { common } = texts;
  return (
    <nav class="flex flex-1 flex-col gap-1 px-3 pb-3" aria-label={common.navigation}>
      <Entry
        href="/conversations"
        icon="MessagesSquare"
        label={common.conversations}
        current={section === "conversations"}
      />
      {person.role === "admin" &&
        staffEntries.map(({ section: own, href, icon }) => (
          <Entry key={own} href={href} icon={icon} label={common[own]} current={section === own} />
        ))}
      <Entry
        href="/account"
        icon="UserRound"
        label={common.account}
        current={section === "account"}
      />
      <form
        method={signOutMethod(person.role)}
        action="/auth/logout"
        class="mt-auto flex items-center gap-3 border-t border-line-sidebar px-2 pt-3"
      >
        <Avatar id={person.id} name={person.name} size="small" />
        <span class="min-w-0 flex-1 truncate text-sm">{person.name}</span>
        <button
          class="flex size-10 cursor-pointer items-center justify-center rounded hover:bg-sidebar-hover"
          title={common.signOut}
        >
          <Icon of="LogOut" />
          <span class="sr-only">{common.signOut}</span>
        </button>
      </form>
    </nav>
  );
}

interface EntryProps {
  href: string;
  icon: Parameters<typeof Icon>[0]["of"];
  label: string;
  current: boolean;
}

function Entry({ href, icon, label, current }: EntryProps) {
  const look = current ? "bg-sidebar-current text-on-sidebar-strong" : "hover:bg-sidebar-hover";
  return (
    <a
      href={href}
      aria-current={current ? "page" : undefined}
      class={`flex min-h-10 items-center gap-3 rounded px-3 text-sm font-medium ${look}`}
    >
      <Icon of={icon} />
      {label}
    </a>
  );
}
