import { limits } from "#wire/limits.ts";
import { Words } from "../parts/words.tsx";
import { lateTexts } from "../text/chat_late.ts";
import { format } from "../text/format.ts";
import type { RefusedInsert } from "./insertions.ts";

/** Below the field: why what was pasted or dropped is not in it. */
export function RefusedInsertion({ refused, locale }: { refused: RefusedInsert; locale: string }) {
  const { hugeText, noFiles } = lateTexts(locale);
  return (
    <p role="alert" class="pt-1 text-xs text-danger-text">
      <Words>
        {refused === "files"
          ? noFiles
          : format(hugeText, { count: refused, max: limits.contentChars })}
      </Words>
    </p>
  );
}
