import type { Locale } from "../text/catalogue.ts";

/** A reason in the reader's language, or in the other one if it has no text in this one. */
export function textIn(template: Record<Locale, string>, locale: Locale): string {
  return template[locale] || template[locale === "en" ? "de" : "en"];
}
