/** The language that was chosen before signing in, kept by the browser. */
import { deleteCookie, setCookie } from "hono/cookie";
import { usesTls } from "#kit/config.ts";
import type { Locale } from "#ui/text/catalogue.ts";
import type { Visit } from "./visit.ts";

export const languageCookie = "language";

const lifeSeconds = 365 * 24 * 3_600;

/** One of our languages, or undefined. */
export function localeOf(value: string | undefined): Locale | undefined {
  return value === "en" || value === "de" ? value : undefined;
}

/** @param locale undefined forgets it, so that the browser's own setting counts again */
export function rememberLanguage({ c, config }: Visit, locale: Locale | undefined): void {
  const options = { path: "/", secure: usesTls(config) };
  if (locale === undefined) return void deleteCookie(c, languageCookie, options);
  setCookie(c, languageCookie, locale, {
    ...options,
    httpOnly: true,
    sameSite: "Lax",
    maxAge: lifeSeconds,
  });
}
