export interface FlashMessage {
  kind: "success" | "error" | "info";
  text: string;
}

const looks: Record<FlashMessage["kind"], string> = {
  success: "border-success text-success-text",
  error: "border-danger text-danger-text",
  info: "border-info text-info-text",
};

/** The result of the last action; announced to screen readers when it appears. */
export function FlashMessages({ messages }: { messages: FlashMessage[] }) {
  if (messages.length === 0) return null;
  return (
    <div class="space-y-2" role="status">
      {messages.map(({ kind, text }) => (
        <p
          key={text}
          class={`rounded border-l-4 bg-raised px-4 py-3 text-sm shadow ${looks[kind]}`}
        >
          {text}
        </p>
      ))}
    </div>
  );
}

/** The error of a whole form, shown above it. */
export function FormError({ text }: { text?: string }) {
  if (!text) return null;
  return (
    <p
      role="alert"
      class="rounded border-l-4 border-danger bg-raised px-4 py-3 text-sm text-danger-text"
    >
      {text}
    </p>
  );
}
