import type { ComponentChildren, VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Account } from "#core/context.ts";
import { logMark } from "#core/log/log_mark.ts";
import { type Brand, Document } from "#ui/layout/document.tsx";
import { Frame, Page } from "#ui/layout/frame.tsx";
import { FindDialog } from "#ui/layout/find_dialog.tsx";
import type { LiveBoot } from "#ui/layout/live_boot.ts";
import { PersonDialog } from "#ui/layout/person_dialog.tsx";
import { pageTitle } from "#ui/layout/page_title.ts";
import { PublicFrame } from "#ui/layout/public_frame.tsx";
import type { Section } from "#ui/layout/rail_props.ts";
import { KeptParts } from "#ui/parts/kept_parts.ts";
import { isFirstVisit } from "../about/first_visit.ts";
import { answerHtml } from "./answer_body.ts";
import type { Assets } from "./assets.ts";
import { KeptHtml } from "./kept_html.ts";
import { isReading } from "./route.ts";
import type { SignedInVisit, Visit } from "./visit.ts";

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
  /** Before signing in: whether the page needs the whole width. */
  wide?: boolean;
  /** The address that shows this page again, or something like it, if it is not its own. */
  here?: string;
  /**
   * The page follows what happens: it is fetched again when something has changed; with `watches`, also
   * when something happens in groups, or in a group, that its staff look after without being in them.
   */
  live?: boolean | Pick<LiveBoot, "watches">;
}

/** Of every page but the chat, whose script contains the first. */
const scriptsOfPages = ["page.js", "forms.js"];

/** A page that scrolls as a whole, within the frame. */
export function renderPage(visit: Visit, parts: PageParts): Response {
  if (!visit.actor) return renderPublic(visit, parts);
  const { scripts = [], live = false } = parts;
  return renderFramed(visit, {
    ...parts,
    scripts: [...scriptsOfPages, ...scripts],
    boot: live ? liveBoot(visit, visit.actor, live === true ? {} : live) : parts.boot,
    content: <Page flash={visit.flash}>{parts.content}</Page>,
  });
}

/** A page without the frame, for a screen that many look at. Its content has the element `content`. */
export function renderBare(visit: SignedInVisit, parts: PageParts): Response {
  const boot = parts.live ? liveBoot(visit, visit.actor, {}) : undefined;
  return renderDocument(visit, { ...parts, scripts: scriptsOfPages, boot }, <>{parts.content}</>);
}

function liveBoot(
  { app, locale, texts }: Visit,
  reader: Account,
  watching: Pick<LiveBoot, "watches">,
): LiveBoot {
  const { config, services } = app;
  return {
    userId: reader.id,
    wsUrl: config.wsUrl.href,
    nowMs: services.clock.now(),
    logMark: logMark(services, reader.logEnd),
    locale,
    unread: texts.chat.unread,
    ...watching,
  };
}

function renderPublic(visit: Visit, parts: PageParts): Response {
  const { c, identity, flash, locale, texts } = visit;
  const { pathname, search } = new URL(c.req.url);
  const here = parts.here ?? (isReading(c.req.method) ? pathname + search : pathname);
  const frame = { identity, flash, wide: parts.wide, locale, here, texts };
  const scripts = [...scriptsOfPages, ...(parts.scripts ?? [])];
  return renderDocument(
    visit,
    { ...parts, scripts },
    <PublicFrame {...frame}>{parts.content}</PublicFrame>,
  );
}

/** Of this process; one for all readers, because a part depends only on its inputs. */
const keptHtml = new KeptHtml();

/** A page that is laid out by its island, such as the chat, within the frame. */
export function renderFramed(visit: Visit, parts: PageParts): Response {
  const { actor, identity, locale, theme, texts } = visit;
  return renderDocument(
    visit,
    parts,
    <>
      <Frame
        person={actor}
        section={parts.section}
        identity={identity}
        isFirstVisit={isFirstVisit(visit)}
        locale={locale}
        theme={theme}
        here={hereOf(visit, parts.section)}
        texts={texts}
      >
        {parts.content}
      </Frame>
      {actor &&
        keptHtml.keep(`dialogs ${locale}`, [texts], () => (
          <>
            <PersonDialog texts={texts} />
            <FindDialog texts={texts} />
          </>
        ))}
    </>,
  );
}

function renderDocument(visit: Visit, parts: PageParts, body: VNode): Response {
  const { actor, app, identity, locale, theme, texts } = visit;
  const { scripts = [] } = parts;
  const imports = scripts.flatMap((name) => app.assets.imports?.(name) ?? []);
  const html = renderToString(
    <Document
      title={pageTitle(parts.title, {
        product: texts.common.productName,
        institution: identity.name,
      })}
      locale={locale}
      theme={theme}
      person={actor?.id}
      singleKeys={actor?.singleKeys ?? true}
      nowMs={app.services.clock.now()}
      styles={app.assets.url("styles.css")}
      icons={app.assets.url("icons.svg")}
      leftAs={leftAs(visit, parts)}
      brand={brandOf(app.assets)}
      scripts={scripts.map(app.assets.url)}
      imports={[...new Set(imports)]}
      boot={parts.boot}
    >
      <KeptParts.Provider value={keptHtml.keep}>{body}</KeptParts.Provider>
    </Document>,
  );
  return answerHtml(visit.c, `<!doctype html>${html}`, parts.status ?? 200);
}

/** The address of an answer to a form in the history, once it is left. */
function leftAs({ c }: Visit, { here }: PageParts): string | undefined {
  return isReading(c.req.method) ? undefined : (here ?? new URL(c.req.url).pathname);
}

/** A part of a page that a script asks for. */
export function renderFragment(visit: Visit, content: VNode): Response {
  return answerHtml(visit.c, renderToString(content), 200);
}

function brandOf({ url }: Assets): Brand {
  return {
    icon: url("favicon.svg"),
    iconUnread: url("favicon-unread.svg"),
    touchIcon: url("touch-icon.png"),
    webManifest: url("app.webmanifest"),
  };
}

const startOf: Record<Section, string> = {
  conversations: "/conversations",
  groups: "/groups",
  users: "/users",
  moderation: "/moderation",
  record: "/audit",
  answers: "/answers",
  account: "/account",
  help: "/help",
};

/** The answer to a form is no page to return to, so the start of its section is. */
function hereOf({ c }: Visit, section: Section = "conversations"): string {
  const { pathname, search } = new URL(c.req.url);
  return isReading(c.req.method) ? pathname + search : startOf[section];
}
