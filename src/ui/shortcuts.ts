/**
 * Every keyboard shortcut, once: pages list them from here, and scripts compare keys with them.
 * Those of a single key that are not tied to a focused message work only outside fields, and can be
 * turned off (WCAG 2.1.4).
 */

import { type Keys, messageKeys, pageKeys } from "./shortcut_keys.ts";

export type ShortcutPlace = "everywhere" | "messages" | "writing";

interface Definition {
  place: ShortcutPlace;
  /** Alternatives. */
  keys: readonly Keys[];
  staffOnly?: true;
}

const definitions = {
  showShortcuts: { place: "everywhere", keys: pageKeys.showShortcuts },
  find: { place: "everywhere", keys: [["Ctrl", "k"]] },
  findGroup: { place: "everywhere", keys: pageKeys.findGroup },
  close: { place: "everywhere", keys: [["Escape"]] },
  move: { place: "messages", keys: [["ArrowUp"], ["ArrowDown"]] },
  page: { place: "messages", keys: [["PageUp"], ["PageDown"]] },
  ends: { place: "messages", keys: [["Home"], ["End"]] },
  menu: { place: "messages", keys: [["Enter"]] },
  copy: { place: "messages", keys: [[messageKeys.copy]] },
  edit: { place: "messages", keys: [[messageKeys.edit]] },
  report: { place: "messages", keys: [[messageKeys.report]] },
  remove: { place: "messages", keys: [[messageKeys.remove]] },
  original: { place: "messages", keys: [[messageKeys.original]], staffOnly: true },
  details: { place: "messages", keys: [[messageKeys.details]], staffOnly: true },
  send: { place: "writing", keys: [["Enter"]] },
  newLine: { place: "writing", keys: [["Shift", "Enter"]] },
} as const satisfies Record<string, Definition>;

export type ShortcutName = keyof typeof definitions;

export const shortcuts: Readonly<Record<ShortcutName, Definition>> = definitions;

export const shortcutNames = Object.keys(definitions) as ShortcutName[];
