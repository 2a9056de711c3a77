/**
 * Keeps the reader's place in the conversation. The scroller is drawn from its end (column-reverse),
 * so 0 is the newest message and older ones have negative positions: at the end it stays at the end,
 * and pages put in front move nothing. What arrives below a reader who has scrolled back is made good
 * here, by the message that was at the top of the screen.
 */
import { type RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

/** This close to the end counts as the end. */
const endPixels = 40;
/** Older messages are asked for this long before their place is on the screen. */
const aheadPixels = 800;

export interface ScrollReports {
  atBottom(atBottom: boolean): void;
  nearTop(): void;
}

interface Anchor {
  row: Element;
  top: number;
}

/** @param version changes with everything that may move rows */
export function useKeptScroll(
  scroller: RefObject<HTMLElement | null>,
  version: unknown,
  reports: ScrollReports,
): { onScroll: () => void; toEnd: () => void } {
  const anchor = useRef<Anchor | undefined>(undefined);
  const look = () => {
    const box = scroller.current;
    if (!box) return;
    const atEnd = isAtEnd(box);
    anchor.current = atEnd ? undefined : topRow(box);
    reports.atBottom(atEnd);
    if (box.scrollHeight - box.clientHeight + box.scrollTop < aheadPixels) reports.nearTop();
  };
  useLayoutEffect(() => {
    const box = scroller.current;
    const kept = anchor.current;
    if (box && kept?.row.isConnected) {
      box.scrollTop += kept.row.getBoundingClientRect().top - kept.top;
    }
    look();
  }, [version]);
  return {
    onScroll: look,
    toEnd: () => {
      const box = scroller.current;
      if (!box) return;
      anchor.current = undefined;
      box.scrollTop = 0;
      look();
    },
  };
}

function isAtEnd(box: HTMLElement): boolean {
  return box.scrollTop > -endPixels;
}

/** The first message on the screen, by halving: rows stand in order. */
function topRow(box: HTMLElement): Anchor | undefined {
  const rows = box.querySelectorAll("[data-seq]");
  const edge = box.getBoundingClientRect().top;
  let low = 0;
  let high = rows.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle]!.getBoundingClientRect().bottom > edge) high = middle;
    else low = middle + 1;
  }
  const row = rows[low];
  return row && { row, top: row.getBoundingClientRect().top };
}
