import { type ComponentChildren, createContext } from "preact";
import { useContext, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { ChatTexts } from "../text/chat.en.ts";

/** A message with more lines than this is folded at first. */
const mostLines = 20;
/** About how many characters fit into a line, on a desk and on a phone. */
const lineChars = { wide: 88, narrow: 40 };

/** The messages that the reader has unfolded. They stay so while their rows are rendered again. */
export const Unfolded = createContext(new Set<string>());

interface FoldedTextProps {
  /** Of the message; the same before and after it is stored. */
  id: string;
  text: string;
  chat: ChatTexts;
  /** The rendered text. */
  children: ComponentChildren;
}

/** A long message: its first 20 lines, and a button that shows the rest. Whole without scripts. */
export function FoldedText({ text, children, ...rest }: FoldedTextProps) {
  if (linesOf(text, lineChars.narrow) <= mostLines) return <>{children}</>;
  return (
    <Fold isHigh={linesOf(text, lineChars.wide) > mostLines} {...rest}>
      {children}
    </Fold>
  );
}

type FoldProps = Omit<FoldedTextProps, "text"> & { isHigh: boolean };

/** @param isHigh as far as is known before it is drawn */
function Fold({ id, chat, isHigh, children }: FoldProps) {
  const unfolded = useContext(Unfolded);
  const [open, setOpen] = useState(() => unfolded.has(id));
  const box = useRef<HTMLDivElement>(null);
  const overflows = useOverflow(box, isHigh);
  const keepPlace = useKeptTop(box, open);
  const toggle = () => {
    keepPlace();
    if (open) unfolded.delete(id);
    else unfolded.add(id);
    setOpen(!open);
  };
  return (
    <>
      <div
        ref={box}
        class={
          open
            ? undefined
            : "max-h-115 overflow-y-hidden sm:max-h-110 noscript:max-h-none print:max-h-none"
        }
        // Keeps the focus off links that are not visible.
        onFocusIn={() => open || toggle()}
      >
        {children}
      </div>
      {(open || overflows) && (
        <button
          type="button"
          aria-expanded={open}
          onClick={toggle}
          class="min-h-6 cursor-pointer text-sm font-medium text-primary-text underline underline-offset-2 select-none noscript:hidden pointer-coarse:min-h-11 print:hidden"
        >
          {open ? chat.showLess : chat.showAll}
        </button>
      )}
    </>
  );
}

/** Whether a folded text is higher than its box, at any width. */
function useOverflow(box: { current: HTMLElement | null }, isHigh: boolean): boolean {
  const [overflows, setOverflows] = useState(isHigh);
  const look = () => {
    const { current } = box;
    if (current) setOverflows(current.scrollHeight > current.clientHeight + 1);
  };
  useLayoutEffect(look);
  useLayoutEffect(() => {
    const observer = new ResizeObserver(look);
    if (box.current) observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
  return overflows;
}

/**
 * The conversation grows upwards from its end, so it is scrolled back to what was being read.
 * @returns a function to call before the height changes
 */
function useKeptTop(box: { current: HTMLElement | null }, open: boolean): () => void {
  const top = useRef<number | undefined>(undefined);
  useLayoutEffect(() => {
    const { current } = box;
    const list = current?.closest("[role=log]");
    if (!open || !current || !list || top.current === undefined) return;
    list.scrollTop += current.getBoundingClientRect().top - top.current;
  }, [open]);
  return () => {
    top.current = box.current?.getBoundingClientRect().top;
  };
}

function linesOf(text: string, chars: number): number {
  return text
    .split("\n")
    .reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / chars)), 0);
}
