/** The page's addresses in the browser's history: of the list, and of each group. */
import { focusInList } from "#ui/chat/focus_writing.ts";
import { lg } from "#ui/chat/use_media.ts";
import type { ChatApp } from "./chat_app.ts";
import { chatPath, conversationOf, isListPath, listPath } from "./chat_path.ts";

/** Leads to the list, by Back if that does. */
export function goToList(app: ChatApp): void {
  if (app.state.currentId === undefined) return;
  if (isOverList()) return history.back();
  openAddress(listPath, false);
  showList(app);
}

/** Whether the entry below the current one is the list. */
function isOverList(): boolean {
  const state: unknown = history.state;
  return typeof state === "object" && state !== null && "overList" in state;
}

export function openAddress(path: string, overList: boolean): void {
  history.pushState(overList ? { overList } : null, "", path);
}

/** Shows the list. The focus goes to the group that was left. */
function showList(app: ChatApp): void {
  const { currentId } = app.state;
  app.showList();
  focusInList(currentId);
}

/** Back and Forward show what the address names. */
export function followHistory(app: ChatApp): void {
  nameGroup(app.state.currentId);
  putListBelow(app.state.currentId);
  window.addEventListener("popstate", () => {
    const id = conversationOf(location.pathname);
    if (id !== undefined) void app.show(id);
    else if (isListPath(location.pathname)) showList(app);
  });
}

/** Each group has one address, even if a link with a trailing slash led to it. */
function nameGroup(conversationId: string | undefined): void {
  const path = conversationId === undefined ? listPath : chatPath(conversationId);
  if (location.pathname === path) return;
  history.replaceState(history.state, "", path + location.search + location.hash);
}

/**
 * On a screen that shows one thing at a time, Back leads from a group to the list. Where the group
 * is the first page, as after signing in, the list is put below it; a reader who has come from
 * another page returns to that one.
 */
function putListBelow(conversationId: string | undefined): void {
  if (conversationId === undefined || matchMedia(lg).matches) return;
  if (history.state !== null || !isEntrance()) return;
  const here = location.pathname + location.search + location.hash;
  history.replaceState(null, "", listPath);
  openAddress(here, true);
}

function isEntrance(): boolean {
  const entry = performance.getEntries().find((one) => one instanceof PerformanceNavigationTiming);
  if (!(entry instanceof PerformanceNavigationTiming) || entry.type !== "navigate") return false;
  if (document.referrer === "") return true;
  const { origin, pathname } = new URL(document.referrer);
  return origin === location.origin && (pathname === "/" || pathname.startsWith("/auth/"));
}
