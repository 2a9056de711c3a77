/** The script of every page. All pages work without it, with less convenience. */
import { showCurrentNumbers } from "../pages/current_numbers.ts";
import { openFinder } from "../pages/find.ts";
import { loadWhenIdle } from "../pages/late.ts";
import { localTimes } from "../pages/local_times.ts";
import { closeMenus } from "../pages/menu.ts";
import { openPersonCards } from "../pages/person_links.ts";
import { revealControls } from "../pages/script_only.ts";
import { sendOnce } from "../pages/send_once.ts";
import { listenForShortcuts } from "../pages/shortcuts.ts";
import { forgetAfterSigningOut } from "../pages/sign_out.ts";

revealControls(document);
openPersonCards(document);
openFinder(document);
localTimes(document);
closeMenus(document);
listenForShortcuts(document);
showCurrentNumbers(document);
// Before `sendOnce`, because a form that this one stops was not sent.
forgetAfterSigningOut(document);
sendOnce(document);
loadWhenIdle();
