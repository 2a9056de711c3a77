import type { GroupOrder } from "./group_order.ts";

/** Near the window's edge the page scrolls along by this many pixels per frame. */
const edgePx = 72;
const scrollPx = 12;

/** Drags a row by its handle with a mouse, pen or finger. Escape puts it back. */
export function sortByDragging(order: GroupOrder): void {
  order.list.addEventListener("pointerdown", (event) => {
    const { target } = event;
    if (!(target instanceof Element) || event.button !== 0) return;
    const row = target.closest("[data-drag-handle]")?.closest<HTMLElement>("[data-group]");
    if (!row) return;
    event.preventDefault();
    // Listens on the list, because an element that is moved in the document loses the pointer.
    order.list.setPointerCapture(event.pointerId);
    drag(order, row, event.clientY);
  });
}

function drag(order: GroupOrder, row: HTMLElement, y: number): void {
  const { list } = order;
  const followedBy = row.nextElementSibling;
  const ended = new AbortController();
  const { signal } = ended;
  let pointerY = y;
  row.classList.add("dragging");

  const end = (keep: boolean) => {
    if (signal.aborted) return;
    ended.abort();
    row.classList.remove("dragging");
    if (!keep) order.place(row, followedBy);
    else if (row.nextElementSibling !== followedBy) order.save(row, followedBy);
  };
  const follow = () => {
    if (signal.aborted) return;
    if (pointerY < edgePx) window.scrollBy(0, -scrollPx);
    else if (pointerY > window.innerHeight - edgePx) window.scrollBy(0, scrollPx);
    const before = rowBelow(order, row, pointerY);
    if (before !== row.nextElementSibling) order.place(row, before);
    requestAnimationFrame(follow);
  };
  list.addEventListener("pointermove", (event) => (pointerY = event.clientY), { signal });
  list.addEventListener("pointerup", () => end(true), { signal });
  list.addEventListener("pointercancel", () => end(false), { signal });
  document.addEventListener("keydown", (event) => event.key === "Escape" && end(false), { signal });
  requestAnimationFrame(follow);
}

/** The first other row whose middle is below the pointer; undefined at the end. */
function rowBelow(order: GroupOrder, dragged: HTMLElement, y: number): Element | null {
  const below = order.rows.find((row) => {
    if (row === dragged) return false;
    const { top, height } = row.getBoundingClientRect();
    return y < top + height / 2;
  });
  return below ?? null;
}
