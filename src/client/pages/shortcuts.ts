/**
 * The shortcuts that work on every page. Those of a single key never take a character from a field,
 * and the account can turn them off.
 */
import { type pageKeys, pressedKeys } from "#ui/shortcut_keys.ts";
import { useLate } from "./late.ts";

const fields =
  'input:not([type="checkbox"], [type="radio"], [type="submit"], [type="button"]), textarea, select, [contenteditable]';

export function listenForShortcuts(root: Document): void {
  root.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.repeat) return;
    if (mayRun(event, root, "showShortcuts")) {
      event.preventDefault();
      useLate("/help#shortcuts", (late) => void late.showShortcuts(root));
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

/** Puts the focus into the page's field that searches its list. Returns false if it has none. */
function focusFilter(root: Document): boolean {
  const all = [...root.querySelectorAll<HTMLInputElement>('input[type="search"]')];
  const field = all.find((each) => each.getClientRects().length > 0 && !each.closest("[inert]"));
  field?.focus();
  field?.select();
  return field !== undefined;
}
