import type { ComponentChildren } from "preact";

/** The buttons of a long form, always within reach. */
export function FormBar({ children }: { children: ComponentChildren }) {
  return (
    <div
      data-foot-bar
      class="sticky bottom-(--bar) -mx-4 flex flex-wrap justify-end gap-2 border-t border-line bg-surface px-4 py-3 sm:mx-0 sm:px-0"
    >
      {children}
    </div>
  );
}
