/** How a time is written: `moment` with day and time, `day` alone, or `recent`, the short form of lists. */
export type TimeLook = "moment" | "day" | "recent";

export interface TimeWriting {
  locale: string;
  look: TimeLook;
  /** An IANA time zone; the reader's own without it. */
  zone?: string;
  /** For `recent`: a time of today is written as the hour, one of this year without the year. */
  nowMs?: number;
}

/** An ISO time as people write it. What is no time is given back as it is. */
export function timeText(iso: string, { locale, look, zone, nowMs }: TimeWriting): string {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return iso;
  const write = (options: Intl.DateTimeFormatOptions, value = time) =>
    new Intl.DateTimeFormat(asWritten(locale), { ...options, timeZone: zone }).format(value);
  if (look === "moment") return write({ dateStyle: "medium", timeStyle: "short" });
  if (look === "day" || nowMs === undefined) return write({ dateStyle: "medium" });
  const now = new Date(nowMs);
  if (write({ dateStyle: "short" }) === write({ dateStyle: "short" }, now)) {
    return write({ timeStyle: "short" });
  }
  const sameYear = write({ year: "numeric" }) === write({ year: "numeric" }, now);
  return sameYear ? write({ day: "numeric", month: "short" }) : write({ dateStyle: "medium" });
}

/** English without a country means day before month and 24 hours, as in the rest of the world. */
function asWritten(locale: string): string {
  return locale === "en" ? "en-GB" : locale;
}
