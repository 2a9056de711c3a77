/** Every text of the server's pages, by language. Islands are sent the part they need. */
import { common as commonDe } from "./common.de.ts";
import { common as commonEn } from "./common.en.ts";
import { audit as auditDe } from "./audit.de.ts";
import { audit as auditEn } from "./audit.en.ts";
import { chat as chatDe } from "./chat.de.ts";
import { chat as chatEn } from "./chat.en.ts";
import { conversations as conversationsDe } from "./conversations.de.ts";
import { conversations as conversationsEn } from "./conversations.en.ts";
import { groups as groupsDe } from "./groups.de.ts";
import { groups as groupsEn } from "./groups.en.ts";
import { refusals as refusalsDe } from "./refusals.de.ts";
import { refusals as refusalsEn } from "./refusals.en.ts";

export type Locale = "en" | "de";

const en = {
  audit: auditEn,
  chat: chatEn,
  conversations: conversationsEn,
  groups: groupsEn,
  common: commonEn,
  refusals: refusalsEn,
};

export type Texts = typeof en;

const de: Texts = {
  audit: auditDe,
  chat: chatDe,
  conversations: conversationsDe,
  groups: groupsDe,
  common: commonDe,
  refusals: refusalsDe,
};

export const locales: Locale[] = ["en", "de"];

export function textsOf(locale: Locale): Texts {
  return locale === "de" ? de : en;
}
