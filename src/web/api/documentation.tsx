/** The API's documentation, for machines and for people. */
import { z } from "zod";
import { renderPage } from "../http/render.tsx";
import { api, page, type Route } from "../http/route.ts";
import { DocumentationPage } from "./documentation_page.tsx";
import { openApiOf } from "./openapi.ts";
import type { OpenApi } from "./openapi_types.ts";

/** @param table returns every route, including these; called with the first request */
export function documentationRoutes(table: () => Route[]): Route[] {
  let built: OpenApi | undefined;
  const document = () => (built ??= openApiOf(table()));
  return [
    api({
      method: "GET",
      path: "/api/openapi.json",
      policy: "public",
      documentation: {
        tag: "Server",
        summary: "Get this description in machine-readable form",
        answer: z.looseObject({ openapi: z.string() }),
      },
      handle: ({ c }) => c.json(document()),
    }),
    page({
      method: "GET",
      path: "/api/docs",
      policy: "public",
      handle: (visit) =>
        renderPage(visit, {
          title: visit.texts.api.title,
          wide: true,
          content: (
            <DocumentationPage
              document={document()}
              address={visit.config.publicUrl.origin}
              texts={visit.texts.api}
            />
          ),
        }),
    }),
  ];
}
