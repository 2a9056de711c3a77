import type { ComponentChildren, VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { Document } from "#ui/layout/document.tsx";
import { PersonDialog } from "#ui/layout/person_dialog.tsx";
import { Shell, type Section } from "#ui/layout/shell.tsx";
import { answerHtml } from "./answer_body.ts";
import type { Visit } from "./visit.ts";

export interface PageParts {
  title: string;
  content: ComponentChildren;
  /** The current entry of the navigation. */
  section?: Section;
  /** The built scripts that the page needs, such as `groups.js`. */
  scripts?: string[];
  status?: ContentfulStatusCode;
  /** Data for the page's island, which reads it from the element `boot`. */
  boot?: unknown;
}

/** A page within the common frame of navigation, messages and content. */
export function renderPage(visit: Visit, parts: PageParts): Response {
  const { actor, flash, texts } = visit;
  const content = (
    <Shell person={actor} section={parts.section} flash={flash} texts={texts}>
      {parts.content}
    </Shell>
  );
  return renderBare(visit, { ...parts, content });
}

/** A page with a frame of its own, such as the chat. */
export function renderBare(visit: Visit, parts: PageParts): Response {
  const { actor, app, locale, theme, texts } = visit;
  const html = renderToString(
    <Document
      title={`${parts.title} · ${texts.common.productName}`}
      locale={locale}
      theme={theme}
      person={actor?.id}
      nowMs={app.services.clock.now()}
      styles={app.assets.url("styles.css")}
      icons={app.assets.url("icons.svg")}
      scripts={["page.js", ...(parts.scripts ?? [])].map(app.assets.url)}
      boot={parts.boot}
    >
      {parts.content}
      {actor && <PersonDialog texts={texts} />}
    </Document>,
  );
  return answerHtml(visit.c, `<!doctype html>${html}`, parts.status ?? 200);
}

/** A part of a page that a script asks for. */
export function renderFragment(visit: Visit, content: VNode): Response {
  return answerHtml(visit.c, renderToString(content), 200);
}
