import { useState } from "preact/hooks";
import { Icon } from "../parts/icon.tsx";
import { Words } from "../parts/words.tsx";
import type { ChatTexts } from "../text/chat.en.ts";
import { copyText } from "./copy_text.ts";

interface CodeBlockProps {
  language: string;
  open: string;
  text: string;
  close: string;
  chat: ChatTexts;
}

/**
 * Code on a ground of its own, as it was written. Wide lines go on below, indented, because a
 * block that scrolls sideways would be one more stop of the Tab key, and hides code on phones.
 */
export function CodeBlock({ language, open, text, close, chat }: CodeBlockProps) {
  return (
    <div
      dir="ltr"
      data-open={open}
      data-close={close}
      class="notranslate my-1.5 flow-root rounded border border-line bg-sunken whitespace-normal first:mt-1"
    >
      <div class="float-right ml-2 flex items-start">
        {language && (
          <span class="hidden pt-2 text-xs leading-5 text-muted select-none sm:block">
            {language}
          </span>
        )}
        <CopyCode text={text} chat={chat} />
      </div>
      <pre class="px-3 py-2 font-mono text-[0.8125rem] leading-5 wrap-anywhere whitespace-pre-wrap [tab-size:4] *:block *:pl-[2ch] *:-indent-[2ch]">
        {text.split(/(?<=\n)/).map((line, index) => (
          <span key={index}>{line}</span>
        ))}
      </pre>
    </div>
  );
}

function CopyCode({ text, chat }: Pick<CodeBlockProps, "text" | "chat">) {
  const [copied, setCopied] = useState(false);
  const label = copied ? chat.copied : chat.copyCode;
  return (
    <button
      type="button"
      title={label}
      onClick={() => void copyText(text).then(setCopied)}
      onBlur={() => setCopied(false)}
      class="m-0.5 flex size-8 shrink-0 cursor-pointer items-center justify-center rounded text-muted select-none hover:bg-surface hover:text-body noscript:hidden pointer-coarse:size-11 print:hidden"
    >
      <Icon of={copied ? "Check" : "Copy"} />
      <span class="sr-only">
        <Words>{label}</Words>
      </span>
    </button>
  );
}
