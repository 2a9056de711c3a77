import type { ComponentChildren } from "preact";
import { closeDirections } from "./close_directions.ts";
import { isEmojiOnly } from "./emoji_only.ts";
import { linkify } from "./linkify.ts";

/** What people write, in whatever script: each line goes its own direction, nothing is wider than its place. */
export const writtenText =
  "text-start wrap-anywhere whitespace-pre-wrap overflow-x-clip [unicode-bidi:plaintext]";

interface MessageTextProps {
  text: string;
  /** Not stored yet. */
  muted?: boolean;
  /** A mark behind the text. */
  children?: ComponentChildren;
}

/** What somebody wrote, as they wrote it: lines kept, addresses made links, any direction. */
export function MessageText({ text, muted = false, children }: MessageTextProps) {
  const size = isEmojiOnly(text) ? "text-3xl leading-10" : "text-[0.9375rem] leading-6";
  return (
    // Another text is drawn anew, whatever a translator has made of the old one.
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
