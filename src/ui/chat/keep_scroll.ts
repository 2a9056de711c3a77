/**
 * Keeps the reader's place in the conversation. The scroller is drawn from its end (column-reverse),
 * so 0 is the newest message and older ones have negative positions: at the end it stays at the end,
 * and pages put in front move nothing. When messages arrive while the reader has scrolled up, or rows
 * change their height (at another width, for example), the position is restored from a visible row.
 */
import { type RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

/** A distance from the end that still counts as the end. */
const endPixels = 40;
/** How far above the visible part older messages are loaded. */
const aheadPixels = 800;

export interface ScrollPorts {
  /** The reader has reached or left the end. */
  atBottom: (atBottom: boolean) => void;
  /** New messages have pushed the end off the screen. */
  leftEnd(): void;
  nearTop(): void;
  /** Where the reader was when the conversation was last closed; undefined for its end. */
  place?: Place;
  /** The conversation is being closed; undefined if the reader was at its end. */
  left(place: Place | undefined): void;
}

/** A point of a message, and its distance below the top of the visible part. */
export interface Place {
  seq: number;
  /** From 0, the message's top edge, to 1, its bottom edge. */
  part: number;
  below: number;
}

/** Where the reader was in conversations that were closed, by id. */
export type Places = Pick<Map<string, Place>, "get" | "set" | "delete">;

interface Anchor {
  row: Element;
  part: number;
  /** That point and the scroll position when the reader last scrolled. */
  top: number;
  scrollTop: number;
  /** The sizes at that time. */
  size: string;
}

/** @param version changes with everything that may move rows */
export function useKeptScroll(
  scroller: RefObject<HTMLElement | null>,
  version: unknown,
  ports: ScrollPorts,
): { onScroll: () => void; toEnd: () => void } {
  const anchor = useRef<Anchor | undefined>(undefined);
  const look = (atBottom: (now: boolean) => void) => {
    const box = scroller.current;
    if (!box) return;
    const atEnd = isAtEnd(box);
    const row = fieldRow(box) ?? (atEnd ? undefined : readRow(box));
    anchor.current = row && anchorAt(box, row);
    atBottom(atEnd);
    if (box.scrollHeight - box.clientHeight + box.scrollTop < aheadPixels) ports.nearTop();
  };
  const hold = () => {
    const box = scroller.current;
    if (box && anchor.current?.row.isConnected) putBack(box, anchor.current);
    look((now) => (now ? ports.atBottom(true) : ports.leftEnd()));
  };
  // Restores the position first, because elements rendered later look at where the reader is.
  useLayoutEffect(() => {
    const box = scroller.current;
    if (box && ports.place) restore(box, ports.place);
    const leave = () =>
      ports.left(box && anchor.current ? placeOf(box, anchor.current) : undefined);
    addEventListener("pagehide", leave);
    return () => {
      removeEventListener("pagehide", leave);
      leave();
    };
  }, []);
  useLayoutEffect(hold, [version]);
  const held = useRef(hold);
  held.current = hold;
  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box) return undefined;
    const observer = new ResizeObserver(() => held.current());
    for (const resized of [box, ...box.children]) observer.observe(resized);
    return () => observer.disconnect();
  }, []);
  return {
    onScroll: () => {
      const box = scroller.current;
      // If rows have changed their size, the browser may have scrolled because there was no room.
      if (box && anchor.current && anchor.current.size !== sizeOf(box)) hold();
      else look(ports.atBottom);
    },
    toEnd: () => {
      const box = scroller.current;
      if (!box) return;
      anchor.current = undefined;
      box.scrollTop = 0;
      look(ports.atBottom);
    },
  };
}

export function isAtEnd(box: HTMLElement): boolean {
  return box.scrollTop > -endPixels;
}

function anchorAt(box: HTMLElement, row: Element): Anchor {
  const { top, height } = row.getBoundingClientRect();
  const hidden = box.getBoundingClientRect().top - top;
  // If a row begins above the visible part, the reader is reading it at the edge.
  const part = hidden > 0 && height > 0 ? Math.min(hidden / height, 1) : 0;
  return {
    row,
    part,
    top: top + part * height,
    scrollTop: box.scrollTop,
    size: sizeOf(box),
  };
}

function sizeOf({ clientWidth, clientHeight, scrollHeight }: HTMLElement): string {
  return `${clientWidth} ${clientHeight} ${scrollHeight}`;
}

function topOf({ row, part }: Pick<Anchor, "row" | "part">): number {
  const { top, height } = row.getBoundingClientRect();
  return top + part * height;
}

/** Undoes a movement of the row, but not the reader's own scrolling since. */
function putBack(box: HTMLElement, kept: Anchor): void {
  const most = box.scrollHeight - box.clientHeight;
  // At either end, the browser may have moved it because there was no room.
  const pushed = box.scrollTop >= 0 || box.scrollTop <= 1 - most;
  const scrolled = pushed ? 0 : box.scrollTop - kept.scrollTop;
  const shift = topOf(kept) - (kept.top - scrolled);
  if (Math.abs(shift) >= 1) box.scrollTop += shift;
}

function placeOf(box: HTMLElement, { row, part, top }: Anchor): Place | undefined {
  const seq = Number(row.getAttribute("data-seq"));
  return seq > 0 ? { seq, part, below: top - box.getBoundingClientRect().top } : undefined;
}

function restore(box: HTMLElement, { seq, part, below }: Place): void {
  const row = box.querySelector(`[data-seq="${seq}"]`);
  if (row) box.scrollTop += topOf({ row, part }) - box.getBoundingClientRect().top - below;
}

/** The row with the focused text field, if it is on the screen. */
function fieldRow(box: HTMLElement): Element | undefined {
  const { activeElement } = document;
  if (!box.contains(activeElement) || !activeElement?.matches("textarea")) return undefined;
  const row = activeElement.closest("[data-seq]");
  if (!row) return undefined;
  const { top, bottom } = row.getBoundingClientRect();
  const seen = box.getBoundingClientRect();
  return top < seen.bottom && bottom > seen.top ? row : undefined;
}

/** The first message that is completely on the screen, otherwise the first one that is partly. */
function readRow(box: HTMLElement): Element | undefined {
  const rows = box.querySelectorAll("[data-seq]");
  const seen = box.getBoundingClientRect();
  // Binary search: rows are in order.
  let low = 0;
  let high = rows.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle]!.getBoundingClientRect().bottom > seen.top) high = middle;
    else low = middle + 1;
  }
  const [row, next] = [rows[low], rows[low + 1]];
  const isCut = row !== undefined && row.getBoundingClientRect().top < seen.top;
  const nextFits = next !== undefined && next.getBoundingClientRect().top < seen.bottom;
  return isCut && nextFits ? next : row;
}
