import { ShortcutDialog } from "#ui/layout/shortcut_list.tsx";
import { renderFragment, renderPage } from "../http/render.tsx";
import { page } from "../http/route.ts";
import type { Visit } from "../http/visit.ts";
import { HelpPage } from "./help_page.tsx";

const policy = "public";

export const helpRoutes = [
  page({ method: "GET", path: "/help", policy, handle: show }),
  page({ method: "GET", path: "/help/shortcuts", policy, handle: showShortcuts }),
];

function show(visit: Visit): Response {
  const { texts } = visit;
  return renderPage(visit, {
    title: texts.help.title,
    section: "help",
    wide: true,
    content: <HelpPage {...readerOf(visit)} />,
  });
}

/** The dialog that the script `page.js` opens on any page. */
function showShortcuts(visit: Visit): Response {
  return renderFragment(visit, <ShortcutDialog {...readerOf(visit)} />);
}

function readerOf({ actor, identity, texts }: Visit) {
  return {
    role: actor?.role,
    singleKeys: actor?.singleKeys ?? true,
    contact: identity.help,
    texts,
  };
}
