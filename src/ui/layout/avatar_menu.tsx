import type { ComponentChildren } from "preact";
import { useContext } from "preact/hooks";
import { Avatar } from "../parts/avatar.tsx";
import { Icon } from "../parts/icon.tsx";
import { KeptParts } from "../parts/kept_parts.ts";
import type { Texts } from "../text/catalogue.ts";
import { format, plural } from "../text/format.ts";
import type { Theme } from "./document.tsx";
import type { RailProps } from "./rail_props.ts";
import { AboutLinks } from "./about_links.tsx";
import { locales } from "./language_choice.tsx";
import { signOutMethod } from "./sign_out_method.ts";

const row =
  "flex min-h-11 w-full cursor-pointer items-center gap-3 rounded px-3 text-left text-sm hover:bg-hover sm:min-h-10";

/** The avatar at the rail's foot, and what belongs to the account. It works without scripts. */
export function AvatarMenu(props: RailProps) {
  const { person, section, identity, locale, theme, here, texts } = props;
  const keep = useContext(KeptParts);
  const leads = `account and help ${locale} ${section ?? ""}`;
  const end = `end of the menu ${locale} ${person.role}`;
  return (
    <details
      data-menu
      class="flex min-w-0 flex-1 flex-col items-center justify-center sm:flex-none"
    >
      <Opener {...props} />
      <div class="fixed z-40 space-y-2 overflow-y-auto rounded border border-line bg-raised p-2 text-body shadow rail-menu">
        <Whose {...props} />
        <Answers {...props} />
        {keep(leads, [texts], () => (
          <AccountAndHelp section={section} texts={texts} />
        ))}
        <Look name="locale" here={here}>
          {keep(`languages ${locale}`, [texts], () => (
            <Choices name="locale" words={[texts.account.language, texts.shell.chooseLocale]}>
              {locales.map((choice) => ({ ...choice, chosen: choice.value === locale }))}
            </Choices>
          ))}
        </Look>
        <Look name="theme" here={here}>
          {keep(`themes ${locale} ${theme}`, [texts], () => (
            <Choices name="theme" words={[texts.account.theme, texts.shell.chooseTheme]}>
              {themesOf(texts).map((choice) => ({ ...choice, chosen: choice.value === theme }))}
            </Choices>
          ))}
        </Look>
        {keep(end, [texts, identity], () => (
          <EndOfMenu role={person.role} identity={identity} texts={texts} />
        ))}
      </div>
    </details>
  );
}

function AccountAndHelp({ section, texts }: Pick<RailProps, "section" | "texts">) {
  return (
    <div class="border-t border-line pt-2">
      <a
        href="/account"
        aria-current={section === "account" ? "page" : undefined}
        class={`${row} ${section === "account" ? "bg-primary-soft text-primary-text" : ""}`}
      >
        <Icon of="UserRound" />
        {texts.common.account}
      </a>
      <a
        href="/help"
        aria-current={section === "help" ? "page" : undefined}
        class={`${row} sm:hidden ${section === "help" ? "bg-primary-soft text-primary-text" : ""}`}
      >
        <Icon of="CircleQuestionMark" />
        {texts.help.title}
      </a>
    </div>
  );
}

function EndOfMenu({
  role,
  ...props
}: Pick<RailProps, "identity" | "texts"> & Pick<RailProps["person"], "role">) {
  return (
    <>
      <form method={signOutMethod(role)} action="/auth/logout" class="border-t border-line pt-2">
        <button class={row}>
          <Icon of="LogOut" />
          {props.texts.common.signOut}
        </button>
      </form>
      <AboutLinks
        {...props}
        class="flex flex-wrap gap-x-4 border-t border-line px-3 pt-1 text-xs text-muted"
        linkClass="inline-flex min-h-11 items-center hover:underline sm:min-h-8"
      />
    </>
  );
}

/** Decisions that the person has not seen; all others are on the same page, to which the account leads. */
function Answers({ person, section, locale, texts: { shell } }: RailProps) {
  const count = person.attention?.answers ?? 0;
  if (count === 0) return null;
  return (
    <a
      href="/answers"
      aria-current={section === "answers" ? "page" : undefined}
      class={`${row} bg-warning-soft text-warning-text`}
    >
      <Icon of="ShieldCheck" />
      {plural(locale, shell.answersNew, count)}
    </a>
  );
}

/** The avatar, with a dot while the chat is connected. */
function Opener({ person, locale, texts: { shell } }: RailProps) {
  const answers = person.attention?.answers ?? 0;
  return (
    <summary class="flex cursor-pointer list-none flex-col items-center gap-0.5 rounded text-2xs font-medium sm:p-1">
      <span class="sr-only">{format(shell.menuOf, { name: person.name })}</span>
      <span class="relative flex h-8 items-center justify-center">
        <Avatar id={person.id} name={person.name} size="small" />
        <span
          data-online
          hidden
          class="absolute right-0 bottom-0 size-2.5 rounded-full bg-online rail-edge"
        />
        {answers > 0 && (
          <span
            data-sign
            class="absolute rounded-full bg-danger px-1 text-center font-semibold text-on-danger rail-edge rail-count"
          >
            <span aria-hidden="true">{answers > 99 ? "99+" : answers}</span>
            <span class="sr-only">{plural(locale, shell.answersNew, answers)}</span>
          </span>
        )}
      </span>
      <span class="sm:hidden">{shell.you}</span>
    </summary>
  );
}

/** Scripts say whether the chat is connected. */
function Whose({ person, texts: { common, shell } }: RailProps) {
  return (
    <div class="px-3 py-1">
      <p dir="auto" class="notranslate truncate text-left text-sm font-semibold">
        {person.name}
      </p>
      <p class="text-xs text-muted">
        {person.office && person.role !== "admin"
          ? common.offices[person.office]
          : common.roles[person.role]}
        <span
          data-connection
          data-live={shell.connected}
          data-connecting={shell.connecting}
          data-offline={shell.offline}
          hidden
        />
      </p>
    </div>
  );
}

function themesOf({ account, shell }: Texts): { value: Theme; label: string }[] {
  return [
    { value: "light", label: account.themeLight },
    { value: "dark", label: account.themeDark },
    { value: "system", label: shell.themeSystem },
  ];
}

type LookName = "locale" | "theme";

interface LookProps {
  name: LookName;
  here: string;
  children: ComponentChildren;
}

/** A choice that takes effect at once. */
function Look({ name, here, children }: LookProps) {
  return (
    <form method="post" action="/account/look" data-look={name} class="border-t border-line pt-2">
      <input type="hidden" name="next" value={here} />
      {children}
    </form>
  );
}

interface ChoicesProps {
  name: LookName;
  /** What is seen above the choice, and what screen readers say of it. */
  words: [legend: string, label: string];
  children: { value: string; label: string; chosen: boolean }[];
}

function Choices({ name, words: [legend, spoken], children }: ChoicesProps) {
  return (
    <div role="group" aria-label={spoken} class="px-3">
      <p aria-hidden="true" class="pb-1 text-xs text-muted">
        {legend}
      </p>
      <div class="flex gap-1">
        {children.map(({ value, label, chosen }) => (
          <button
            key={value}
            name={name}
            value={value}
            lang={name === "locale" ? value : undefined}
            aria-pressed={chosen}
            class="min-h-11 flex-1 cursor-pointer rounded px-2 text-sm text-muted sm:min-h-10 rail-choice"
          >
            {label}
          </button>
        ))}
      </div>
    </div>
  );
}
