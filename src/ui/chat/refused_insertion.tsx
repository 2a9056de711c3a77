/** Pastes and drops that a message field cannot take, and the message about them. */
import type { TargetedEvent } from "preact";
import { useState } from "preact/hooks";
import { limits } from "#wire/limits.ts";
import { Words } from "../parts/words.tsx";
import type { ChatTexts } from "../text/chat.en.ts";
import { format } from "../text/format.ts";

/** Far more than can be sent. Browsers freeze for seconds over much more in one field. */
const fieldChars = limits.contentChars * 10;

interface Insertions {
  /** Why the last one was refused. */
  refused: string | undefined;
  /** Props for the field. */
  handlers: {
    onPaste(event: TargetedEvent<HTMLTextAreaElement, ClipboardEvent>): void;
    onDrop(event: TargetedEvent<HTMLTextAreaElement, DragEvent>): void;
    onBeforeInput(): void;
  };
}

/** Refuses files and text that is far too long, with an explanation: nothing is cut or rendered. */
export function useInsertions(chat: ChatTexts): Insertions {
  const [refused, setRefused] = useState<string>();
  const judge = (event: Event, field: HTMLTextAreaElement, data: DataTransfer | null) => {
    const text = data?.getData("text/plain") ?? "";
    const count = field.value.length + text.length;
    const huge = text !== "" && count > fieldChars;
    const fileOnly = text === "" && data !== null && data.files.length > 0;
    if (huge || fileOnly) event.preventDefault();
    if (huge) return setRefused(format(chat.hugeText, { count, max: limits.contentChars }));
    setRefused(fileOnly ? chat.noFiles : undefined);
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

/** Shown below the field. */
export function RefusedInsertion({ text }: { text: string | undefined }) {
  if (!text) return null;
  return (
    <p role="alert" class="pt-1 text-xs text-danger-text">
      <Words>{text}</Words>
    </p>
  );
}
