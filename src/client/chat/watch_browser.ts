/** Watches the browser's network, visibility and back button, and sets the title. */
import type { ChatState } from "#ui/chat/chat_state.ts";
import { pageTitle } from "#ui/layout/page_title.ts";
import { markTabIcon } from "../tab_icon.ts";
import { browserZone } from "../browser_clock.ts";
import { answerOnline } from "../presence_question.ts";
import type { ChatApp } from "./chat_app.ts";
import { followHistory } from "./navigate.ts";
import { unreadOf, watchRail } from "./rail.ts";

const tickMs = 30_000;

export function watchBrowser(app: ChatApp): void {
  const { session } = app;
  window.addEventListener("online", () => session.setOnline(true));
  window.addEventListener("offline", () => session.setOnline(false));
  if (!navigator.onLine) session.setOnline(false);
  // A page that slept missed changes of the network, and its socket may be long dead.
  const wake = () => {
    session.setOnline(navigator.onLine);
    session.wake();
  };
  followHistory(app);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible") return app.markRead();
    wake();
    void session.sender.restore();
    app.noteRead();
    showTime(app);
  });
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    wake();
    showTime(app);
  });
  answerOnline(document, (userId) => app.state.current?.online.includes(userId) ?? false);
  fitKeyboard();
  askBeforeLeaving(app);
  watchRail(app);
  tick(app);
  app.parts.store.subscribe((state) => {
    const title = titleOf(state);
    if (document.title !== title) document.title = title;
    markTabIcon(
      document,
      state.conversations.some(({ unread }) => unread > 0),
    );
    forgetTyping(app);
  });
}

/** First the unread messages of all groups, then the name of the open one. */
function titleOf(state: ChatState): string {
  const { current, currentId, institution, texts } = state;
  const unread = unreadOf(state);
  const place = currentId === undefined ? texts.common.conversations : current?.timeline.name;
  const title = pageTitle(place, { product: texts.common.productName, institution });
  return `${unread > 0 ? `(${unread}) ` : ""}${title}`;
}

/**
 * Asks before the page closes with messages that only it has. It listens only then, because
 * browsers may not cache a page that listens for the back button.
 */
function askBeforeLeaving({ parts, session }: ChatApp): void {
  const ask = (event: BeforeUnloadEvent) => event.preventDefault();
  parts.store.subscribe(({ keepsUnsent }) => {
    if (!keepsUnsent && !session.sender.outbox.isEmpty) {
      window.addEventListener("beforeunload", ask);
    } else window.removeEventListener("beforeunload", ask);
  });
}

/** If an on-screen keyboard covers the page instead of shrinking it, shrink it here. */
function fitKeyboard(): void {
  const viewport = window.visualViewport;
  viewport?.addEventListener("resize", () => {
    // Zooming also changes it, and must not shrink the page.
    if (viewport.scale > 1.01) return;
    document.documentElement.style.setProperty("--chat-height", `${viewport.height}px`);
    window.scrollTo(0, 0);
  });
}

function showTime(app: ChatApp): void {
  const nowMs = app.parts.clock.now();
  const zone = browserZone();
  app.update((state) => ({ ...state, nowMs, zone }));
}

/** The day changes, the time to edit a message runs out, and devices travel. */
function tick(app: ChatApp): void {
  app.parts.clock.after(tickMs, () => {
    showTime(app);
    tick(app);
  });
}

let forgetting = false;

/** Removes the typing indicator of people who have stopped. */
function forgetTyping(app: ChatApp): void {
  const { clock } = app.parts;
  const typing = app.state.current?.typing ?? [];
  if (typing.length === 0 || forgetting) return;
  forgetting = true;
  const soonest = Math.min(...typing.map(({ untilMs }) => untilMs));
  clock.after(Math.max(100, soonest - clock.now()), () => {
    forgetting = false;
    const nowMs = clock.now();
    app.updateCurrent((current) => ({
      ...current,
      typing: current.typing.filter(({ untilMs }) => untilMs > nowMs),
    }));
  });
}
