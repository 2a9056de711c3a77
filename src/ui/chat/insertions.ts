/** Pastes and drops that a message field cannot take. */
import type { TargetedEvent } from "preact";
import { useState } from "preact/hooks";
import { limits } from "#wire/limits.ts";

/** Far more than can be sent. Browsers freeze for seconds over much more in one field. */
const fieldChars = limits.contentChars * 10;

/** Files, or a text with which the message would have so many characters. */
export type RefusedInsert = "files" | number;

interface Insertions {
  /** What the last one was, if it was refused. */
  refused: RefusedInsert | undefined;
  /** Props for the field. */
  handlers: {
    onPaste(event: TargetedEvent<HTMLTextAreaElement, ClipboardEvent>): void;
    onDrop(event: TargetedEvent<HTMLTextAreaElement, DragEvent>): void;
    onBeforeInput(): void;
  };
}

/** Refuses files and text that is far too long: nothing is cut or rendered. */
export function useInsertions(): Insertions {
  const [refused, setRefused] = useState<RefusedInsert>();
  const judge = (event: Event, field: HTMLTextAreaElement, data: DataTransfer | null) => {
    const text = data?.getData("text/plain") ?? "";
    const count = field.value.length + text.length;
    const huge = text !== "" && count > fieldChars;
    const fileOnly = text === "" && data !== null && data.files.length > 0;
    if (huge || fileOnly) event.preventDefault();
    setRefused(huge ? count : fileOnly ? "files" : undefined);
  };
  return {
    refused,
    handlers: {
      onPaste: (event) => judge(event, event.currentTarget, event.clipboardData),
      onDrop: (event) => judge(event, event.currentTarget, event.dataTransfer),
      onBeforeInput: () => setRefused(undefined),
    },
  };
}
