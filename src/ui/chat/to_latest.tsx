import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import { Icon } from "../parts/icon.tsx";
import { Words } from "../parts/words.tsx";
import { plural } from "../text/format.ts";
import { lateTexts } from "../text/chat_late.ts";
import { type ChatState, isUnread, type OpenConversation } from "./chat_state.ts";

interface ToLatestProps {
  scroller: RefObject<HTMLElement | null>;
  state: ChatState;
  current: OpenConversation;
  onClick: () => void;
}

/** For readers who have scrolled up: a button to the end, with the number of new messages there. */
export function ToLatest({ scroller, state, current, onClick }: ToLatestProps) {
  const { locale, texts } = state;
  const below = useNewBelow(scroller, state, current);
  return (
    <div class="pointer-events-none absolute inset-x-0 bottom-3 print:hidden">
      <div class="mx-auto flex max-w-220 justify-end px-4 sm:px-6">
        <button
          type="button"
          id="to-latest"
          onClick={onClick}
          hidden={current.atBottom}
          class="pointer-events-auto inline-flex min-h-10 cursor-pointer items-center gap-2 rounded-full border border-line bg-raised px-4 text-sm font-medium text-body shadow hover:bg-sunken pointer-coarse:min-h-11"
        >
          <Icon of="ArrowDown" />
          {below > 0 ? (
            <Words>{plural(locale, texts.chat.newBelow, below)}</Words>
          ) : (
            <span class="sr-only">{lateTexts(locale).jumpToLatest}</span>
          )}
        </button>
      </div>
    </div>
  );
}

/** How many messages of others, new to the reader, are below the visible part. */
function useNewBelow(
  scroller: RefObject<HTMLElement | null>,
  { reader }: ChatState,
  current: OpenConversation,
): number {
  const [below, setBelow] = useState(0);
  const look = () => {
    const box = scroller.current;
    if (!box || current.atBottom || !isUnread(current)) return setBelow(current.missedBelow);
    const lastSeen = Math.max(lastSeqOn(box), current.newAfterSeq ?? 0);
    const { messages } = current.timeline;
    setBelow(
      messages.filter(({ seq, senderId }) => seq > lastSeen && senderId !== reader.id).length,
    );
  };
  useLayoutEffect(look, [current]);
  useEffect(() => {
    const box = scroller.current;
    box?.addEventListener("scroll", look, { passive: true });
    return () => box?.removeEventListener("scroll", look);
  }, [current]);
  return below;
}

/** The last message that begins on the screen or above it. */
function lastSeqOn(box: HTMLElement): number {
  const rows = box.querySelectorAll<HTMLElement>("[data-seq]");
  const { bottom } = box.getBoundingClientRect();
  // Binary search: rows are in order.
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle]!.getBoundingClientRect().top < bottom - 8) low = middle + 1;
    else high = middle;
  }
  return Number(rows[low - 1]?.dataset["seq"] ?? 0);
}
