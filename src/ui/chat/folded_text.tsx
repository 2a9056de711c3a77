import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { ChatTexts } from "../text/chat.en.ts";

/** A message of more lines than this begins folded; that is some screens of it. */
const mostLines = 60;
/** About as many as a line of a message has. */
const lineChars = 72;

interface FoldedTextProps {
  text: string;
  chat: ChatTexts;
  /** The text as it is drawn. */
  children: ComponentChildren;
}

/** A very high message: its beginning, and a button for the whole. Without scripts it is not folded. */
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
    // The conversation grows from its end: what was being read is brought back under the eyes.
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
        // The focus goes to no link that cannot be seen.
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
