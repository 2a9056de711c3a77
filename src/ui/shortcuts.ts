/**
 * Every keyboard shortcut, once: pages list them from here, and scripts compare keys with them.
 * Those of a single key that are not tied to a focused message work only outside fields, and can be
 * turned off (WCAG 2.1.4).
 */

/** Of a keyboard in English; the texts name them. The last one is what `KeyboardEvent.key` says. */
export type Keys = readonly string[];

export type ShortcutPlace = "everywhere" | "messages" | "writing";

interface Definition {
  place: ShortcutPlace;
  /** Alternatives. */
  keys: readonly Keys[];
  staffOnly?: true;
}

const definitions = {
  showShortcuts: { place: "everywhere", keys: [["Ctrl", "/"], ["?"]] },
  findGroup: { place: "everywhere", keys: [["/"]] },
  close: { place: "everywhere", keys: [["Escape"]] },
  move: { place: "messages", keys: [["ArrowUp"], ["ArrowDown"]] },
  page: { place: "messages", keys: [["PageUp"], ["PageDown"]] },
  ends: { place: "messages", keys: [["Home"], ["End"]] },
  menu: { place: "messages", keys: [["Enter"]] },
  copy: { place: "messages", keys: [["c"]] },
  edit: { place: "messages", keys: [["e"]] },
  remove: { place: "messages", keys: [["Delete"]] },
  original: { place: "messages", keys: [["o"]], staffOnly: true },
  send: { place: "writing", keys: [["Enter"]] },
  newLine: { place: "writing", keys: [["Shift", "Enter"]] },
} as const satisfies Record<string, Definition>;

export type ShortcutName = keyof typeof definitions;

export const shortcuts: Readonly<Record<ShortcutName, Definition>> = definitions;

export const shortcutNames = Object.keys(definitions) as ShortcutName[];

/** The only key of a shortcut that works on a focused message. */
export function messageKey(name: "copy" | "edit" | "remove" | "original"): string {
  return definitions[name].keys[0][0];
}

/** The keys of a shortcut that were pressed, if any. On a Mac, Cmd does what Ctrl does. */
export function pressedKeys(event: KeyboardEvent, name: ShortcutName): Keys | undefined {
  if (event.altKey) return undefined;
  const withCtrl = event.ctrlKey || event.metaKey;
  return shortcuts[name].keys.find(
    // Some keyboards have `/` and `?` on keys that need Shift.
    (keys) => keys.includes("Ctrl") === withCtrl && keys.at(-1) === event.key,
  );
}
