/** The script of every page. All pages work without it, with less convenience. */
import { showCurrentNumbers } from "../pages/current_numbers.ts";
import { openDialogs } from "../pages/dialogs.ts";
import { filterLists } from "../pages/filter_lists.ts";
import { localTimes } from "../pages/local_times.ts";
import { closeMenus } from "../pages/menu.ts";
import { openPersonCards } from "../pages/person_card.ts";
import { showPasswords } from "../pages/passwords.ts";
import { tendRowMenus } from "../pages/row_menus.ts";
import { askBeforeLeaving } from "../pages/unsaved.ts";
import { revealControls } from "../pages/script_only.ts";
import { sendOnce } from "../pages/send_once.ts";
import { forgetAfterSigningOut } from "../pages/sign_out.ts";

revealControls(document);
openDialogs(document);
openPersonCards(document);
tendRowMenus(document);
filterLists(document);
localTimes(document);
closeMenus(document);
showPasswords(document);
showCurrentNumbers(document);
// Before `sendOnce`, because a form that this one stops was not sent.
forgetAfterSigningOut(document);
sendOnce(document);
// After `sendOnce`, because a form that is not sent again has not been sent now.
askBeforeLeaving(document);
