import { Button } from "./button.tsx";
import { Callout, CalloutLink } from "./callout.tsx";

export interface FlashMessage {
  kind: "success" | "error" | "info";
  text: string;
  /** What one may want to do next. */
  links?: { href: string; label: string }[];
  /** The form that takes the act back. */
  undo?: { label: string; action: string; fields: Record<string, string> };
}

/** The result of the last action; announced to screen readers when it appears. */
export function FlashMessages({
  messages,
  class: className = "",
}: {
  messages: readonly FlashMessage[];
  class?: string;
}) {
  if (messages.length === 0) return null;
  return (
    <div class={`space-y-2 ${className}`} role="status">
      {messages.map((message) => (
        <Callout key={message.text} kind={message.kind}>
          <p class="min-w-0 wrap-anywhere">{message.text}</p>
          {message.links?.map(({ href, label }) => (
            <CalloutLink key={href} href={href}>
              {label}
            </CalloutLink>
          ))}
          {message.undo && <Undo undo={message.undo} />}
        </Callout>
      ))}
    </div>
  );
}

function Undo({ undo }: { undo: NonNullable<FlashMessage["undo"]> }) {
  return (
    <form method="post" action={undo.action} class="ml-auto">
      {Object.entries(undo.fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Button>{undo.label}</Button>
    </form>
  );
}
