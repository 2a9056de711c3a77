import { isTouch } from "./sending_key.ts";

/**
 * Returns the focus to the message field, except on touch screens, where the keyboard would pop up.
 */
export function focusWriting(): void {
  const target = document.getElementById(isTouch() ? "group-name" : "composer");
  requestAnimationFrame(() =>
    (target?.isConnected ? target : document.getElementById("composer"))?.focus(),
  );
}

/** The same if the focused element has disappeared after rendering. */
export function focusIfLost(): void {
  requestAnimationFrame(() => {
    if (document.activeElement === document.body) focusWriting();
  });
}

/** The focus goes to a group of the list, and is not seen unless the reader uses the keyboard. */
export function focusInList(conversationId: string | undefined): void {
  if (conversationId === undefined) return;
  requestAnimationFrame(() => {
    const path = CSS.escape(`/chat/${encodeURIComponent(conversationId)}`);
    document.querySelector<HTMLElement>(`[data-list] a[href="${path}"]`)?.focus({
      preventScroll: true,
    });
  });
}
