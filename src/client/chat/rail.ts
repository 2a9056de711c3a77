/** What is live in the rail, which is outside the island: see `ui/layout/rail.tsx`. */
import { focusInList } from "#ui/chat/focus_writing.ts";
import { plural } from "#ui/text/format.ts";
import type { SessionState } from "#sync/session_ports.ts";
import type { ChatState } from "#ui/chat/chat_state.ts";
import type { ChatApp } from "./chat_app.ts";
import { chatPath, listPath } from "./chat_path.ts";
import { goToList } from "./navigate.ts";

/** The unread messages of all groups. */
export function unreadOf({ conversations }: ChatState): number {
  return conversations.reduce((sum, { unread }) => sum + unread, 0);
}

export function watchRail(app: ChatApp): void {
  const rail = document.querySelector<HTMLElement>("[data-rail]");
  if (!rail) return;
  let { reader } = app.state;
  const show = (state: ChatState) => {
    if (isOther(state.reader, reader)) void renew(rail).then(() => show(app.state));
    reader = state.reader;
    showUnread(rail, state);
    showConnection(rail, state.connection);
    showAddress(rail, state.currentId);
  };
  show(app.state);
  app.parts.store.subscribe(show);
  rail.addEventListener("click", (event) => openHere(app, event));
}

function isOther(reader: ChatState["reader"], before: ChatState["reader"]): boolean {
  return (
    reader.role !== before.role ||
    reader.office !== before.office ||
    reader.name !== before.name ||
    reader.cases !== before.cases ||
    reader.answers !== before.answers
  );
}

/** The server renders the rail: its entries depend on the role, its avatar on the name. */
async function renew(rail: HTMLElement): Promise<void> {
  const answer = await fetch(listPath).catch(() => undefined);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("[data-rail]");
  if (fresh) rail.replaceChildren(...fresh.childNodes);
}

/** The entry of the chats loads no page anew: it leads to the list, or stays where that is beside. */
function openHere(app: ChatApp, event: MouseEvent): void {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  const link = event.target instanceof Element && event.target.closest("a");
  const { currentId } = app.state;
  const path = link ? link.getAttribute("href") : undefined;
  if (path === "/" && currentId !== undefined) {
    event.preventDefault();
    focusInList(currentId);
  }
  if (path !== listPath) return;
  event.preventDefault();
  goToList(app);
}

function showUnread(rail: HTMLElement, state: ChatState): void {
  const unread = unreadOf(state);
  const words = plural(state.locale, state.texts.chat.unread, unread);
  for (const count of rail.querySelectorAll<HTMLElement>("[data-unread]")) {
    count.hidden = unread === 0;
    write(count.querySelector("[aria-hidden]"), unread > 999 ? "999+" : String(unread));
    write(count.querySelector(".sr-only"), words);
  }
}

function showConnection(rail: HTMLElement, { kind }: SessionState): void {
  const dot = rail.querySelector<HTMLElement>("[data-online]");
  const words = rail.querySelector<HTMLElement>("[data-connection]");
  if (!dot || !words) return;
  dot.hidden = kind !== "live";
  words.hidden = false;
  const look = kind === "live" ? "live" : kind === "connecting" ? "connecting" : "offline";
  write(words, ` · ${words.dataset[look] ?? ""}`);
}

/** A change of language or theme returns to the group that is open by then. */
function showAddress(rail: HTMLElement, currentId: string | undefined): void {
  const path = currentId === undefined ? listPath : chatPath(currentId);
  for (const field of rail.querySelectorAll<HTMLInputElement>("[name=next]")) field.value = path;
}

function write(element: Element | null, text: string): void {
  if (element && element.textContent !== text) element.textContent = text;
}
