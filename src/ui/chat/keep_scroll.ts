/**
 * Keeps the reader's place in the conversation. The scroller is drawn from its end (column-reverse),
 * so 0 is the newest message and older ones have negative positions: at the end it stays at the end,
 * and pages put in front move nothing. When messages arrive while the reader has scrolled up, or rows
 * change their height (at another width, for example), the position is restored from a visible row.
 */
import { type RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

/** This close to the end counts as the end. */
const endPixels = 40;
/** Older messages are asked for this long before their place is on the screen. */
const aheadPixels = 800;

export interface ScrollPorts {
  /** The reader has come to the end, or has left it. */
  atBottom: (atBottom: boolean) => void;
  /** The end was pushed off the screen by what came. */
  leftEnd(): void;
  nearTop(): void;
  /** Where the reader was when the conversation was last left; nothing for its end. */
  place?: Place;
  /** The conversation is left; nothing where the reader was at its end. */
  left(place: Place | undefined): void;
}

/** A point of a message, and how far below the upper edge of the screen it stands. */
export interface Place {
  seq: number;
  /** From 0, the message's upper edge, to 1, its lower one. */
  part: number;
  below: number;
}

interface Anchor {
  row: Element;
  part: number;
  /** Where that point was, and the scroller, when the reader last moved. */
  top: number;
  scrollTop: number;
  /** What all of it measured. */
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
  // What is drawn later looks where the reader is: so the place of before comes first.
  useLayoutEffect(() => {
    const box = scroller.current;
    if (box && ports.place) restore(box, ports.place);
    return () => ports.left(box && anchor.current ? placeOf(box, anchor.current) : undefined);
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
      // Where rows have got other sizes, it was the browser that scrolled, for want of room.
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
  // Of a row that begins above the screen the point at the edge is being read.
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

/** Makes good what has moved the row, but not what the reader has scrolled since. */
function putBack(box: HTMLElement, kept: Anchor): void {
  const most = box.scrollHeight - box.clientHeight;
  // At either end it may have been the browser that moved it, for want of room.
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

/** The row that one is writing in, where it is on the screen. */
function fieldRow(box: HTMLElement): Element | undefined {
  const { activeElement } = document;
  if (!box.contains(activeElement) || !activeElement?.matches("textarea")) return undefined;
  const row = activeElement.closest("[data-seq]");
  if (!row) return undefined;
  const { top, bottom } = row.getBoundingClientRect();
  const seen = box.getBoundingClientRect();
  return top < seen.bottom && bottom > seen.top ? row : undefined;
}

/** The first message that is on the screen as a whole, else the first one of which a part is. */
function readRow(box: HTMLElement): Element | undefined {
  const rows = box.querySelectorAll("[data-seq]");
  const seen = box.getBoundingClientRect();
  // By halving: rows stand in order.
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
