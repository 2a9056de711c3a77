import { markBox, markParts } from "./mark.ts";

/** The product's mark. Decorative: the product's name is in the page's title. */
export function LogoMark({ class: className = "size-8" }: { class?: string }) {
  return (
    <svg class={className} viewBox={markBox} aria-hidden="true">
      {markParts.map((part) => (
        <path key={part.fill} {...part} />
      ))}
    </svg>
  );
}
