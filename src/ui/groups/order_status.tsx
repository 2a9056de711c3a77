import { Button } from "../parts/button.tsx";
import type { Texts } from "../text/catalogue.ts";

/** Says where a row has gone, and takes it back; the script `groups.js` fills and shows it. */
export function OrderStatus({ texts: { common } }: { texts: Texts }) {
  return (
    <div class="pointer-events-none sticky bottom-[calc(var(--bar)+1rem)] z-10 flex justify-center">
      <div data-order-bar class="pointer-events-auto sr-only max-w-full">
        <div class="flex items-center gap-4 rounded border border-line bg-raised px-4 py-2 text-sm text-body shadow">
          <p id="order-status" role="status" class="min-w-0 wrap-anywhere" />
          <Button type="button" hidden data-undo-move>
            {common.undo}
          </Button>
        </div>
      </div>
    </div>
  );
}
