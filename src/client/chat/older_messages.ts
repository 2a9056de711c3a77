/**
 * Which messages the page holds: older ones come before their place is on the screen, and go again
 * where the reader is at the end. Whatever a layout says of where that is, the two do not feed each
 * other: what brought nothing is not asked for again soon, at the end no more is fetched than stays
 * there, and messages go only after new ones have come.
 */
import { limits } from "#wire/limits.ts";
import { keepNewest, prependPage } from "#sync/timeline.ts";
import { beginsAbove, isUnread, type OpenConversation } from "#ui/chat/chat_state.ts";
import { inCurrent } from "./in_current.ts";
import type { ChatApp } from "./chat_app.ts";

/** Messages kept on the page, of twice as many, where its end is on the screen. */
const heldMessages = 200;
/** After a page that brought nothing the next one comes of itself no sooner. */
const calmMs = 5_000;

/** Whoever is at the end, from far above or all day long, need not carry all of it along. */
export function lightened(current: OpenConversation): OpenConversation {
  if (!isHeavy(current)) return current;
  const { timeline } = current;
  return {
    ...current,
    timeline: keepNewest(timeline, heldMessages),
    lightenedAtSeq: timeline.messages.at(-1)?.seq ?? 0,
  };
}

/** What has not been noted as read yet is held, whatever it weighs. */
export function isHeavy(current: OpenConversation): boolean {
  const { messages } = current.timeline;
  const hasNewer = (messages.at(-1)?.seq ?? 0) > current.lightenedAtSeq;
  return messages.length > heldMessages * 2 && hasNewer && !isUnread(current);
}

/** The place of older messages is nearly on the screen: they come of themselves. */
export function nearTop(app: ChatApp): void {
  const { current } = app.state;
  if (!current || app.parts.clock.now() < current.olderAgainMs) return;
  if (current.atBottom && current.timeline.messages.length >= heldMessages) return;
  void loadOlder(app, limits.historyPage);
}

/** @returns whether the page begins elsewhere now than when it was asked: then asking on may help */
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

/** Loads page after page until the first unread message is there, unless the reader goes elsewhere. */
export async function showFirstUnread(app: ChatApp): Promise<void> {
  const { currentId } = app.state;
  const isWanted = () => {
    const { current } = app.state;
    return current?.timeline.id === currentId && beginsAbove(current);
  };
  while (isWanted()) {
    if (app.state.current?.older === "loading") await olderLoaded(app);
    else if (!(await loadOlder(app, limits.unreadPage))) return;
  }
  if (app.state.currentId !== currentId) return;
  app.updateCurrent((current) => ({ ...current, asksForNew: current.asksForNew + 1 }));
}

/** Resolves when the page that is on its way is here, or will not come. */
function olderLoaded({ parts: { store } }: ChatApp): Promise<void> {
  return new Promise((resolve) => {
    const end = store.subscribe(({ current }) => {
      if (current?.older === "loading") return;
      end();
      resolve();
    });
  });
}
