/** The script of every page but the chat: forms, questions, menus of rows, lists to filter. */
import type { LiveBoot } from "#ui/layout/live_boot.ts";
import { whenIdle } from "../when_idle.ts";
import { offerCopies } from "../pages/codes.ts";
import { openDialogs } from "../pages/dialogs.ts";
import { filterLists } from "../pages/filter_lists.ts";
import { leaveAnswers } from "../pages/leave_answers.ts";
import { enterLinkCode } from "../pages/link_code.ts";
import { sendMoments } from "../pages/local_moments.ts";
import { nameUnsent } from "../pages/name_unsent.ts";
import { showPasswords } from "../pages/passwords.ts";
import { tendRowMenus } from "../pages/row_menus.ts";
import { askBeforeLeaving } from "../pages/unsaved.ts";

openDialogs(document);
tendRowMenus(document);
filterLists(document);
showPasswords(document);
offerCopies(document);
askBeforeLeaving(document);
leaveAnswers(document);
enterLinkCode(document);
sendMoments(document);
void nameUnsent(document);

// Such a page is whole without it, so it waits until everything else is there.
const boot = document.getElementById("boot");
const content = document.getElementById("content");
if (boot && content) {
  const data = JSON.parse(boot.textContent) as LiveBoot;
  whenIdle(
    () =>
      void import("../pages/live_page.ts").then(
        ({ keepLive }) => keepLive(data, content),
        () => {},
      ),
  );
}
