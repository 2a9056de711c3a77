import type { ComponentChildren } from "preact";
import { Icon, type IconProps, LateIcon } from "./icon.tsx";

export interface RowMenuProps {
  /** Whose acts these are, for screen readers. */
  label: string;
  /** Open already, after an act without scripts. */
  isOpen?: boolean;
  children: ComponentChildren;
}

/**
 * The acts of a row behind one button: a menu beside it, on phones a sheet at the bottom. It works
 * without scripts; `forms.js` adds the keys, and closes it when the reader turns to something else.
 */
export function RowMenu({ label, isOpen, children }: RowMenuProps) {
  return (
    <details data-row-menu open={isOpen} class="relative z-10 shrink-0 [&[open]]:z-30">
      <summary
        aria-label={label}
        title={label}
        class="flex size-11 cursor-pointer list-none items-center justify-center rounded text-muted [details[open]>&]:bg-sunken hover:bg-sunken hover:text-body sm:size-10 max-sm:[details[open]>&]:before:fixed max-sm:[details[open]>&]:before:inset-0 max-sm:[details[open]>&]:before:bg-scrim [&::-webkit-details-marker]:hidden"
      >
        <Icon of="Ellipsis" />
      </summary>
      <ul
        aria-label={label}
        class="absolute top-full right-0 z-20 min-w-52 rounded border border-line bg-raised p-1 text-sm shadow in-data-up:top-auto in-data-up:bottom-full max-sm:fixed max-sm:inset-x-0 max-sm:top-auto max-sm:bottom-0 max-sm:z-50 max-sm:rounded-b-none max-sm:p-2 max-sm:text-base"
      >
        {children}
      </ul>
    </details>
  );
}

const shape =
  "flex min-h-11 w-full cursor-pointer items-center gap-3 rounded px-3 text-left whitespace-nowrap hover:bg-hover sm:min-h-8";

interface ItemProps {
  icon: IconProps["of"];
  children: ComponentChildren;
}

export interface MenuLinkProps extends ItemProps {
  href: string;
  /** Whether it leads to a question, which then appears in the page's dialog. */
  asks?: boolean;
  isDangerous?: boolean;
}

export function MenuLink({ href, icon, asks, isDangerous, children }: MenuLinkProps) {
  return (
    <li class={isDangerous ? "mt-1 border-t border-line pt-1" : undefined}>
      <a
        href={href}
        data-ask={asks ? "" : undefined}
        class={`${shape} ${isDangerous ? "text-danger-text" : "text-body"}`}
      >
        <LateIcon of={icon} />
        {children}
      </a>
    </li>
  );
}

export interface MenuButtonProps extends ItemProps {
  name?: string;
  value?: string;
  disabled?: boolean;
  autoFocus?: boolean;
}

/** A button within a form that the caller provides. */
export function MenuButton({ icon, children, ...button }: MenuButtonProps) {
  return (
    <button
      class={`${shape} text-body disabled:cursor-default disabled:text-muted disabled:opacity-60`}
      {...button}
    >
      <LateIcon of={icon} />
      {children}
    </button>
  );
}
