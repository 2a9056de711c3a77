/** The staff log: what staff did and read. */
import { auditEntries } from "#core/audit/audit_reading.ts";
import { renderPage } from "../http/render.tsx";
import { page } from "../http/route.ts";
import { AuditPage } from "./audit_page.tsx";

export const auditRoutes = [
  page({
    method: "GET",
    path: "/audit",
    policy: "teachers",
    async handle(visit) {
      const { context, locale, texts } = visit;
      const wanted = Math.trunc(Number(visit.c.req.query("page"))) || 1;
      const record = await auditEntries(context, wanted);
      return renderPage(visit, {
        title: texts.audit.title,
        section: "record",
        content: <AuditPage {...record} locale={locale} texts={texts} />,
      });
    },
  }),
];
