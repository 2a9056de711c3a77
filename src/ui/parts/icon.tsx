import type { IconName } from "./icons.ts";

/** Without a build's name, the server answers with the current sprite. */
let sprite = "/assets/icons.svg";

/** Where the icons are: the server learns it from its build, a script from `data-icons`. */
export function takeIconsFrom(address: string | undefined): void {
  if (address) sprite = address;
}

export interface IconProps {
  of: IconName;
  class?: string;
}

/**
 * An icon in the colour of the surrounding text. Decorative: its meaning is in the text beside it.
 */
export function Icon({ of, class: className = "size-4" }: IconProps) {
  return (
    <svg class={`shrink-0 ${className}`} aria-hidden="true">
      <use href={`${sprite}#${of}`} />
    </svg>
  );
}

/**
 * An icon that the script `forms.js` draws when its menu opens: each one is a tree of its own to
 * the browser, and a list has hundreds that nobody opens. Without scripts the words are enough.
 */
export function LateIcon({ of }: Pick<IconProps, "of">) {
  return <svg data-icon={of} class="size-4 shrink-0 empty:hidden" aria-hidden="true" />;
}
