import { foldText } from "#wire/fold.ts";
import { Words } from "./words.tsx";

/** Groups whose names begin alike share a colour. */
const looks = ["bg-primary-soft text-primary-text", "bg-secondary-soft text-secondary-text"];

/** The number of a group, or its first letter, in a small square before its name. */
export function GroupMark({ name, large = false }: { name: string; large?: boolean }) {
  const { text, look } = markOf(name);
  const size = large ? "size-10 text-base lg:size-5 lg:text-2xs" : "size-5 text-2xs";
  return (
    <span
      aria-hidden="true"
      class={`notranslate flex shrink-0 items-center justify-center rounded-small font-semibold ${size} ${look}`}
    >
      <Words>{text}</Words>
    </span>
  );
}

function markOf(name: string): { text: string; look: string } {
  const number = /(?<![\p{N}.,:/])\p{Nd}{1,3}(?![\p{N}.,:/]*\p{N})/u.exec(name);
  if (!number) {
    const letter = /[\p{L}\p{N}]/u.exec(foldText(name))?.[0] ?? "";
    return { text: letter.toUpperCase(), look: "bg-sunken text-muted" };
  }
  const kind = foldText(name.slice(0, number.index));
  const sum = Array.from(kind).reduce((total, letter) => total + letter.codePointAt(0)!, 0);
  return { text: number[0], look: looks[sum % looks.length]! };
}
