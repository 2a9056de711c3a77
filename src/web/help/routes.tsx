import { renderPage } from "../http/render.tsx";
import { page } from "../http/route.ts";
import type { Visit } from "../http/visit.ts";
import { HelpPage } from "./help_page.tsx";

export const helpRoutes = [page({ method: "GET", path: "/help", policy: "public", handle: show })];

function show(visit: Visit): Response {
  const { actor, texts } = visit;
  return renderPage(visit, {
    title: texts.help.title,
    section: "help",
    content: <HelpPage role={actor?.role} texts={texts} />,
  });
}
