import type { ComponentChildren } from "preact";

export interface DialogProps {
  id: string;
  title: string;
  children: ComponentChildren;
}

/**
 * A modal question. A link or button with `data-dialog` of this id opens it, Escape or a button
 * with `data-close` closes it; the script `page.js` does both. Without scripts, the link leads to a
 * page with the same question.
 */
export function Dialog({ id, title, children }: DialogProps) {
  return (
    <dialog
      id={id}
      aria-labelledby={`${id}-title`}
      class="m-auto w-[min(28rem,calc(100vw-2rem))] rounded border border-line bg-raised p-6 text-body shadow backdrop:bg-scrim"
    >
      <h2 id={`${id}-title`} class="text-lg font-semibold">
        {title}
      </h2>
      <div class="mt-3 space-y-4">{children}</div>
    </dialog>
  );
}
