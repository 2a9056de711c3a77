import type { ComponentChildren, JSX } from "preact";

export type ButtonLook = "primary" | "secondary" | "danger" | "quiet";

const looks: Record<ButtonLook, string> = {
  primary: "bg-primary text-on-primary hover:bg-primary-strong",
  secondary: "border border-line-strong bg-field text-body hover:bg-hover",
  danger: "bg-danger text-on-danger hover:bg-danger-strong",
  quiet: "text-body hover:bg-sunken",
};

const shape =
  "inline-flex min-h-10 cursor-pointer items-center justify-center gap-2 rounded px-4 py-2 text-sm font-medium whitespace-nowrap disabled:cursor-not-allowed max-[20rem]:whitespace-normal disabled:opacity-60";

export function Button({
  look = "secondary",
  class: className = "",
  type = "submit",
  ...rest
}: { look?: ButtonLook; class?: string } & Omit<JSX.IntrinsicElements["button"], "class">) {
  return <button type={type} class={`${shape} ${looks[look]} ${className}`} {...rest} />;
}

export interface ButtonLinkProps {
  href: string;
  look?: ButtonLook;
  class?: string;
  /** Within a dialog it only closes that. */
  closes?: boolean;
  /** It leads to a question, which appears in the page's dialog. */
  asks?: boolean;
  /** It leaves a form, whose changes are meant to be lost. */
  cancels?: boolean;
  /** The name of the file that it downloads. */
  download?: string;
  children?: ComponentChildren;
}

/** A link that looks like a button, for navigation that changes nothing. */
export function ButtonLink({
  href,
  look = "secondary",
  class: className = "",
  closes,
  cancels,
  asks,
  download,
  children,
}: ButtonLinkProps) {
  return (
    <a
      href={href}
      download={download}
      data-close={closes ? "" : undefined}
      data-ask={asks ? "" : undefined}
      data-cancel={cancels ? "" : undefined}
      class={`${shape} ${looks[look]} ${className}`}
    >
      {children}
    </a>
  );
}
