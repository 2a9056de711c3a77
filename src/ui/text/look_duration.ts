import type { LookView } from "#wire/looks.ts";
import { plural } from "./format.ts";
import type { LooksTexts } from "./looks.en.ts";

/** How long a look lasted, in minutes or hours. */
export function lookDuration(
  { beganAt, lastAt }: Pick<LookView, "beganAt" | "lastAt">,
  locale: string,
  texts: LooksTexts,
): string {
  const minutes = Math.round((Date.parse(lastAt) - Date.parse(beganAt)) / 60_000);
  if (minutes < 1) return texts.brief;
  return minutes < 60
    ? plural(locale, texts.minutes, minutes)
    : plural(locale, texts.hours, Math.round(minutes / 60));
}
