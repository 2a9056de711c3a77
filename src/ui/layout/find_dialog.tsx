import { Icon } from "../parts/icon.tsx";
import type { Texts } from "../text/catalogue.ts";

/**
 * The dialog with which any page jumps to a group or a person (Ctrl K). The script `page.js` opens it
 * and fetches what was found; a link with `data-find` leads to the same as a page.
 */
export function FindDialog({ texts: { common, find } }: { texts: Texts }) {
  return (
    <dialog
      id="find-dialog"
      aria-label={find.title}
      class="w-full overflow-hidden border-line bg-raised p-0 text-body shadow find-dialog"
    >
      <div class="flex max-h-[76vh] flex-col max-sm:max-h-dvh">
        <div class="flex items-center gap-2 border-b border-line px-3 text-muted">
          <Icon of="Search" />
          <input
            type="text"
            role="combobox"
            aria-expanded="true"
            aria-controls="find-results"
            aria-autocomplete="list"
            aria-label={find.label}
            placeholder={find.label}
            autoComplete="off"
            spellcheck={false}
            data-find-field
            class="min-h-12 min-w-0 flex-1 bg-transparent text-base text-body outline-none"
          />
          <button
            type="button"
            data-close
            title={common.close}
            class="flex size-10 cursor-pointer items-center justify-center rounded hover:bg-hover max-sm:size-11"
          >
            <Icon of="X" />
            <span class="sr-only">{common.close}</span>
          </button>
        </div>
        <div
          id="find-results"
          role="listbox"
          aria-label={find.title}
          data-find-results
          class="min-h-0 overflow-y-auto p-2"
        />
        <p data-find-count role="status" class="sr-only" />
        <p data-find-failed hidden role="alert" class="px-5 pb-4 text-list text-muted">
          {find.failed}
        </p>
      </div>
    </dialog>
  );
}
