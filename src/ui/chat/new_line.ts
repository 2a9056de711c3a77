import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { isUnread, type OpenConversation } from "./chat_state.ts";
import { isAtEnd } from "./keep_scroll.ts";

/** How far below the top edge the line "new messages" is shown. */
const belowPixels = 48;

interface NewLinePorts {
  /** Changes with everything that may move rows. */
  version: unknown;
  /** The end leaves the screen before it was read. */
  leftEnd: () => void;
}

/**
 * Scrolls to the line "new messages" if it is above the visible part: when a conversation is
 * opened, when the reader asks for it, and once when it would leave the screen before the reader
 * has looked.
 */
export function useNewLine(
  scroller: RefObject<HTMLElement | null>,
  current: OpenConversation,
  { version, leftEnd }: NewLinePorts,
): void {
  const { asksForNew, newAfterSeq, page } = current;
  const opened = useRef<number | undefined>(undefined);
  const shown = useRef<number | undefined>(undefined);
  const show = () => {
    const box = scroller.current;
    const line = box?.querySelector("#new-messages");
    if (!box || !line) return;
    opened.current = newAfterSeq;
    const above = line.getBoundingClientRect().top - box.getBoundingClientRect().top;
    if (above >= 0) return;
    shown.current = newAfterSeq;
    leftEnd();
    box.scrollTop += above - belowPixels;
  };
  useLayoutEffect(show, [asksForNew]);
  // The page may arrive after the reader has scrolled on.
  useLayoutEffect(() => {
    if (opened.current !== newAfterSeq) show();
  }, [page]);
  useLayoutEffect(() => {
    const box = scroller.current;
    if (box && isUnread(current) && shown.current !== newAfterSeq && isAtEnd(box)) show();
  }, [version]);
}
