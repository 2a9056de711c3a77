import type { Locale } from "../text/catalogue.ts";
import { type TimeLook, timeText } from "../text/time_text.ts";

export interface TimeProps {
  /** UTC ISO text, as stored. */
  iso: string;
  locale: Locale;
  /** Defaults to `moment` (day and time). */
  look?: TimeLook;
  class?: string;
}

/**
 * A time, rendered in UTC by the server. The script `page.js` converts it to the reader's time zone
 * and puts the full date and time into the title.
 */
export function Time({ iso, locale, look = "moment", class: className }: TimeProps) {
  const text = timeText(iso, { locale, look, zone: "UTC" });
  return (
    <time dateTime={iso} data-local={look} class={className}>
      {look === "moment" ? `${text} UTC` : text}
    </time>
  );
}
