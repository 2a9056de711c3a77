/** The script of every page but the chat: forms, questions, menus of rows, lists to filter. */
import { openDialogs } from "../pages/dialogs.ts";
import { filterLists } from "../pages/filter_lists.ts";
import { showPasswords } from "../pages/passwords.ts";
import { tendRowMenus } from "../pages/row_menus.ts";
import { askBeforeLeaving } from "../pages/unsaved.ts";

openDialogs(document);
tendRowMenus(document);
filterLists(document);
showPasswords(document);
askBeforeLeaving(document);
