import type { ComponentChildren } from "preact";

export interface DialogProps {
  id: string;
  title: string;
  children: ComponentChildren;
}

/** A modal question of an island, which opens and closes it. */
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
