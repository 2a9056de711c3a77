import type { Locale } from "../text/catalogue.ts";
import { type TimeLook, timeText } from "../text/time_text.ts";

export interface TimeProps {
  /** UTC ISO text, as stored. */
  iso: string;
  locale: Locale;
  /** `moment` (day and time) without it. */
  look?: TimeLook;
  class?: string;
}

/**
 * A time, written in UTC by the server. The script `page.js` rewrites it in the reader's own zone
 * and puts the whole moment into the title.
 */
export function Time({ iso, locale, look = "moment", class: className }: TimeProps) {
  const text = timeText(iso, { locale, look, zone: "UTC" });
  return (
    <time dateTime={iso} data-local={look} class={className}>
      {look === "moment" ? `${text} UTC` : text}
    </time>
  );
}
