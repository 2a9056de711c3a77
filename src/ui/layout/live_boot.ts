import type { ChatTexts } from "../text/chat.en.ts";
import type { Locale } from "../text/catalogue.ts";

/** What a page that follows what happens starts with. */
export interface LiveBoot {
  userId: string;
  wsUrl: string;
  nowMs: number;
  /** Where the log ended before the page was read; a `Welcome` says where it ends since. */
  logMark: string;
  locale: Locale;
  unread: ChatTexts["unread"];
  /**
   * It also follows in which groups of its reader's courses something happens: in all of them, or in
   * the one with this id.
   */
  watches?: true | string;
}
