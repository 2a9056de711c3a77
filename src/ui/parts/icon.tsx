import { createElement } from "preact";

/**
 * A Lucide icon in the colour of the surrounding text. Decorative: its meaning is in the text
 * beside it.
 */
type IconNode = readonly (readonly [
  string,
  Readonly<Record<string, string | number | undefined>>,
])[];

export interface IconProps {
  of: IconNode;
  class?: string;
}

export function Icon({ of, class: className = "size-4" }: IconProps) {
  return (
    <svg
      class={`shrink-0 ${className}`}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      {of.map(([tag, attributes], index) => createElement(tag, { key: index, ...attributes }))}
    </svg>
  );
}
