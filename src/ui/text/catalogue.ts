/** Every text of the server's pages, by language. Islands are sent the part they need. */
import { common as commonDe } from "./common.de.ts";
import { common as commonEn } from "./common.en.ts";
import { refusals as refusalsDe } from "./refusals.de.ts";
import { refusals as refusalsEn } from "./refusals.en.ts";

export type Locale = "en" | "de";

const en = { common: commonEn, refusals: refusalsEn };

export type Texts = typeof en;

const de: Texts = { common: commonDe, refusals: refusalsDe };

export const locales: Locale[] = ["en", "de"];

export function textsOf(locale: Locale): Texts {
  return locale === "de" ? de : en;
}
