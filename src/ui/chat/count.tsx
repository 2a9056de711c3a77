import { Words } from "../parts/words.tsx";
import type { ChatTexts } from "../text/chat.en.ts";
import { plural } from "../text/format.ts";

/** A number of unread messages, unless there are none. */
export function Count({ of, locale, texts }: { of: number; locale: string; texts: ChatTexts }) {
  if (of === 0) return null;
  return (
    <span class="shrink-0 rounded-full bg-primary px-1.5 text-2xs leading-4.5 font-semibold text-on-primary even-digits">
      <span aria-hidden="true">
        <Words>{of > 999 ? "999+" : String(of)}</Words>
      </span>
      <span class="sr-only">
        <Words>{plural(locale, texts.unread, of)}</Words>
      </span>
    </span>
  );
}
