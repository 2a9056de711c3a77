/** What the chat page says about who may write in the group. */
import { isOver } from "#wire/modes.ts";
import type { GroupMode } from "#wire/views.ts";
import { lateTexts } from "../text/chat_late.ts";
import { format } from "../text/format.ts";
import { dayOf, dayText, hourText } from "../text/time_text.ts";
import type { ChatState, OpenConversation } from "./chat_state.ts";

/** In a few words, such as `Locked until 12:00`; undefined if everyone may write. */
export function modeText(state: ChatState, { timeline: { mode } }: OpenConversation) {
  if (!mode || isOver(mode, state.nowMs)) return undefined;
  return endingText(state, mode);
}

function endingText(state: ChatState, mode: GroupMode): string {
  const { until } = mode;
  const { until: withEnd } = lateTexts(state.locale);
  const text = kindText(state, mode);
  if (until === undefined) return text;
  return format(withEnd, { what: text, time: momentOf(state, until) });
}

function kindText({ locale }: ChatState, { kind, seconds = 0, for: whose }: GroupMode): string {
  const { holdsChosen, holdsGuests, modes } = lateTexts(locale);
  if (whose === "guests") return holdsGuests;
  if (whose === "chosen") return holdsChosen;
  return format(modes[kind], { every: spanText(seconds) });
}

/** The hour, after the day if that is another one. */
export function momentOf({ locale, zone, nowMs }: ChatState, iso: string): string {
  const hour = hourText(iso, { locale, zone });
  if (dayOf(iso, { zone }) === dayOf(nowMs, { zone })) return hour;
  return `${dayText(iso, { locale, zone }, nowMs)}, ${hour}`;
}

/** In units that every language understands. */
export function spanText(seconds: number): string {
  return seconds < 120 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
}
