/** What opens on every page only when it is asked for, as one file for the browser. */
export { Finder } from "./finder.ts";
export { PersonCard } from "./person_card.ts";
export { showShortcuts } from "./shortcut_dialog.ts";
