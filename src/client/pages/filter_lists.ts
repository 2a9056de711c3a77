import { matchesWords, searchKey, searchWords } from "#wire/fold.ts";

/** The search key of each entry, so that hundreds of names are not folded at every keystroke. */
const keys = new WeakMap<HTMLElement, { text: string; key: string }>();

/**
 * A field with `data-filter` of a list's id hides the list's entries that lack one of the typed
 * words. An entry is an element with `data-filter-text`; `[data-filter-none]` beside the list, or
 * beside the table it is in, appears when nothing is left, and `[data-filter-count]` says how many are. A box with
 * `data-filter-free` of the list's id leaves out entries without `data-free`.
 */
export function filterLists(root: Document): void {
  for (const field of root.querySelectorAll<HTMLInputElement>("input[data-filter]")) {
    const list = root.getElementById(field.dataset["filter"] ?? "");
    if (!list) continue;
    const free = root.querySelector<HTMLInputElement>(
      `[data-filter-free="${CSS.escape(list.id)}"]`,
    );
    const apply = () => filter(list, field.value, free?.checked);
    field.addEventListener("input", apply);
    free?.addEventListener("change", apply);
    // The browser may have kept the text across a reload.
    if (field.value !== "" || free?.checked) apply();
    if (field.dataset["filterOnly"] !== undefined) stayOnEnter(field);
  }
}

function filter(list: HTMLElement, typed: string, onlyFree = false): void {
  const words = searchWords(typed);
  let left = 0;
  for (const entry of list.querySelectorAll<HTMLElement>("[data-filter-text]")) {
    const isOut = onlyFree && entry.dataset["free"] === undefined;
    entry.hidden = isOut || !matchesWords(keyOf(entry), words);
    if (!entry.hidden) left++;
  }
  list.toggleAttribute("data-filtered", typed.trim() !== "");
  const place = (list.closest("[role=table]") ?? list).parentElement;
  const none = place?.querySelector<HTMLElement>("[data-filter-none]");
  if (none) none.hidden = left > 0;
  const count = place?.querySelector<HTMLElement>("[data-filter-count]");
  if (count) count.textContent = String(left);
  list.dispatchEvent(new CustomEvent("filtered"));
}

function keyOf(entry: HTMLElement): string {
  const text = entry.dataset["filterText"] ?? "";
  const known = keys.get(entry);
  if (known?.text === text) return known.key;
  const key = searchKey(text);
  keys.set(entry, { text, key });
  return key;
}

/** Enter in a field that only filters must not submit the form around it. */
function stayOnEnter(field: HTMLInputElement): void {
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
}
