import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { ChatTexts } from "../text/chat.en.ts";

/** A message with more lines than this, which is several screens, is folded at first. */
const mostLines = 60;
/** About how many characters fit into a line. */
const lineChars = 72;

interface FoldedTextProps {
  text: string;
  chat: ChatTexts;
  /** The rendered text. */
  children: ComponentChildren;
}

/**
 * A very long message: its beginning, and a button that shows the rest. Not folded without scripts.
 */
export function FoldedText({ text, chat, children }: FoldedTextProps) {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const top = useRef<number | undefined>(undefined);
  const toggle = () => {
    top.current = box.current?.getBoundingClientRect().top;
    setOpen(!open);
  };
  useLayoutEffect(() => {
    const { current } = box;
    // The conversation grows upwards from its end, so scroll back to what was being read.
    const list = current?.closest("[role=log]");
    if (!open || !current || !list || top.current === undefined) return;
    list.scrollTop += current.getBoundingClientRect().top - top.current;
  }, [open]);
  if (!isHigh(text)) return <>{children}</>;
  return (
    <>
      <div
        ref={box}
        class={open ? undefined : "max-h-120 overflow-y-hidden noscript:max-h-none"}
        // Keeps the focus off links that are not visible.
        onFocusIn={() => open || toggle()}
      >
        {children}
      </div>
      <button
        type="button"
        aria-expanded={open}
        onClick={toggle}
        class="min-h-6 cursor-pointer text-sm font-medium text-primary-text underline underline-offset-2 select-none noscript:hidden"
      >
        {open ? chat.showLess : chat.showAll}
      </button>
    </>
  );
}

function isHigh(text: string): boolean {
  const lines = text
    .split("\n")
    .reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / lineChars)), 0);
  return lines > mostLines;
}
