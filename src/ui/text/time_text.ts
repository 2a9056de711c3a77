/** Formats times in the reader's zone and language. */

/**
 * The format of a time: `moment` with day and time, `day` alone, or `recent`, the short form of
 * lists.
 */
export type TimeLook = "moment" | "day" | "recent";

const formatters = new Map<string, Intl.DateTimeFormat>();

export interface TimeFormat {
  locale: string;
  /** An IANA time zone; defaults to the reader's own. */
  zone?: string;
}

/** Uses British English, with the day before the month and 24 hours. */
function formatter({ locale, zone }: TimeFormat, options: Intl.DateTimeFormatOptions) {
  const language = locale === "en" ? "en-GB" : locale;
  const key = `${language} ${zone ?? ""} ${JSON.stringify(options)}`;
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(language, { ...options, timeZone: zone });
  formatters.set(key, made);
  return made;
}

/** Returns anything that is not a time unchanged. */
function written(time: string | number, writing: TimeFormat, options: Intl.DateTimeFormatOptions) {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? String(time) : formatter(writing, options).format(date);
}

export function hourText(iso: string, writing: TimeFormat): string {
  return written(iso, writing, { hour: "2-digit", minute: "2-digit" });
}

/** The full date and time, with the day of the week. */
export function momentText(iso: string, writing: TimeFormat): string {
  return written(iso, writing, { dateStyle: "full", timeStyle: "short" });
}

/** @param writing with `nowMs` for `recent`, which is a full date without it */
export function timeText(
  iso: string,
  { look, nowMs, ...writing }: TimeFormat & { look: TimeLook; nowMs?: number },
): string {
  if (look === "moment") return written(iso, writing, { dateStyle: "medium", timeStyle: "short" });
  if (look === "recent" && nowMs !== undefined) return recentText(iso, writing, nowMs);
  return written(iso, writing, { dateStyle: "medium" });
}

/** The day as `2026-11-02`, for comparing. */
export function dayOf(time: string | number, { zone }: Pick<TimeFormat, "zone">): string {
  const options = { year: "numeric", month: "2-digit", day: "2-digit" } as const;
  return written(time, { locale: "sv", zone }, options);
}

/** Today, yesterday, or the date; with the year if it is another one. */
export function dayText(iso: string, writing: TimeFormat, nowMs: number): string {
  const day = dayOf(iso, writing);
  const daysAgo = Math.round((Date.parse(dayOf(nowMs, writing)) - Date.parse(day)) / 86_400_000);
  if (daysAgo === 0 || daysAgo === 1) {
    const language = writing.locale;
    const text = new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(-daysAgo, "day");
    return text.charAt(0).toLocaleUpperCase(language) + text.slice(1);
  }
  const options: Intl.DateTimeFormatOptions = { weekday: "long", day: "numeric", month: "long" };
  if (yearOf(day) !== yearOf(dayOf(nowMs, writing))) options.year = "numeric";
  return written(iso, writing, options);
}

/** For lists: the time if it is today, otherwise the day, with the year if it is another one. */
export function recentText(iso: string, writing: TimeFormat, nowMs: number): string {
  const day = dayOf(iso, writing);
  const today = dayOf(nowMs, writing);
  if (day === today) return hourText(iso, writing);
  const sameYear = yearOf(day) === yearOf(today);
  return written(
    iso,
    writing,
    sameYear ? { day: "numeric", month: "short" } : { dateStyle: "medium" },
  );
}

function yearOf(day: string): string {
  return day.slice(0, 4);
}
