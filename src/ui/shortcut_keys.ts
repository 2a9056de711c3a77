/** The keys that scripts listen for; `shortcuts.ts` lists them with all others. */

/** Of a keyboard in English. The last one is what `KeyboardEvent.key` says. */
export type Keys = readonly string[];

/** On a focused message. */
export const messageKeys = {
  copy: "c",
  edit: "e",
  report: "!",
  remove: "Delete",
  original: "o",
  details: "d",
} as const;

/** On every page. Each has alternatives. */
export const pageKeys = {
  showShortcuts: [["Ctrl", "/"], ["?"]],
  findGroup: [["/"]],
} as const satisfies Record<string, readonly Keys[]>;

/** The keys of a shortcut that were pressed, if any. On a Mac, Cmd does what Ctrl does. */
export function pressedKeys(event: KeyboardEvent, name: keyof typeof pageKeys): Keys | undefined {
  if (event.altKey) return undefined;
  const withCtrl = event.ctrlKey || event.metaKey;
  const all: readonly Keys[] = pageKeys[name];
  // Some keyboards have `/` and `?` on keys that need Shift.
  return all.find((keys) => keys.includes("Ctrl") === withCtrl && keys.at(-1) === event.key);
}
