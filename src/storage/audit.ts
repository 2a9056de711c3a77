import type { Queries } from "./database.ts";

export interface AuditRow {
  id: string;
  at: string;
  actor_id: string;
  verb: string;
  conversation_id: string | null;
  subject_id: string | null;
  detail: string | null;
}

export function insertAudit(tx: Queries, row: AuditRow): Promise<number> {
  return tx.run`
    insert into audit (id, at, actor_id, verb, conversation_id, subject_id, detail)
    values (${row.id}, ${row.at}, ${row.actor_id}, ${row.verb}, ${row.conversation_id},
      ${row.subject_id}, ${row.detail})`;
}

/** Whether the same act on the same conversation was recorded since a time. */
export async function auditedSince(
  db: Queries,
  act: { actorId: string; verb: string; conversationId: string; since: string },
): Promise<boolean> {
  const row = await db.get<{ found: number }>`
    select 1 as found from audit
    where actor_id = ${act.actorId} and verb = ${act.verb}
      and conversation_id = ${act.conversationId} and at >= ${act.since}
    limit 1`;
  return row !== undefined;
}

export function newestAudit(db: Queries, limit: number): Promise<AuditRow[]> {
  return db.all<AuditRow>`
    select id, at, actor_id, verb, conversation_id, subject_id, detail
    from audit order by at desc, id desc limit ${limit}`;
}
