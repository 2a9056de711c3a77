import { useContext } from "preact/hooks";
import { Icon } from "../parts/icon.tsx";
import type { IconName } from "../parts/icons.ts";
import { KeptParts } from "../parts/kept_parts.ts";
import { LogoMark } from "../parts/logo_mark.tsx";
import { plural } from "../text/format.ts";
import { AvatarMenu } from "./avatar_menu.tsx";
import type { RailProps } from "./rail_props.ts";
import { staffEntriesOf } from "./staff_entries.ts";

/**
 * The narrow rail: where am I? On phones it is a bar at the bottom, or at the top of a page that is
 * magnified so much that a bar would cover it.
 */
export function Rail(props: RailProps) {
  const { person, section, locale, texts } = props;
  const keep = useContext(KeptParts);
  const cases = person.attention?.cases ?? 0;
  const name = `rail ${locale} ${section ?? ""} ${person.role} ${person.office ?? ""} ${cases}`;
  return (
    <nav
      data-rail
      aria-label={texts.common.navigation}
      class="z-30 flex shrink-0 border-line print:hidden rail"
    >
      {keep(name, [texts], () => (
        <Entries person={person} section={section} locale={locale} texts={texts} />
      ))}
      <AvatarMenu {...props} />
    </nav>
  );
}

/** The same for all people of an office for whom as many cases wait. */
function Entries({
  person,
  section,
  locale,
  texts,
}: Pick<RailProps, "person" | "section" | "locale" | "texts">) {
  const { common, shell } = texts;
  return (
    <>
      <a href="/" tabIndex={-1} aria-hidden="true" class="mb-3 rounded max-sm:hidden">
        <LogoMark />
      </a>
      {/* To the list, or where that is beside every group, to the group that was used last. */}
      {(["/conversations", "/"] as const).map((href) => (
        <Entry
          key={href}
          href={href}
          icon="MessagesSquare"
          label={common.conversations}
          current={section === "conversations"}
          counts
          class={href === "/" ? "max-lg:hidden" : "lg:hidden"}
        />
      ))}
      {staffEntriesOf(person).map(({ section: own, href, icon, short }) => (
        <Entry
          key={own}
          href={href}
          icon={icon}
          label={common[own]}
          short={short === "manage" ? shell.manage : common[short]}
          current={section === own}
          sign={own === "moderation" ? casesSign(person, locale, texts) : undefined}
        />
      ))}
      <Entry
        href="/help"
        icon="CircleQuestionMark"
        label={texts.help.title}
        current={section === "help"}
        class="mt-auto max-sm:hidden"
      />
    </>
  );
}

interface EntryProps {
  href: string;
  icon: IconName;
  label: string;
  short?: string;
  current: boolean;
  /** Scripts put the number of unread messages here. */
  counts?: boolean;
  /** What waits: a number, and its words. */
  sign?: { figure: string; words: string };
  class?: string;
}

function casesSign(
  { attention }: RailProps["person"],
  locale: RailProps["locale"],
  { shell }: RailProps["texts"],
): EntryProps["sign"] {
  const count = attention?.cases ?? 0;
  if (count === 0) return undefined;
  return {
    figure: count > 99 ? "99+" : String(count),
    words: plural(locale, shell.casesOpen, count),
  };
}

function Entry(props: EntryProps) {
  const { href, icon, label, short = label, current, counts = false, sign } = props;
  const { class: where = "" } = props;
  const [words, box] = current
    ? [
        "text-primary-text sm:text-on-rail-strong",
        "bg-primary-soft sm:bg-rail-current sm:group-hover:bg-rail-current",
      ]
    : ["", "group-hover:bg-hover sm:group-hover:bg-rail-hover"];
  return (
    <a
      href={href}
      aria-current={current ? "page" : undefined}
      aria-label={short === label ? undefined : label}
      class={`group flex min-w-0 flex-1 flex-col items-center justify-center gap-0.5 overflow-x-clip rounded text-2xs font-medium sm:w-18 sm:flex-none sm:pb-1 ${words} ${where}`}
    >
      <span
        class={`relative flex h-8 w-14 max-w-full items-center justify-center rounded-full sm:w-10 sm:rounded ${box}`}
      >
        <Icon of={icon} class="size-5" />
        {sign && (
          <span
            data-sign
            class="absolute rounded-full bg-danger px-1 text-center font-semibold text-on-danger rail-edge rail-count"
          >
            <span aria-hidden="true">{sign.figure}</span>
            <span class="sr-only">{sign.words}</span>
          </span>
        )}
        {counts && (
          <span
            data-unread
            hidden
            class="absolute rounded-full bg-primary px-1 text-center font-semibold text-on-primary rail-edge rail-count"
          >
            <span aria-hidden="true" />
            <span class="sr-only" />
          </span>
        )}
      </span>
      {short}
    </a>
  );
}
