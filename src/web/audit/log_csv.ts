import type { AuditEntry } from "#core/audit/audit_reading.ts";
import type { Locale, Texts } from "#ui/text/catalogue.ts";
import { csvText } from "../http/csv.ts";
import { detailText } from "./detail_text.ts";
import { sentenceText } from "./sentence.tsx";

/** Entries of the log as a file for spreadsheets: each as a sentence, and in its parts. */
export function logCsv(entries: readonly AuditEntry[], locale: Locale, texts: Texts): string {
  const { audit } = texts;
  const head = [
    audit.when,
    audit.what,
    audit.who,
    audit.whom,
    audit.where,
    audit.course,
    audit.details,
    "verb",
    "id",
  ];
  const rows = entries.map((entry) => {
    const { actorId, actorName, at, conversation, course, detail, id, subject, verb } = entry;
    return [
      at,
      sentenceText({ entry, locale, texts }),
      actorName ?? actorId,
      subject?.name ?? "",
      conversation?.name ?? "",
      course?.name ?? "",
      detail === null ? "" : detailText({ verb, detail }, locale, texts),
      verb,
      id,
    ];
  });
  return csvText([head, ...rows]);
}
