/**
 * A link or button with `data-dialog` opens the dialog of that id; `data-close` closes the dialog
 * around it. The link's own address leads to a page with the same question, for opening it in a new
 * tab.
 */
export function openDialogs(root: Document): void {
  root.addEventListener("click", (event) => {
    if (!(event.target instanceof Element) || wantsNewTab(event)) return;
    const closer = event.target.closest("[data-close]");
    if (closer) return closer.closest("dialog")?.close();
    const opener = event.target.closest<HTMLElement>("[data-dialog]");
    const dialog = opener && root.getElementById(opener.dataset["dialog"] ?? "");
    if (!(dialog instanceof HTMLDialogElement)) return;
    event.preventDefault();
    dialog.showModal();
    // Not every browser focuses a clicked button, which is where the focus returns to.
    dialog.addEventListener("close", () => opener?.focus(), { once: true });
  });
}

function wantsNewTab(event: MouseEvent): boolean {
  return event.ctrlKey || event.metaKey || event.shiftKey;
}
