/**
 * A link or button with `data-dialog` opens the dialog of that id; `data-close` closes the one it
 * stands in. The link's own address asks the same on a page, for whoever wants it in a new tab.
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
    // Not every browser gives a clicked button the focus, which is where it returns to.
    dialog.addEventListener("close", () => opener?.focus(), { once: true });
  });
}

function wantsNewTab(event: MouseEvent): boolean {
  return event.ctrlKey || event.metaKey || event.shiftKey;
}
