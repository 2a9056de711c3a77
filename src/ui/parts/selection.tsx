/** Lists in which many are selected, and what is done to those: the script `groups.js` selects. */
import type { ComponentChildren } from "preact";
import type { Texts } from "../text/catalogue.ts";
import { format } from "../text/format.ts";
import { Button } from "./button.tsx";

interface ToolsProps {
  /** How many are selected already. */
  selected?: number;
  class?: string;
  texts: Pick<Texts, "groups">;
}

/** Selects what the list shows, clears that, and says how many are selected. */
export function SelectionTools({ selected = 0, class: className = "", texts }: ToolsProps) {
  const { groups } = texts;
  return (
    <div data-script-only hidden class={`flex flex-wrap items-center gap-2 ${className}`}>
      <Button type="button" data-select-shown>
        {groups.selectShown}
      </Button>
      <Button type="button" data-clear-shown>
        {groups.clearShown}
      </Button>
      <Selected count={selected} texts={groups} />
    </div>
  );
}

/** How many are selected, which the script keeps up to date. */
export function Selected({ count, texts }: { count: number; texts: Texts["groups"] }) {
  return (
    <p
      role="status"
      data-selected={texts.selected}
      class="text-sm font-medium text-body even-digits"
    >
      {format(texts.selected, { count })}
    </p>
  );
}

/** What is done to those that are selected, at the foot of the list; with scripts, once there are some. */
export function SelectionBar({ children }: { children: ComponentChildren }) {
  return (
    <div
      data-selection-bar
      data-foot-bar
      class="sticky bottom-(--bar) z-10 border-t border-line bg-surface py-3 has-[[open]]:z-40"
    >
      <div class="flex flex-wrap items-center justify-end gap-2">{children}</div>
    </div>
  );
}
