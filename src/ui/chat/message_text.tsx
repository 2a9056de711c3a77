import type { ComponentChildren } from "preact";
import { type CodePart, codeParts } from "#wire/code_parts.ts";
import type { ChatTexts } from "../text/chat.en.ts";
import { closeDirections } from "./close_directions.ts";
import { CodeBlock } from "./code_block.tsx";
import { isEmojiOnly } from "./emoji_only.ts";
import { linkify } from "./linkify.ts";

/** The widest line that is read with ease. */
export const measure = "max-w-156";

interface MessageTextProps {
  text: string;
  /** For the buttons of blocks of code. */
  chat: ChatTexts;
  /** Not stored yet. */
  muted?: boolean;
  /** A mark after the text. */
  children?: ComponentChildren;
}

/**
 * A message's text as its author wrote it: line breaks kept, addresses as links, code between
 * backticks, any direction.
 */
export function MessageText({ text, chat, muted = false, children }: MessageTextProps) {
  const size = isEmojiOnly(text) ? "text-3xl leading-10" : "message-size";
  return (
    // A changed text gets new elements, whatever a translator has done to the old ones.
    <div
      key={text}
      dir="auto"
      data-text=""
      class={`written-text ${measure} ${size} ${muted ? "text-muted" : ""}`}
    >
      {codeParts(text).map((part, index) => drawn(part, index, chat))}
      {children && (
        <>
          <span data-mark="" class="select-none">
            {closeDirections(text)}
          </span>
          <bdi data-mark="" class="select-none">
            {children}
          </bdi>
        </>
      )}
    </div>
  );
}

/** `data-open` and `data-close` are what copying puts around the code again. */
function drawn(part: CodePart, index: number, chat: ChatTexts): ComponentChildren {
  if (part.kind === "text") return linked(part.text);
  if (part.kind === "block") return <CodeBlock key={index} {...part} chat={chat} />;
  return (
    <code
      key={index}
      dir="ltr"
      data-open={part.open}
      data-close={part.close}
      class="notranslate rounded-[0.25rem] bg-sunken box-decoration-clone px-1 py-px font-mono text-[0.8125rem]"
    >
      {part.text}
    </code>
  );
}

function linked(text: string): ComponentChildren {
  return linkify(text).map((part, index) =>
    part.kind === "text" ? (
      part.text
    ) : (
      <a
        key={index}
        dir="ltr"
        href={part.href}
        target="_blank"
        rel="noopener noreferrer nofollow"
        class="text-primary-text underline underline-offset-2"
      >
        {part.text}
      </a>
    ),
  );
}
