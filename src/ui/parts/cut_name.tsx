import { Words } from "./words.tsx";

/** Names up to this length fit nearly everywhere. */
const wholeChars = 22;
const tailChars = 11;

/**
 * A name on one line. If there is too little room it is cut in the middle, because names of groups
 * differ at their end; a hovered or focused link shows it whole.
 */
export function CutName({ name }: { name: string }) {
  const [head, tail] = halves(name);
  return (
    <span
      dir="auto"
      title={name}
      class="notranslate flex min-w-0 flex-1 text-left group-focus-visible/row:block"
    >
      <span class="truncate whitespace-pre group-focus-visible/row:whitespace-normal">
        <Words>{head}</Words>
      </span>
      {tail !== "" && (
        <span class="shrink-0 whitespace-pre group-focus-visible/row:whitespace-normal">
          <Words>{tail}</Words>
        </span>
      )}
    </span>
  );
}

/** @returns the second part is empty if the name is short */
export function halves(name: string): [head: string, tail: string] {
  const letters = Array.from(name);
  if (letters.length <= wholeChars) return [name, ""];
  const end = letters.slice(-tailChars);
  const space = end.indexOf(" ");
  // From a whole word on, unless that leaves next to nothing.
  const from = space >= 0 && space <= tailChars - 4 ? space + 1 : 0;
  const tail = end.slice(from).join("");
  return [name.slice(0, name.length - tail.length), tail];
}
