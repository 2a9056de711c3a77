/** What every page needs only when it is asked for, as one file for the browser. */
import { changeThemeAtOnce } from "./look.ts";

export { Finder } from "./finder.ts";
export { PersonCard } from "./person_card.ts";
export { showShortcuts } from "./shortcut_dialog.ts";

// Until then, the page is loaded again with the other theme.
changeThemeAtOnce(document);
