/** The mails that wait, for admins. Where none are sent, there is no such page. */
import { dropMail, listMails, sendAgain } from "#core/mail/manage_mails.ts";
import { flash } from "../http/flash.ts";
import { renderPage } from "../http/render.tsx";
import { page } from "../http/route.ts";
import { pathId, type SignedInVisit } from "../http/visit.ts";
import { MailListPage } from "./list_page.tsx";

const policy = "staff";

export const mailRoutes = [
  page({ method: "GET", path: "/mails", policy, handle: showMails }),
  page({ method: "POST", path: "/mails/:id/retry", policy, handle: doRetry }),
  page({ method: "POST", path: "/mails/:id/delete", policy, handle: doDelete }),
];

async function showMails(visit: SignedInVisit): Promise<Response> {
  const { context, locale, texts } = visit;
  const list = await listMails(context);
  return renderPage(visit, {
    title: texts.mail.title,
    section: "users",
    live: true,
    content: <MailListPage list={list} locale={locale} texts={texts} />,
  });
}

async function doRetry(visit: SignedInVisit): Promise<Response> {
  await sendAgain(visit.context, pathId(visit));
  flash(visit, "success", visit.texts.mail.retried);
  return visit.c.redirect("/mails", 303);
}

async function doDelete(visit: SignedInVisit): Promise<Response> {
  await dropMail(visit.context, pathId(visit));
  flash(visit, "success", visit.texts.mail.deleted);
  return visit.c.redirect("/mails", 303);
}
