import type { ComponentChildren } from "preact";
import { Avatar, type AvatarProps } from "./avatar.tsx";

/** The page of a person. */
export function personPath(id: string): string {
  return `/people/${encodeURIComponent(id)}`;
}

interface PersonLinkProps {
  id: string;
  class?: string;
  /** Whether the Tab key stops at it. */
  isStop?: boolean;
  children: ComponentChildren;
}

/** A person's name. The script `page.js` opens their card; the link itself leads to their page. */
export function PersonLink(props: PersonLinkProps) {
  const { id, class: className = "", isStop = true, children } = props;
  return (
    <a
      href={personPath(id)}
      data-person-card=""
      tabIndex={isStop ? undefined : -1}
      class={`hover:underline ${className}`}
    >
      {children}
    </a>
  );
}

/** The same for the avatar beside a name that is a link: no stop of the Tab key, and not read out. */
export function AvatarLink(props: AvatarProps) {
  return (
    <a
      href={personPath(props.id)}
      data-person-card={props.name}
      tabIndex={-1}
      aria-hidden="true"
      class="relative inline-flex shrink-0 rounded-full after:absolute after:-inset-1"
    >
      <Avatar {...props} />
    </a>
  );
}
