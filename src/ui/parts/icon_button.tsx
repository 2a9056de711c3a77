import type { JSX } from "preact";
import { Icon, type IconProps } from "./icon.tsx";

const shape =
  "inline-flex size-10 shrink-0 cursor-pointer items-center justify-center rounded text-muted hover:bg-sunken hover:text-body disabled:cursor-default disabled:opacity-40";

export interface IconButtonProps {
  icon: IconProps["of"];
  /** The action and its object, for screen readers and as a title. */
  label: string;
  class?: string;
}

/** A button that is an icon; its label is for screen readers and the title. */
export function IconButton({
  icon,
  label,
  class: className = "",
  type = "submit",
  ...rest
}: IconButtonProps & Omit<JSX.IntrinsicElements["button"], "class" | "label" | "icon">) {
  return (
    <button type={type} class={`${shape} ${className}`} title={label} aria-label={label} {...rest}>
      <Icon of={icon} />
    </button>
  );
}

/** The same as a link, for navigation that changes nothing. */
export function IconLink({
  icon,
  label,
  href,
  dialog,
  class: className = "",
}: IconButtonProps & {
  href: string;
  /** The id of the dialog that asks the same. */ dialog?: string;
}) {
  return (
    <a
      href={href}
      data-dialog={dialog}
      class={`${shape} ${className}`}
      title={label}
      aria-label={label}
    >
      <Icon of={icon} />
    </a>
  );
}
