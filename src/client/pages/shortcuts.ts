/**
 * The shortcuts that work on every page. Those of a single key never take a character from a field,
 * and the account can turn them off.
 */
import { type pageKeys, pressedKeys } from "#ui/shortcut_keys.ts";

const fields =
  'input:not([type="checkbox"], [type="radio"], [type="submit"], [type="button"]), textarea, select, [contenteditable]';

export function listenForShortcuts(root: Document): void {
  root.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.repeat) return;
    if (mayRun(event, root, "showShortcuts")) {
      event.preventDefault();
      void showShortcuts(root);
    } else if (mayRun(event, root, "findGroup") && focusFilter(root)) {
      event.preventDefault();
    }
  });
}

function mayRun(event: KeyboardEvent, root: Document, name: keyof typeof pageKeys): boolean {
  const keys = pressedKeys(event, name);
  // An open question is answered first.
  if (!keys || root.querySelector("dialog:modal")) return false;
  if (keys.length > 1) return true;
  if (root.documentElement.dataset["singleKeys"] === "off") return false;
  return !(event.target instanceof Element && event.target.matches(fields));
}

let asking = false;

async function showShortcuts(root: Document): Promise<void> {
  if (asking) return;
  asking = true;
  try {
    const answer = await fetch("/help/shortcuts");
    if (!answer.ok) return location.assign("/help#shortcuts");
    const { body } = new DOMParser().parseFromString(await answer.text(), "text/html");
    const dialog = body.querySelector("dialog");
    // Another one may have opened meanwhile.
    if (!dialog || root.querySelector("dialog:modal")) return;
    root.body.append(dialog);
    dialog.addEventListener("close", () => dialog.remove());
    dialog.addEventListener("click", (event) => {
      const { target } = event;
      // Beside the list, or on its button.
      if (target instanceof Element && (target === dialog || target.closest("[data-close]"))) {
        dialog.close();
      }
    });
    dialog.showModal();
  } catch {
    // Without a connection there is no list; leaving the page would lose more than it shows.
  } finally {
    asking = false;
  }
}

/** Puts the focus into the page's field that searches its list. Returns false if it has none. */
function focusFilter(root: Document): boolean {
  const all = [...root.querySelectorAll<HTMLInputElement>('input[type="search"]')];
  const field = all.find((each) => each.getClientRects().length > 0 && !each.closest("[inert]"));
  field?.focus();
  field?.select();
  return field !== undefined;
}
