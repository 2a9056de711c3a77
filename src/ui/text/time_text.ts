/** Formats times in the reader's zone and language. */
import { madeOnce } from "./made_once.ts";

/**
 * The format of a time: `moment` with day and time, `day` alone, or `recent`, the short form of
 * lists.
 */
export type TimeLook = "moment" | "day" | "recent";

const styles = {
  hour: { hour: "2-digit", minute: "2-digit" },
  /** For comparing. */
  comparable: { year: "numeric", month: "2-digit", day: "2-digit" },
  shortDay: { day: "numeric", month: "short" },
  mediumDay: { dateStyle: "medium" },
  weekday: { weekday: "long", day: "numeric", month: "long" },
  weekdayWithYear: { weekday: "long", day: "numeric", month: "long", year: "numeric" },
  moment: { dateStyle: "medium", timeStyle: "short" },
  fullMoment: { dateStyle: "full", timeStyle: "short" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

type Style = keyof typeof styles;

export interface TimeFormat {
  locale: string;
  /** An IANA time zone; defaults to the reader's own. */
  zone?: string;
}

/** Uses British English, with the day before the month and 24 hours. */
function formatter({ locale, zone }: TimeFormat, style: Style) {
  return dateFormat(locale === "en" ? "en-GB" : locale, zone, style);
}

const minutesKept = 500;

/** No style shows seconds, and the rows of a page share their minutes, so these texts are kept. */
const dateFormat = madeOnce((language: string, timeZone: string | undefined, style: Style) => {
  const format = new Intl.DateTimeFormat(language, { ...styles[style], timeZone });
  const texts = new Map<number, string>();
  return (ms: number) => {
    const minute = Math.floor(ms / 60_000);
    const known = texts.get(minute);
    if (known !== undefined) return known;
    if (texts.size >= minutesKept) texts.clear();
    const text = format.format(ms);
    texts.set(minute, text);
    return text;
  };
});

const relativeFormat = madeOnce(
  (language: string) => new Intl.RelativeTimeFormat(language, { numeric: "auto" }),
);

/** Returns anything that is not a time unchanged. */
function written(time: string | number, writing: TimeFormat, style: Style) {
  const ms = new Date(time).getTime();
  return Number.isNaN(ms) ? String(time) : formatter(writing, style)(ms);
}

export function hourText(iso: string, writing: TimeFormat): string {
  return written(iso, writing, "hour");
}

/** The full date and time, with the day of the week. */
export function momentText(iso: string, writing: TimeFormat): string {
  return written(iso, writing, "fullMoment");
}

/** @param writing with `nowMs` for `recent`, which is a full date without it */
export function timeText(
  iso: string,
  { look, nowMs, ...writing }: TimeFormat & { look: TimeLook; nowMs?: number },
): string {
  if (look === "moment") return written(iso, writing, "moment");
  if (look === "recent" && nowMs !== undefined) return recentText(iso, writing, nowMs);
  return written(iso, writing, "mediumDay");
}

/** The day as `2026-11-02`, for comparing. */
export function dayOf(time: string | number, { zone }: Pick<TimeFormat, "zone">): string {
  return written(time, { locale: "sv", zone }, "comparable");
}

/** The date, after "today" or "yesterday" if that is so; with the year if it is another one. */
export function dayText(iso: string, writing: TimeFormat, nowMs: number): string {
  const day = dayOf(iso, writing);
  const daysAgo = Math.round((Date.parse(dayOf(nowMs, writing)) - Date.parse(day)) / 86_400_000);
  if (daysAgo === 0 || daysAgo === 1) {
    const language = writing.locale;
    const text = relativeFormat(language).format(-daysAgo, "day");
    const named = text.charAt(0).toLocaleUpperCase(language) + text.slice(1);
    return `${named}, ${written(iso, writing, "weekday")}`;
  }
  const sameYear = yearOf(day) === yearOf(dayOf(nowMs, writing));
  return written(iso, writing, sameYear ? "weekday" : "weekdayWithYear");
}

/** For lists: the time if it is today, otherwise the day, with the year if it is another one. */
export function recentText(iso: string, writing: TimeFormat, nowMs: number): string {
  const day = dayOf(iso, writing);
  const today = dayOf(nowMs, writing);
  if (day === today) return hourText(iso, writing);
  const sameYear = yearOf(day) === yearOf(today);
  return written(iso, writing, sameYear ? "shortDay" : "mediumDay");
}

function yearOf(day: string): string {
  return day.slice(0, 4);
}
