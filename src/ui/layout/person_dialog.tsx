import { Button } from "../parts/button.tsx";
import { Icon } from "../parts/icon.tsx";
import type { Texts } from "../text/catalogue.ts";

/** The id of the heading that names the card. */
export const personCardName = "person-card-name";

/**
 * The place of the card that opens beside a person's name: a link with `data-person-card`. The
 * script `page.js` fetches its content; the link itself leads to the person's page. On a phone it is
 * a sheet.
 */
export function PersonDialog({ texts: { common, person } }: { texts: Texts }) {
  return (
    <dialog
      id="person-card"
      aria-labelledby={personCardName}
      class="fixed overflow-y-auto overscroll-contain border border-line bg-raised text-body shadow person-dialog"
    >
      <button
        type="button"
        data-close
        title={common.close}
        class="absolute top-3 right-3 z-10 flex size-10 cursor-pointer items-center justify-center rounded hover:bg-hover max-sm:size-11"
      >
        <Icon of="X" />
        <span class="sr-only">{common.close}</span>
      </button>
      <div data-card />
      <template data-waiting>
        <div class="space-y-4 p-4">
          <div class="flex items-center gap-3">
            <span class="size-14 shrink-0 rounded-full bg-sunken" />
            <h2
              id={personCardName}
              data-name
              class="notranslate pr-8 font-semibold wrap-anywhere"
            />
          </div>
          <div aria-hidden="true" class="space-y-3">
            <p class="h-4 w-2/3 rounded bg-sunken" />
            <p class="h-4 w-1/2 rounded bg-sunken" />
          </div>
        </div>
      </template>
      <template data-trouble>
        <div class="space-y-3 p-4">
          <h2 id={personCardName} data-name class="notranslate pr-8 font-semibold wrap-anywhere" />
          <p role="alert" data-missing class="text-sm text-muted">
            {person.missing}
          </p>
          <div data-failed class="space-y-3">
            <p role="alert" class="text-sm text-muted">
              {person.failed}
            </p>
            <Button type="button" data-again>
              {person.tryAgain}
            </Button>
          </div>
        </div>
      </template>
    </dialog>
  );
}
