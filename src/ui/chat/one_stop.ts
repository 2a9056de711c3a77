/**
 * Makes the conversation one stop of the Tab key. The stop is the row that had the focus last, with
 * its links and buttons, or else the conversation itself; the other rows are reached with the arrow
 * keys. It works on the elements as they are, so that whatever a row contains is included.
 */

/** Rows, and the link to older messages above them. */
export const itemSelector = "[data-item]";
const stops = "a[href], button, input, textarea, select, summary, pre, [tabindex]";

/** @returns a function that ends it */
export function makeOneStop(box: HTMLElement): () => void {
  /** Elements outside the current row, with what made them a stop before. */
  const hushed = new Map<Element, string | null>();
  let current: Element | undefined;
  const hush = (element: Element) => {
    if (hushed.has(element) || current?.contains(element)) return;
    hushed.set(element, element.getAttribute("tabindex"));
    element.setAttribute("tabindex", "-1");
  };
  const hushAll = (within: Element) => {
    if (within.matches(stops) || within.matches(itemSelector)) hush(within);
    for (const element of within.querySelectorAll(`${stops}, ${itemSelector}`)) hush(element);
  };
  const wake = (item: Element) => {
    // A row is no stop by itself, and would lose the focus without the attribute.
    item.setAttribute("tabindex", "0");
    hushed.delete(item);
    for (const element of item.querySelectorAll(stops)) {
      const before = hushed.get(element);
      if (before === undefined) continue;
      hushed.delete(element);
      if (before === null) element.removeAttribute("tabindex");
      else element.setAttribute("tabindex", before);
    }
  };
  const select = (item: Element | undefined) => {
    if (item === current) return;
    const before = current;
    current = item;
    if (before?.isConnected) {
      before.removeAttribute("tabindex");
      hushAll(before);
    }
    if (item) wake(item);
    box.tabIndex = item ? -1 : 0;
  };
  const focused = ({ target }: FocusEvent) =>
    select((target as Element).closest(itemSelector) ?? undefined);
  const observer = new MutationObserver((changes) => {
    for (const { addedNodes, removedNodes } of changes) {
      for (const node of addedNodes) if (node instanceof Element) hushAll(node);
      if (removedNodes.length > 0) forget();
    }
    if (current && !current.isConnected) select(undefined);
  });
  const forget = () => {
    for (const element of hushed.keys()) if (!element.isConnected) hushed.delete(element);
  };
  for (const child of box.children) hushAll(child);
  observer.observe(box, { childList: true, subtree: true });
  box.addEventListener("focusin", focused);
  return () => {
    observer.disconnect();
    box.removeEventListener("focusin", focused);
  };
}
