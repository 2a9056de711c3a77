/** The staff log: what staff did and read. */
import { auditEntries, auditExport } from "#core/audit/audit_reading.ts";
import { exportedChain, lastCheckpoint } from "#core/audit/checkpoints.ts";
import { changeLogSettings, logSettings } from "#core/audit/log_settings.ts";
import { mayManageUsers } from "#core/permissions.ts";
import { flash } from "../http/flash.ts";
import { readForm } from "../http/form.ts";
import { renderPage } from "../http/render.tsx";
import { page } from "../http/route.ts";
import type { SignedInVisit } from "../http/visit.ts";
import { AuditPage } from "./audit_page.tsx";
import { logCsv } from "./log_csv.ts";
import { queryOf, typedIn } from "./log_query.ts";

const policy = "course_staff";

export const auditRoutes = [
  page({ method: "GET", path: "/audit", policy, handle: showLog }),
  page({ method: "GET", path: "/audit/log.csv", policy, isPart: true, handle: downloadLog }),
  page({
    method: "GET",
    path: "/audit/chain.jsonl",
    policy: "staff",
    isPart: true,
    handle: downloadChain,
  }),
  page({ method: "POST", path: "/audit/settings", policy: "staff", handle: saveSettings }),
];

async function showLog(visit: SignedInVisit): Promise<Response> {
  const { actor, context, locale, services, texts } = visit;
  const wanted = Math.trunc(Number(visit.c.req.query("page"))) || 1;
  const typed = typedIn(visit);
  const found = await auditEntries(context, wanted, queryOf(typed));
  const settings = mayManageUsers(actor) ? await logSettings(services.db) : undefined;
  const checkpoint = await lastCheckpoint(context);
  return renderPage(visit, {
    title: texts.audit.title,
    section: "record",
    content: (
      <AuditPage
        found={found}
        typed={typed}
        settings={settings}
        checkpoint={checkpoint}
        locale={locale}
        texts={texts}
      />
    ),
  });
}

async function downloadLog(visit: SignedInVisit): Promise<Response> {
  const { c, context, locale, texts } = visit;
  const entries = await auditExport(context, queryOf(typedIn(visit)));
  return c.body(logCsv(entries, locale, texts), 200, {
    "Content-Type": "text/csv; charset=utf-8",
    "Content-Disposition": 'attachment; filename="log.csv"',
  });
}

/** All of it, to be verified by `cli verify-log`, however long it is. */
function downloadChain({ c, context }: SignedInVisit): Response {
  const parts = exportedChain(context);
  const lines = new ReadableStream<string>({
    async pull(controller) {
      const part = await parts.next();
      if (part.done) return controller.close();
      controller.enqueue(part.value.map((line) => `${JSON.stringify(line)}\n`).join(""));
    },
  });
  return c.body(lines.pipeThrough(new TextEncoderStream()), 200, {
    "Content-Type": "application/jsonl; charset=utf-8",
    "Content-Disposition": 'attachment; filename="staff-log.jsonl"',
  });
}

async function saveSettings(visit: SignedInVisit): Promise<Response> {
  const form = await readForm(visit);
  await changeLogSettings(visit.context, {
    teachersRead: form.text("readers") === "teachers",
    keptDays: Number(form.text("keptDays")),
  });
  flash(visit, "success", visit.texts.audit.saved);
  return visit.c.redirect("/audit", 303);
}
