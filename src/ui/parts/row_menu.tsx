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
 * Its look is in styles.css: a list repeats it hundreds of times.
 */
export function RowMenu({ label, isOpen, children }: RowMenuProps) {
  return (
    <details data-row-menu open={isOpen} class="relative z-10 shrink-0 [&[open]]:z-30">
      <summary aria-label={label} title={label} class="row-menu-button">
        <Icon of="Ellipsis" />
      </summary>
      <ul aria-label={label} class="row-menu-list">
        {children}
      </ul>
    </details>
  );
}

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
        class={isDangerous ? "row-menu-item text-danger-text" : "row-menu-item text-body"}
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
    <button class="row-menu-item text-body" {...button}>
      <LateIcon of={icon} />
      {children}
    </button>
  );
}
