/**
 * Decides which messages the page holds. Older ones are loaded before their place is on the screen,
 * and dropped when the reader is at the end. To prevent a loop of loading and dropping, whatever
 * the layout reports: a request that brought nothing is not repeated soon, no more is loaded at the
 * end than may stay there, and messages are dropped only after new ones have arrived.
 */
import { limits } from "#wire/limits.ts";
import { keepNewest, prependPage } from "#sync/timeline.ts";
import { beginsAbove, isUnread, type OpenConversation } from "#ui/chat/chat_state.ts";
import { inCurrent } from "./in_current.ts";
import type { ChatApp } from "./chat_app.ts";

/** Messages kept, out of up to twice as many, while the end is on the screen. */
const heldMessages = 200;
/** The minimum time between a page that brought nothing and the next automatic request. */
const calmMs = 5_000;

/** A reader who is at the end, after scrolling far up or all day, need not keep all messages. */
export function lightened(current: OpenConversation): OpenConversation {
  if (!isHeavy(current)) return current;
  const { timeline } = current;
  return {
    ...current,
    timeline: keepNewest(timeline, heldMessages),
    lightenedAtSeq: timeline.messages.at(-1)?.seq ?? 0,
  };
}

/** Unread messages are kept, however large they are. */
export function isHeavy(current: OpenConversation): boolean {
  const { messages } = current.timeline;
  const hasNewer = (messages.at(-1)?.seq ?? 0) > current.lightenedAtSeq;
  return messages.length > heldMessages * 2 && hasNewer && !isUnread(current);
}

/** The place of older messages is nearly on the screen, so they are loaded automatically. */
export function nearTop(app: ChatApp): void {
  const { current } = app.state;
  if (!current || app.parts.clock.now() < current.olderAgainMs) return;
  if (current.atBottom && current.timeline.messages.length >= heldMessages) return;
  void loadOlder(app, limits.historyPage);
}

/** @returns whether the page now begins elsewhere than before, so that loading more may help */
export async function loadOlder(app: ChatApp, count: number): Promise<boolean> {
  const { current } = app.state;
  const oldest = current?.timeline.messages[0];
  if (!current?.timeline.hasOlder || !oldest || current.older === "loading") return false;
  const { id } = current.timeline;
  app.updateCurrent((open) => ({ ...open, older: "loading" }));
  const fetched = await app.parts.pages.older(id, oldest.seq, count);
  const olderAgainMs = app.parts.clock.now() + calmMs;
  let hasMoved = false;
  app.update((state) =>
    inCurrent(state, id, (open) => {
      if (!fetched.ok) return { ...open, older: "failed", olderAgainMs };
      const page = { before: oldest.seq, ...fetched.value };
      const timeline = prependPage(open.timeline, page);
      hasMoved = timeline.messages[0]?.seq !== oldest.seq;
      return { ...open, older: "idle", timeline, ...(!hasMoved && { olderAgainMs }) };
    }),
  );
  return hasMoved;
}

/**
 * Loads page after page until the first unread message is there, unless the reader goes elsewhere.
 */
export async function showFirstUnread(app: ChatApp): Promise<void> {
  const { currentId } = app.state;
  const isWanted = () => {
    const { current } = app.state;
    return current !== undefined && current.timeline.id === currentId && beginsAbove(current);
  };
  while (isWanted()) {
    if (app.state.current?.older === "loading") await olderLoaded(app);
    else if (!(await loadOlder(app, limits.unreadPage))) return;
  }
  if (app.state.currentId !== currentId) return;
  app.updateCurrent((current) => ({ ...current, asksForNew: current.asksForNew + 1 }));
}

/** Resolves when the current request has finished or failed. */
function olderLoaded({ parts: { store } }: ChatApp): Promise<void> {
  return new Promise((resolve) => {
    const end = store.subscribe(({ current }) => {
      if (current?.older === "loading") return;
      end();
      resolve();
    });
  });
}
