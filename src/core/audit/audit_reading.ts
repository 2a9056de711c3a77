/** Reads the audit log of what staff did. */
import { auditCount, auditPage } from "#storage/audit.ts";
import { knownAmong } from "#storage/known_people.ts";
import { operatorId } from "./audit.ts";
import type { Context } from "../context.ts";
import { scopeOf } from "../scope.ts";
import { readsAuditLog } from "../requirements.ts";

export interface AuditEntry {
  id: string;
  /** UTC ISO text. */
  at: string;
  actorId: string;
  /** Null if the account is gone, and for the operator, who has none. */
  actorName: string | null;
  /** Whether the reader may open the card of who did it. */
  knowsActor: boolean;
  byOperator: boolean;
  verb: string;
  conversation: { id: string; name: string | null } | null;
  /** Undefined while there is one course, which has no name. */
  course?: { id: string; name: string };
  /** The person concerned, as the author of a message; their name is null if the account is gone. */
  subject: { id: string; name: string | null; isKnown: boolean } | null;
  detail: string | null;
}

const pageSize = 50;

/**
 * A page of the audit log, newest first; pages count from 1. Teachers read what concerns their courses.
 * @throws {Refusal} forbidden
 */
export async function auditEntries(
  { actor, db }: Context,
  page: number,
): Promise<{ entries: AuditEntry[]; page: number; pages: number }> {
  readsAuditLog(actor);
  const scope = scopeOf(actor);
  const { rows, known, shown, pages } = await db.snapshot(async (state) => {
    const count = Math.max(1, Math.ceil((await auditCount(state, scope)) / pageSize));
    const number = Math.min(Math.max(page, 1), count);
    const offset = (number - 1) * pageSize;
    const found = await auditPage(state, scope, { limit: pageSize, offset });
    const concerned = found.flatMap(({ actorId, subjectId }) => [actorId, subjectId ?? actorId]);
    return {
      rows: found,
      known: new Set(await knownAmong(state, scope, [...new Set(concerned)])),
      shown: number,
      pages: count,
    };
  });
  const entries = rows.map((row) => ({
    id: row.id,
    at: row.at,
    actorId: row.actorId,
    actorName: row.actorName || null,
    knowsActor: known.has(row.actorId),
    byOperator: row.actorId === operatorId,
    verb: row.verb,
    conversation: row.conversationId
      ? { id: row.conversationId, name: row.conversationName }
      : null,
    ...(row.courseId && row.courseName && { course: { id: row.courseId, name: row.courseName } }),
    subject: row.subjectId
      ? { id: row.subjectId, name: row.subjectName || null, isKnown: known.has(row.subjectId) }
      : null,
    detail: row.detail,
  }));
  return { entries, page: shown, pages };
}
