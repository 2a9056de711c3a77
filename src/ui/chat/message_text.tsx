import type { ComponentChildren } from "preact";
import { closeDirections } from "./close_directions.ts";
import { isEmojiOnly } from "./emoji_only.ts";
import { linkify } from "./linkify.ts";

/** Text in any script: each line has its own direction, and nothing is wider than its container. */
export const writtenText =
  "text-start wrap-anywhere whitespace-pre-wrap overflow-x-clip [unicode-bidi:plaintext]";

interface MessageTextProps {
  text: string;
  /** Not stored yet. */
  muted?: boolean;
  /** A mark after the text. */
  children?: ComponentChildren;
}

/** A message's text as its author wrote it: line breaks kept, addresses as links, any direction. */
export function MessageText({ text, muted = false, children }: MessageTextProps) {
  const size = isEmojiOnly(text) ? "text-3xl leading-10" : "text-[0.9375rem] leading-6";
  return (
    // A changed text gets new elements, whatever a translator has done to the old ones.
    <div
      key={text}
      dir="auto"
      class={`max-w-[72ch] ${writtenText} ${muted ? "text-muted" : "text-body"} ${size}`}
    >
      {linkify(text).map((part, index) =>
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
      )}
      {children && (
        <>
          <span class="select-none">{closeDirections(text)}</span>
          <bdi class="select-none">{children}</bdi>
        </>
      )}
    </div>
  );
}
