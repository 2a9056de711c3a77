import { Button } from "#ui/parts/button.tsx";
import type { PreviewProps } from "./preview_props.ts";

/**
 * Swaps the two people who are chosen, or moves one. The script `maker.js` shows it when someone is
 * chosen, and says what it will do.
 */
export function SwapBar({ view, path, texts: { maker } }: PreviewProps) {
  return (
    <div
      data-swap-bar
      data-swap={maker.swapBar}
      data-picked={maker.pickedBar}
      data-check={`${path}/check`}
      class="flex flex-wrap items-center gap-x-4 gap-y-2 rounded border border-line bg-raised p-3 shadow sticky bottom-[calc(var(--bar)+0.5rem)] sm:bottom-[calc(var(--bar)+5rem)]"
    >
      <p role="status" class="min-w-0 flex-1 basis-56 text-sm wrap-anywhere text-body">
        <span data-swap-text>{maker.arrangeHint}</span> <span data-swap-check class="font-medium" />
      </p>
      <div class="flex flex-wrap items-center gap-2">
        <Button name="step" value="swap" data-for="2">
          {maker.swap}
        </Button>
        <label data-for="1" class="flex items-center gap-2 text-sm text-body">
          {maker.moveTo}
          <select
            name="group"
            class="min-h-10 max-w-40 rounded border border-line-strong bg-field px-2 text-body"
          >
            {view.groups.map(({ name }, group) => (
              <option key={group} value={group}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <Button name="step" value="move" data-for="1">
          {maker.move}
        </Button>
        <Button type="button" look="quiet" data-swap-clear data-script-only hidden>
          {maker.clear}
        </Button>
      </div>
    </div>
  );
}
