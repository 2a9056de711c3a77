import type { ChatApp } from "./chat_app.ts";
import type { BrowserOutbox } from "./outbox_store.ts";
import type { TabOwner } from "./tab_owner.ts";

export interface Held {
  tab: TabOwner;
  outbox: BrowserOutbox;
}

/**
 * Browsers keep a page for Back and Forward only if it holds neither a connection nor a lock, and it
 * must hold no transaction. All are taken again when it is restored: see also `watch_browser.ts`.
 */
export function allowPageCache({ session }: ChatApp, { tab, outbox }: Held): void {
  window.addEventListener("pagehide", ({ persisted }) => {
    if (!persisted) return;
    session.setOnline(false);
    tab.release();
    outbox.rest();
  });
  window.addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) return;
    tab.hold();
    outbox.wake();
  });
}
