import type { ComponentChildren } from "preact";
import { isEmojiOnly, linkify } from "./linkify.ts";

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
    <div
      dir="auto"
      class={`max-w-[72ch] wrap-anywhere whitespace-pre-wrap ${muted ? "text-muted" : "text-body"} ${size}`}
    >
      {linkify(text).map((part, index) =>
        part.kind === "text" ? (
          part.text
        ) : (
          <a
            key={index}
            href={part.href}
            target="_blank"
            rel="noopener noreferrer nofollow"
            class="text-primary-text underline underline-offset-2"
          >
            {part.text}
          </a>
        ),
      )}
      {children}
    </div>
  );
}
