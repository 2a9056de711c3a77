import { getCookie } from "hono/cookie";
import { createMiddleware } from "hono/factory";
import type { Locale } from "#ui/text/catalogue.ts";
import type { Env } from "../http/visit.ts";
import { languageCookie, localeOf } from "../http/language_cookie.ts";
import { choicesOf } from "../http/weighted.ts";

/**
 * The account's language, otherwise what was chosen before signing in, otherwise the browser's,
 * otherwise English.
 */
export function language() {
  return createMiddleware<Env>((c, next) => {
    c.set(
      "locale",
      c.get("actor")?.locale ??
        localeOf(getCookie(c, languageCookie)) ??
        preferred(c.req.header("Accept-Language")),
    );
    return next();
  });
}

/**
 * The one of our languages that the client prefers (RFC 4647, section 3.4); `de-AT` counts as
 * German. If both have the same weight the first one, and English if the client wants neither.
 */
export function preferred(header: string | undefined): Locale {
  if (header === undefined) return "en";
  const choices = choicesOf(header);
  const wanted = (locale: Locale) => {
    const own = choices.filter(({ value }) => value === locale || value.startsWith(`${locale}-`));
    const excluded = own.some(({ value, weight }) => value === locale && weight === 0);
    const best = own.toSorted((a, b) => b.weight - a.weight)[0];
    if (best) return { weight: excluded ? 0 : best.weight, place: choices.indexOf(best) };
    const any = choices.findIndex(({ value }) => value === "*");
    return { weight: choices[any]?.weight ?? 0, place: choices.length };
  };
  const german = wanted("de");
  const english = wanted("en");
  if (german.weight !== english.weight) return german.weight > english.weight ? "de" : "en";
  return german.weight > 0 && german.place < english.place ? "de" : "en";
}
