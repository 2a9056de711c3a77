/** Issues a one-time code for a person, and shows it once. */
import { codeRecipient } from "#core/identity/code_rights.ts";
import { issueCode } from "#core/identity/codes.ts";
import { mailSignInLink } from "#core/mail/send_links.ts";
import { format, plural } from "#ui/text/format.ts";
import { flash } from "../http/flash.ts";
import { readForm } from "../http/form.ts";
import { renderPage } from "../http/render.tsx";
import { pathId, type SignedInVisit } from "../http/visit.ts";
import { CodePage } from "./code_page.tsx";
import type { Given } from "./edit.tsx";
import { PersonQuestion } from "./questions.tsx";

/** Asks before the act. @throws {Refusal} not_found, forbidden */
export async function askForCode(visit: SignedInVisit): Promise<Response> {
  const { context, locale, texts } = visit;
  const person = await codeRecipient(context, pathId(visit));
  return renderPage(visit, {
    title: person.name,
    section: sectionOf(visit),
    content: (
      <PersonQuestion
        act="code"
        person={person}
        to="user"
        sendsMails={context.sendsMails}
        cancelHref={afterwards(visit, person.id)}
        locale={locale}
        texts={texts}
      />
    ),
  });
}

export async function doIssueCode(visit: SignedInVisit): Promise<Response> {
  const { c, context, locale, texts } = visit;
  const id = pathId(visit);
  if ((await readForm(visit)).text("by") === "mail") {
    await mailSignInLink(context, id);
    flash(visit, "success", plural(locale, texts.mail.linksMailed, 1));
    return c.redirect(afterwards(visit, id), 303);
  }
  return codePage(visit, { id, code: await issueCode(visit.context, id) });
}

/** Shows a code that was just given to a person. */
export async function codePage(
  visit: SignedInVisit,
  { id, code, note = "" }: Given,
): Promise<Response> {
  const { actor, config, context, locale, texts } = visit;
  const { name, email, username } = await codeRecipient(context, id);
  return renderPage(visit, {
    title: format(texts.users.codeTitle, { name }),
    section: sectionOf(visit),
    here: afterwards(visit, id),
    content: (
      <CodePage
        name={name}
        handle={email || username}
        given={code}
        note={note}
        joinAddress={new URL("/join", config.publicUrl).href}
        doneHref={afterwards(visit, id)}
        addsPeople={actor.role === "admin"}
        locale={locale}
        texts={texts}
      />
    ),
  });
}

/** Teachers have no list of all people. */
function afterwards({ actor }: SignedInVisit, id: string): string {
  return actor.role === "admin" ? "/users" : `/people/${encodeURIComponent(id)}`;
}

function sectionOf({ actor }: SignedInVisit) {
  return actor.role === "admin" ? ("users" as const) : undefined;
}
