import { isTouch } from "./sending_key.ts";

/** Writing goes on where one writes; on a touch screen the keyboard does not jump up unasked. */
export function focusWriting(): void {
  const target = document.getElementById(isTouch() ? "group-name" : "composer");
  requestAnimationFrame(() =>
    (target?.isConnected ? target : document.getElementById("composer"))?.focus(),
  );
}

/** The same where what had the focus is gone once the page is drawn anew. */
export function focusIfLost(): void {
  requestAnimationFrame(() => {
    if (document.activeElement === document.body) focusWriting();
  });
}
