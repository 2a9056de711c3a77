/** Jumping to a group or a person by name: the results for the dialog of every page, and a page. */
import { findByName } from "#core/people/find.ts";
import { renderFragment, renderPage } from "../http/render.tsx";
import { page } from "../http/route.ts";
import type { SignedInVisit } from "../http/visit.ts";
import { FindPage } from "./find_page.tsx";
import { FindResults } from "./find_results.tsx";

const policy = "signed_in";

export const findRoutes = [
  page({ method: "GET", path: "/find", policy, handle: showPage }),
  page({ method: "GET", path: "/find/results", policy, isPart: true, handle: showResults }),
];

async function showPage(visit: SignedInVisit): Promise<Response> {
  const { context, texts } = visit;
  const query = queryOf(visit);
  const found = await findByName(context, query);
  return renderPage(visit, {
    title: texts.find.title,
    section: "conversations",
    content: <FindPage query={query} found={found} texts={texts} />,
  });
}

async function showResults(visit: SignedInVisit): Promise<Response> {
  const query = queryOf(visit);
  const found = await findByName(visit.context, query);
  const { texts } = visit;
  return renderFragment(visit, <FindResults query={query} found={found} asOptions texts={texts} />);
}

function queryOf({ c }: SignedInVisit): string {
  return (c.req.query("q") ?? "").trim();
}
