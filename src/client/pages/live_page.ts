/**
 * Keeps a page up to date: when the socket reports a change, and now and then, it fetches the page
 * again and changes what is different. What the reader is doing is never taken away: while a dialog
 * or a menu is open, a row is dragged, it waits.
 */
import { Idiomorph } from "idiomorph";
import { Session } from "#sync/session.ts";
import type { SessionEvent } from "#sync/session_ports.ts";
import type { LiveBoot } from "#ui/layout/live_boot.ts";
import { browserClock, browserRandom, browserStopwatch, timeOrderedId } from "../browser_clock.ts";
import { browserSocket } from "../chat/browser_socket.ts";
import { serverClock } from "../server_clock.ts";
import { localTimes } from "./local_times.ts";
import { UnreadInRail } from "./rail_unread.ts";
import { revealControls } from "./script_only.ts";

/** However much happens, the page is not fetched more often. */
const pauseMs = 3_000;
/** Some changes reach no socket: a new account, a role. */
const lookMs = 30_000;

const busy =
  "dialog:modal, :popover-open, [data-menu][open], .dragging, [data-renaming], [aria-busy=true]";

export function keepLive(boot: LiveBoot, content: HTMLElement): void {
  const page = new LivePage(content);
  const clock = serverClock(boot.nowMs, browserStopwatch);
  const session = new Session({
    userId: boot.userId,
    connect: (events) => browserSocket(boot.wsUrl, events),
    clock,
    random: browserRandom,
    newId: () => timeOrderedId(clock.now()),
    store: { load: async () => [], save: async () => {}, remove: async () => {} },
  });
  const unread = new UnreadInRail(document, boot);
  let welcomed = false;
  session.subscribe((event) => {
    unread.handle(event);
    if (event.kind === "welcome") {
      if (boot.watches) session.sendIfLive({ messageType: "WatchGroups", payload: {}, meta: {} });
      if (welcomed || event.welcome.logMark !== boot.logMark) page.changed();
      welcomed = true;
    } else if (event.kind === "state") {
      document.body.toggleAttribute("data-live", event.state.kind === "live");
    } else if (changes(event, boot)) page.changed();
  });
  session.start();
  document.addEventListener("visibilitychange", () => page.changed());
  // The browser kept the page as it was: what it shows is old, and its socket is closed.
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    session.wake();
    page.changed();
  });
  const lookAgain = () => {
    page.changed();
    clock.after(lookMs, lookAgain);
  };
  clock.after(lookMs, lookAgain);
}

function changes(event: SessionEvent, { watches }: LiveBoot): boolean {
  if (event.kind !== "frame") return event.kind === "event";
  const { frame } = event;
  if (frame.messageType === "GroupsActive") {
    return watches === true || frame.payload.ids.some((id) => id === watches);
  }
  return frame.messageType !== "Typing" && frame.messageType !== "Presence";
}

class LivePage {
  #waiting = false;
  #fetchedMs = -Infinity;

  constructor(private readonly content: HTMLElement) {}

  /** Fetches the page soon, unless nobody looks at it. */
  changed(): void {
    if (this.#waiting || document.visibilityState !== "visible") return;
    const sinceMs = browserStopwatch.elapsedMs() - this.#fetchedMs;
    this.#waiting = true;
    browserClock.after(Math.max(0, pauseMs - sinceMs), () => void this.#refresh());
  }

  async #refresh(): Promise<void> {
    this.#fetchedMs = browserStopwatch.elapsedMs();
    const html = await fetchPage();
    this.#waiting = false;
    if (html === undefined) return;
    // Asked again, because the page that was fetched meanwhile is old.
    if (document.querySelector(busy)) return this.changed();
    const whole = new DOMParser().parseFromString(html, "text/html");
    const fresh = whole.getElementById("content");
    if (!fresh) return;
    renewSigns(document, whole);
    void Idiomorph.morph(this.content, fresh.innerHTML, {
      morphStyle: "innerHTML",
      ignoreActiveValue: true,
      callbacks: {
        beforeNodeRemoved: (node) => !isResult(node),
        beforeNodeMorphed: (node) => !isOfScript(node),
        beforeAttributeUpdated: (name, element) => !isTyped(name, element),
      },
    });
    revealControls(document);
    localTimes(document, this.content);
    for (const field of this.content.querySelectorAll("input[data-filter]")) {
      field.dispatchEvent(new Event("input"));
    }
  }
}

/** The numbers in the rail that the server knows; the unread messages are up to a script. */
function renewSigns(page: Document, fresh: Document): void {
  const [rail, other] = [page, fresh].map((one) => one.querySelector("[data-rail]"));
  if (!rail || !other || signsOf(rail) === signsOf(other)) return;
  for (const count of other.querySelectorAll("[data-unread]")) {
    const present = rail.querySelector(
      `a[href="${count.closest("a")?.getAttribute("href")}"] [data-unread]`,
    );
    if (present) count.replaceWith(present);
  }
  rail.replaceChildren(...other.childNodes);
}

function signsOf(rail: Element): string {
  return Array.from(rail.querySelectorAll("[data-sign]"), ({ textContent }) => textContent).join();
}

/** @returns undefined if it is not there now; signing in again is up to the next click */
async function fetchPage(): Promise<string | undefined> {
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    return answer.ok && !answer.redirected ? await answer.text() : undefined;
  } catch {
    return undefined;
  }
}

/** The result of the reader's last act, which the server says only once. */
function isResult(node: Node): boolean {
  return node instanceof Element && node.closest("#content > [role=status]") !== null;
}

/** What the script alone fills: where a row has gone, and its undoing. */
function isOfScript(node: Node): boolean {
  return node instanceof Element && node.matches("[data-order-bar]");
}

/** What the reader has typed or ticked stays. */
function isTyped(name: string, element: Element): boolean {
  return (name === "value" || name === "checked") && element.matches("input, textarea, select");
}
