import type { Person } from "./rail_props.ts";
import { Icon } from "../parts/icon.tsx";
import type { Keys } from "../shortcut_keys.ts";
import { type ShortcutName, shortcutNames, shortcuts } from "../shortcuts.ts";
import type { Texts } from "../text/catalogue.ts";

export interface ShortcutListProps {
  /** If signed in. */
  reader: Pick<Person, "role" | "office"> | undefined;
  /** Whether those of a single key are on. */
  singleKeys: boolean;
  /** Several columns, where there is room. */
  wide?: boolean;
  texts: Texts;
}

const places = ["everywhere", "messages", "writing"] as const;

/** All shortcuts, on the page of help and in the dialog of every page. */
export function ShortcutList({ reader, singleKeys, wide = false, texts }: ShortcutListProps) {
  const { shortcuts: words } = texts.help;
  const isStaff = reader?.role === "admin" || reader?.office !== undefined;
  const shown = shortcutNames.filter((name) => isStaff || !shortcuts[name].staffOnly);
  return (
    <div class="space-y-4 text-list">
      <div class={`grid grid-cols-1 gap-x-8 gap-y-4 ${wide ? "lg:grid-cols-2" : ""}`}>
        {places.map((place) => (
          <section key={place} aria-label={words.places[place]} class="min-w-0">
            <h3 class="pb-1 font-semibold">{words.places[place]}</h3>
            <dl class="divide-y divide-line">
              {shown
                .filter((name) => shortcuts[name].place === place)
                .map((name) => (
                  <Entry key={name} name={name} singleKeys={singleKeys} texts={texts} />
                ))}
            </dl>
          </section>
        ))}
      </div>
      <p class="text-muted">
        {singleKeys ? words.single : words.singleOff} {words.mac}
        {reader && (
          <>
            {" "}
            <a href="/account#keyboard" class="text-primary-text underline underline-offset-2">
              {words.toAccount}
            </a>
          </>
        )}
      </p>
    </div>
  );
}

type EntryProps = Pick<ShortcutListProps, "singleKeys" | "texts"> & { name: ShortcutName };

function Entry({ name, singleKeys, texts: { help } }: EntryProps) {
  const { place, keys } = shortcuts[name];
  const isOff = ([first = ""]: Keys) => !singleKeys && place === "everywhere" && first.length === 1;
  const active = keys.filter((each) => !isOff(each));
  if (active.length === 0) return null;
  return (
    <div class="flex items-center justify-between gap-4 py-1.5">
      <dt>{help.shortcuts.acts[name]}</dt>
      <dd class="flex shrink-0 flex-wrap items-center justify-end gap-1.5 text-muted">
        {active.map((each, index) => (
          <span key={each.join()} class="flex items-center gap-1.5">
            {index > 0 && help.shortcuts.or}
            <kbd class="flex gap-1 font-sans">
              {each.map((key) => (
                <kbd
                  key={key}
                  class="min-w-6 rounded border border-line-strong bg-sunken px-1.5 py-0.5 text-center font-sans text-xs text-body"
                >
                  {nameOf(key, help.shortcuts.keys)}
                </kbd>
              ))}
            </kbd>
          </span>
        ))}
      </dd>
    </div>
  );
}

function nameOf(key: string, names: Record<string, string>): string {
  return names[key] ?? key.toUpperCase();
}

/** The same list over any page: see `client/pages/shortcuts.ts`. */
export function ShortcutDialog(props: ShortcutListProps) {
  const { common, help } = props.texts;
  return (
    <dialog
      id="shortcut-list"
      aria-labelledby="shortcut-list-title"
      class="m-auto max-h-[85dvh] w-[min(28rem,calc(100vw-2rem))] overflow-y-auto rounded border border-line bg-raised p-6 text-body shadow backdrop:bg-scrim"
    >
      <div class="mb-3 flex items-center justify-between">
        <h2 id="shortcut-list-title" class="text-lg font-semibold">
          {help.shortcuts.title}
        </h2>
        <button
          type="button"
          data-close
          title={common.close}
          class="-mr-2 flex size-10 cursor-pointer items-center justify-center rounded hover:bg-hover max-sm:size-11"
        >
          <Icon of="X" />
          <span class="sr-only">{common.close}</span>
        </button>
      </div>
      <ShortcutList {...props} />
    </dialog>
  );
}
