import type { ComponentChildren } from "preact";

/** Shown on an empty page; says what to do next. */
export function EmptyState({
  title,
  text,
  children,
}: {
  title: string;
  text?: string | undefined;
  children?: ComponentChildren;
}) {
  return (
    <div class="mx-auto w-full max-w-md space-y-3 px-4 py-16 text-center">
      <h2 class="text-lg font-semibold text-body">{title}</h2>
      {text && <p class="text-muted">{text}</p>}
      {children && <div class="flex justify-center gap-2 pt-2">{children}</div>}
    </div>
  );
}
