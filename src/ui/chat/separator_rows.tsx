import { Words } from "../parts/words.tsx";
import { plural } from "../text/format.ts";
import { dayText } from "../text/time_text.ts";
import type { ChatState } from "./chat_state.ts";

/** The line above the first message of a day. */
export function DayRow({ iso, state }: { iso: string; state: ChatState }) {
  const { locale, zone, nowMs } = state;
  return (
    <li class="flex items-center gap-3 pt-4 pb-1 text-xs font-medium text-muted before:flex-1 before:border-t before:border-line after:flex-1 after:border-t after:border-line">
      <time dateTime={iso}>
        <Words>{dayText(iso, { locale, zone }, nowMs)}</Words>
      </time>
    </li>
  );
}

/** The line above the first message that the reader has not seen. */
export function NewRow({ count, state: { locale, texts } }: { count: number; state: ChatState }) {
  return (
    <li
      id="new-messages"
      class="flex items-center gap-3 pt-4 pb-1 text-xs font-semibold text-primary-text after:flex-1 after:border-t after:border-primary-text"
    >
      <Words>{plural(locale, texts.chat.newBelow, count)}</Words>
    </li>
  );
}

export function BrokenRow({ text }: { text: string }) {
  return <li class="py-1 ps-12 text-sm text-muted">{text}</li>;
}
