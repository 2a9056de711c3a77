/** How long someone is kept from writing, as forms offer it. */
import type { FormValues } from "../http/form.ts";

const minuteMs = 60_000;
const spans = { "10m": 10 * minuteMs, "1h": 60 * minuteMs, "1d": 24 * 60 * minuteMs } as const;

export type MuteSpan = keyof typeof spans;
export const muteSpans = Object.keys(spans) as MuteSpan[];

/** @returns undefined for what is no span */
export function spanEnd(text: string, nowMs: number): string | undefined {
  const span = muteSpans.find((one) => one === text);
  return span && new Date(nowMs + spans[span]).toISOString();
}

/** What the fields ask for; what is no time is refused by the verb. */
export function muteEnd(form: FormValues, nowMs: number): string {
  const until = form.text("until");
  // Without the script, the field would send a time without its zone.
  if (until !== "") return until.endsWith("Z") ? until : "-";
  return spanEnd(form.text("span"), nowMs) ?? "-";
}
