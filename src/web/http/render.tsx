import type { ComponentChildren } from "preact";
import { renderToString } from "preact-render-to-string";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { Document } from "#ui/layout/document.tsx";
import { Shell, type Section } from "#ui/layout/shell.tsx";
import type { Visit } from "./visit.ts";

export interface PageParts {
  title: string;
  content: ComponentChildren;
  /** Which entry of the navigation is the current one. */
  section?: Section;
  /** Names of built scripts the page needs, such as `groups.js`. */
  scripts?: string[];
  status?: ContentfulStatusCode;
  /** Data for the page's island; it reads the element `boot`. */
  boot?: unknown;
}

/** A page inside the common frame: navigation, messages, content. */
export function renderPage(visit: Visit, parts: PageParts): Response {
  const { actor, flash, texts } = visit;
  const content = (
    <Shell person={actor} section={parts.section} flash={flash} texts={texts}>
      {parts.content}
    </Shell>
  );
  return renderBare(visit, { ...parts, content });
}

/** A page that brings its own frame, such as the chat. */
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
      scripts={["page.js", ...(parts.scripts ?? [])].map(app.assets.url)}
      boot={parts.boot}
    >
      {parts.content}
    </Document>,
  );
  return visit.c.html(`<!doctype html>${html}`, parts.status ?? 200);
}
