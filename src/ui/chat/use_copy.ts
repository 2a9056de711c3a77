import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";
import { format } from "../text/format.ts";
import { dayOf, hourText, timeText } from "../text/time_text.ts";
import type { ChatState } from "./chat_state.ts";
import { copiedRows } from "./copied_rows.ts";
import type { Row } from "./message_rows.ts";

/**
 * Copying from the conversation gives texts as they were written; of several messages, a line for
 * each with its author and time, and with the day if there are several days.
 */
export function useCopy(
  box: RefObject<HTMLElement | null>,
  rows: readonly Row[],
  state: ChatState,
): void {
  useEffect(() => {
    const copy = (event: ClipboardEvent) => {
      const selection = getSelection();
      const isField = event.target instanceof Element && event.target.matches("input, textarea");
      if (isField || !box.current || !selection || selection.isCollapsed) return;
      const copied = copiedRows(box.current, selection).map(({ row, text }) => ({
        text,
        ...authorOf(row, rows, state),
      }));
      if (copied.length === 0) return;
      event.clipboardData?.setData("text/plain", textOf(copied, state));
      event.preventDefault();
    };
    document.addEventListener("copy", copy);
    return () => document.removeEventListener("copy", copy);
  });
}

interface Copied {
  name: string;
  sentAt: string;
  text: string;
}

function textOf(copied: readonly Copied[], { locale, zone, texts }: ChatState): string {
  if (copied.length === 1) return copied[0]!.text;
  const days = new Set(copied.map(({ sentAt }) => dayOf(sentAt, { zone })));
  const timeOf = (sentAt: string) =>
    days.size === 1
      ? hourText(sentAt, { locale, zone })
      : timeText(sentAt, { locale, zone, look: "moment" });
  return copied
    .map(
      ({ name, sentAt, text }) =>
        `${format(texts.chat.from, { name, time: timeOf(sentAt) })}: ${text}`,
    )
    .join("\n");
}

/** Rows are known by the seq of their message; those without one are the reader's own. */
function authorOf(
  element: HTMLElement,
  rows: readonly Row[],
  { reader, texts }: ChatState,
): Omit<Copied, "text"> {
  const seq = Number(element.dataset["seq"]);
  const row = rows.find((each) => each.kind === "message" && each.message.seq === seq);
  if (row?.kind !== "message") {
    return { name: reader.name, sentAt: element.querySelector("time")?.dateTime ?? "" };
  }
  const { senderName, sentAt } = row.message;
  return { name: senderName || texts.chat.deletedUser, sentAt };
}
