/** Both languages, so that no part waits for a file with its words. */
import { chatLate as de } from "./chat_late.de.ts";
import { chatLate as en, type ChatLateTexts } from "./chat_late.en.ts";

export function lateTexts(locale: string): ChatLateTexts {
  return locale === "de" ? de : en;
}
