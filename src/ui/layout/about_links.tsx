import type { Texts } from "../text/catalogue.ts";
import type { Identity } from "./identity.ts";

export interface AboutLinksProps {
  identity: Identity;
  texts: Texts;
  /** Whether to lead to the help, too. Where there is a rail, it does. */
  withHelp?: boolean;
  /** Of the list. */
  class?: string;
  linkClass?: string;
}

/** What every page must lead to: the imprint, privacy, accessibility, and what staff can see. */
export function AboutLinks(props: AboutLinksProps) {
  const { identity, texts, withHelp = false } = props;
  const { class: listClass = "", linkClass = "inline-block py-3 underline hover:no-underline" } =
    props;
  const { imprint, privacy, accessibility } = identity;
  const links = [
    { href: withHelp ? "/help" : undefined, label: texts.help.title },
    { href: imprint, label: texts.about.imprint },
    { href: privacy, label: texts.about.privacy },
    { href: accessibility, label: texts.about.accessibility },
    { href: "/about/staff-access", label: texts.about.staffAccess },
  ];
  return (
    <ul aria-label={texts.about.links} class={listClass}>
      {links.map(
        ({ href, label }) =>
          href && (
            <li key={label}>
              <a href={href} class={linkClass}>
                {label}
              </a>
            </li>
          ),
      )}
    </ul>
  );
}
