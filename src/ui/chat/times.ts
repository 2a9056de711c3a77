/** Times as the chat writes them: the hour beside a message, the day between two. */
const formatters = new Map<string, Intl.DateTimeFormat>();

export interface Writing {
  locale: string;
  zone: string;
}

/** English without a country means day before month and 24 hours. */
function formatter({ locale, zone }: Writing, options: Intl.DateTimeFormatOptions) {
  const language = locale === "en" ? "en-GB" : locale;
  const key = `${language} ${zone} ${JSON.stringify(options)}`;
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(language, { ...options, timeZone: zone });
  formatters.set(key, made);
  return made;
}

export function hourText(iso: string, writing: Writing): string {
  return formatter(writing, { hour: "2-digit", minute: "2-digit" }).format(new Date(iso));
}

export function momentText(iso: string, writing: Writing): string {
  return formatter(writing, { dateStyle: "full", timeStyle: "short" }).format(new Date(iso));
}

/** The day as `2026-11-02`, to compare. */
export function dayOf(time: string | number, { zone }: Pick<Writing, "zone">): string {
  const options = { year: "numeric", month: "2-digit", day: "2-digit" } as const;
  return formatter({ locale: "sv", zone }, options).format(new Date(time));
}

/** Today, yesterday, or the day by name; with the year where it is another. */
export function dayText(iso: string, writing: Writing, nowMs: number): string {
  const day = dayOf(iso, writing);
  const daysAgo = Math.round((Date.parse(dayOf(nowMs, writing)) - Date.parse(day)) / 86_400_000);
  if (daysAgo === 0 || daysAgo === 1) {
    const language = writing.locale;
    const text = new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(-daysAgo, "day");
    return text.charAt(0).toLocaleUpperCase(language) + text.slice(1);
  }
  const options: Intl.DateTimeFormatOptions = { weekday: "long", day: "numeric", month: "long" };
  if (day.slice(0, 4) !== dayOf(nowMs, writing).slice(0, 4)) options.year = "numeric";
  return formatter(writing, options).format(new Date(iso));
}

/** In a list: the hour of today, else the day. */
export function recentText(iso: string, writing: Writing, nowMs: number): string {
  if (dayOf(iso, writing) === dayOf(nowMs, writing)) return hourText(iso, writing);
  return formatter(writing, { day: "numeric", month: "short" }).format(new Date(iso));
}
