import { z } from "zod";
import { type AuditEntry, auditEntries } from "#core/audit/audit_reading.ts";
import { changeLogSettings, logSettings } from "#core/audit/log_settings.ts";
import { managesPeople } from "#core/requirements.ts";
import { endpoint } from "./endpoint.ts";
import { logQuery, logSettings as settings } from "./oversight_schemas.ts";
import * as schemas from "./schemas.ts";

const tag = "Staff log";

const named = z.object({ id: z.string(), name: z.string().nullable() });
const entry = z
  .object({
    id: z.string(),
    at: schemas.time,
    verb: z.string().meta({ description: "What was done, such as message.remove" }),
    actor: named.meta({ description: "Who did it; without a name if the account was deleted" }),
    subject: named.nullable().meta({ description: "Whom it concerns" }),
    conversation: named.nullable(),
    course: named.nullable().meta({ description: "null while there is one course" }),
    detail: z.string().nullable(),
  })
  .meta({ id: "LogEntry" });

export const logApi = [
  endpoint({
    method: "GET",
    path: "/api/log",
    policy: "course_staff",
    tag,
    summary: "List what staff did, newest first, 50 per page: as an admin all of it",
    query: logQuery,
    answer: z.object({
      entries: z.array(entry),
      total: schemas.wholeNumber,
      page: schemas.wholeNumber,
      pages: schemas.wholeNumber,
    }),
    async handle({ context }, { query }) {
      const { q: search, actor_id: actorId, topic, from, until, page = 1 } = query;
      const filter = { search, actorId, topic, from, until };
      const { entries, total, page: shown, pages } = await auditEntries(context, page, filter);
      return { entries: entries.map(entryOf), total, page: shown, pages };
    },
  }),
  endpoint({
    method: "GET",
    path: "/api/log/settings",
    policy: "staff",
    tag,
    summary: "Get who reads the staff log, and for how long it is kept",
    answer: settings,
    async handle({ context }) {
      managesPeople(context.actor);
      const { teachersRead, keptDays } = await logSettings(context.db);
      return { teachers_read: teachersRead, kept_days: keptDays };
    },
  }),
  endpoint({
    method: "PUT",
    path: "/api/log/settings",
    policy: "staff",
    tag,
    summary: "Set who reads the staff log, and for how long it is kept",
    body: settings,
    answer: settings,
    async handle({ context }, { body: { teachers_read: teachersRead, kept_days: keptDays } }) {
      await changeLogSettings(context, { teachersRead, keptDays });
      return { teachers_read: teachersRead, kept_days: keptDays };
    },
  }),
];

function entryOf({ actorId, actorName, conversation, course, subject, ...rest }: AuditEntry) {
  return {
    id: rest.id,
    at: rest.at,
    verb: rest.verb,
    actor: { id: actorId, name: actorName },
    subject: subject && { id: subject.id, name: subject.name },
    conversation,
    course: course ?? null,
    detail: rest.detail,
  };
}
