/** Ctrl K, or a link with `data-find`, opens the dialog in which a group or a person is found. */
import { wantsNewTab } from "#ui/chat/wants_new_tab.ts";
import { useLate } from "./late.ts";
import type { Finder } from "./finder.ts";

export function openFinder(root: Document): void {
  const dialog = root.getElementById("find-dialog");
  if (!(dialog instanceof HTMLDialogElement)) return;
  const field = dialog.querySelector<HTMLInputElement>("[data-find-field]")!;
  let finder: Finder | undefined;
  let isEntered = false;
  field.addEventListener("keydown", ({ key, isComposing }) => {
    if (!finder && !isComposing) isEntered = key === "Enter";
  });
  // At once, so that nothing is lost of what is typed while the rest is loaded.
  const open = () => {
    if (dialog.open) return field.select();
    // Another dialog is answered first.
    if (root.querySelector("dialog:modal")) return;
    field.value = "";
    isEntered = false;
    dialog.showModal();
    field.focus();
    useLate("/find", (late) => {
      finder ??= new late.Finder(dialog);
      if (dialog.open) finder.ask(isEntered);
    });
  };
  root.addEventListener("keydown", (event) => {
    const isShortcut = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
    if (!isShortcut || event.altKey || event.shiftKey || event.defaultPrevented) return;
    event.preventDefault();
    open();
  });
  root.addEventListener("click", (event) => {
    if (!(event.target instanceof Element) || wantsNewTab(event)) return;
    if (!event.target.closest("a[data-find]")) return;
    event.preventDefault();
    open();
  });
}
