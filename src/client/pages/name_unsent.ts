import { unsentHere } from "../kept_here.ts";

/** On the page that asks before signing out: the messages that are waiting in this browser. */
export async function nameUnsent(root: Document): Promise<void> {
  const section = root.querySelector<HTMLElement>("[data-unsent]");
  const list = section?.querySelector("ul");
  if (!section || !list) return;
  for (const { content } of await unsentHere()) {
    const item = document.createElement("li");
    item.dir = "auto";
    item.className = "line-clamp-3 whitespace-pre-wrap wrap-anywhere";
    item.textContent = content;
    list.append(item);
    section.hidden = false;
  }
}
