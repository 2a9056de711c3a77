import type { ChatTexts } from "../text/chat.en.ts";
import type { Locale } from "../text/catalogue.ts";

/** What a page that follows what happens starts with. */
export interface LiveBoot {
  userId: string;
  wsUrl: string;
  nowMs: number;
  locale: Locale;
  unread: ChatTexts["unread"];
  /** It also follows in which groups of its reader's courses something is written. */
  watches?: true;
}
