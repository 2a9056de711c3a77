/** One-time codes for everyone who has not signed in yet, on one sheet. */
import {
  countFirstCodes,
  type FirstCode,
  issueFirstCodes,
  mailFirstLinks,
} from "#core/people/first_codes.ts";
import type { MailedLinks } from "#core/mail/send_links.ts";
import type { Role } from "#wire/views.ts";
import { ButtonLink } from "#ui/parts/button.tsx";
import { EmptyState } from "#ui/parts/empty_state.tsx";
import { PageHeader } from "#ui/parts/page_header.tsx";
import { Question } from "#ui/parts/question.tsx";
import { plural } from "#ui/text/format.ts";
import { timeText } from "#ui/text/time_text.ts";
import { csvAddress, csvText } from "../http/csv.ts";
import { flash } from "../http/flash.ts";
import { readForm } from "../http/form.ts";
import { renderPage } from "../http/render.tsx";
import type { SignedInVisit } from "../http/visit.ts";
import { CodeSheet } from "./code_sheet.tsx";

export interface ChosenPeople {
  q: string;
  role: Role | "";
}

export const awaitedPath = ({ q, role }: ChosenPeople, path = "/users") =>
  `${path}?${new URLSearchParams({ q, role, signed_in: "no" })}`;

/** Asks first. @throws {Refusal} invalid if they are too many */
export async function askFirstCodes(visit: SignedInVisit): Promise<Response> {
  const { context, locale, texts } = visit;
  const { q = "", role = "" } = visit.c.req.query();
  const chosen = { q, role: roleOrAny(role) };
  const count = await countFirstCodes(context, queryOf(chosen));
  const { mail, users } = texts;
  const title = count === 0 ? users.firstCodesSheet : plural(locale, users.firstCodesTitle, count);
  return renderPage(visit, {
    title,
    section: "users",
    content:
      count === 0 ? (
        <Nobody {...visit} />
      ) : (
        <Question
          title={title}
          action="/users/codes"
          fields={{ ...chosen }}
          confirm={plural(locale, users.firstCodesConfirm, count)}
          otherwise={
            context.sendsMails ? { name: "by", value: "mail", label: mail.sendAll } : undefined
          }
          working={users.working}
          cancelHref={awaitedPath(chosen)}
          texts={texts.common}
        >
          <p>{users.firstCodesLead}</p>
          <p>{users.firstCodesVoid}</p>
          {context.sendsMails && <p>{mail.linksHint}</p>}
        </Question>
      ),
  });
}

export async function doFirstCodes(visit: SignedInVisit): Promise<Response> {
  const { context, locale, texts } = visit;
  const form = await readForm(visit);
  const chosen = { q: form.text("q"), role: roleOrAny(form.text("role")) };
  if (form.text("by") === "mail") {
    flashMailed(visit, await mailFirstLinks(context, queryOf(chosen)));
    return visit.c.redirect(awaitedPath(chosen), 303);
  }
  const codes = await issueFirstCodes(context, queryOf(chosen));
  return renderPage(visit, {
    title: texts.users.firstCodesSheet,
    section: "users",
    here: "/users",
    content:
      codes.length === 0 ? (
        <Nobody {...visit} />
      ) : (
        <CodeSheet
          codes={codes}
          {...joiningOf(visit, codes)}
          doneHref={awaitedPath(chosen)}
          locale={locale}
          texts={texts}
        />
      ),
  });
}

/** How many links are on their way, and who still needs a code. */
export function flashMailed(visit: SignedInVisit, { mailed, withoutAddress }: MailedLinks): void {
  const { locale, texts } = visit;
  const said = [plural(locale, texts.mail.linksMailed, mailed)];
  if (withoutAddress > 0) said.push(plural(locale, texts.mail.withoutAddress, withoutAddress));
  flash(visit, mailed > 0 ? "success" : "info", said.join(" "));
}

/** Where codes are entered, and the file with them. */
export function joiningOf(visit: SignedInVisit, codes: readonly FirstCode[]) {
  const joinAddress = new URL("/join", visit.config.publicUrl).href;
  return { joinAddress, file: csvAddress(csvText(table(visit, codes, joinAddress))) };
}

function table(
  { locale, texts: { users } }: SignedInVisit,
  codes: readonly FirstCode[],
  joinAddress: string,
): string[][] {
  const headings = [
    users.name,
    users.email,
    users.username,
    users.codeColumn,
    users.codeAt,
    users.codeUntil,
  ];
  const until = (iso: string) => timeText(iso, { look: "day", locale, zone: "UTC" });
  const rows = codes.map((one) => [
    one.name,
    one.email,
    one.username,
    one.code,
    joinAddress,
    until(one.expiresAt),
  ]);
  return [headings, ...rows];
}

function Nobody({ texts: { users } }: Pick<SignedInVisit, "texts">) {
  return (
    <>
      <PageHeader title={users.firstCodesSheet} />
      <EmptyState title={users.firstCodesNobody} text={users.firstCodesNobodyText}>
        <ButtonLink href="/users">{users.showAll}</ButtonLink>
      </EmptyState>
    </>
  );
}

const queryOf = ({ q, role }: ChosenPeople) => ({ query: q, ...(role && { role }) });

export function roleOrAny(role: string): Role | "" {
  return role === "admin" || role === "user" || role === "guest" ? role : "";
}
