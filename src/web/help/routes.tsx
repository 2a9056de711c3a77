import { ShortcutDialog } from "#ui/layout/shortcut_list.tsx";
import { renderFragment, renderPage } from "../http/render.tsx";
import { page } from "../http/route.ts";
import type { Visit } from "../http/visit.ts";
import { HelpPage } from "./help_page.tsx";
import { pictureFile } from "./pictures.ts";

const policy = "public";

export const helpRoutes = [
  page({ method: "GET", path: "/help", policy, handle: show }),
  page({ method: "GET", path: "/help/shortcuts", policy, isPart: true, handle: showShortcuts }),
];

function show(visit: Visit): Response {
  const { app, locale, texts } = visit;
  return renderPage(visit, {
    title: texts.help.title,
    section: "help",
    wide: true,
    content: (
      <HelpPage
        {...readerOf(visit)}
        contact={visit.identity.help}
        pictureUrl={(name) => app.assets.url(pictureFile(name, locale))}
      />
    ),
  });
}

/** The dialog that the script `page.js` opens on any page. */
function showShortcuts(visit: Visit): Response {
  return renderFragment(visit, <ShortcutDialog {...readerOf(visit)} />);
}

function readerOf({ actor, texts }: Visit) {
  return { reader: actor, singleKeys: actor?.singleKeys ?? true, texts };
}
