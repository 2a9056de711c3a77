import type { Texts } from "../text/catalogue.ts";
import type { Identity } from "./identity.ts";

export interface AboutLinksProps {
  identity: Identity;
  texts: Texts;
  /** Of the list. */
  class?: string;
  linkClass?: string;
}

/** What every page must lead to: the imprint, privacy, accessibility, and what staff can see. */
export function AboutLinks(props: AboutLinksProps) {
  const { identity, texts } = props;
  const { class: listClass = "", linkClass = "inline-block py-3 underline hover:no-underline" } =
    props;
  const { imprint, privacy, accessibility } = identity;
  const links = [
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
