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

/** An entry with the names it is about, as they are now. */
export interface NamedAuditRow extends AuditRow {
  actor_name: string | null;
  conversation_name: string | null;
  /** Of the person it was done to, where it was done to a person. */
  subject_name: string | null;
}

/** Newest first. */
export function auditPage(
  db: Queries,
  page: { limit: number; offset: number },
): Promise<NamedAuditRow[]> {
  return db.all<NamedAuditRow>`
    select a.id, a.at, a.actor_id, a.verb, a.conversation_id, a.subject_id, a.detail,
      u.name as actor_name, c.name as conversation_name, s.name as subject_name
    from audit a
      left join users u on u.id = a.actor_id
      left join conversations c on c.id = a.conversation_id
      left join users s on s.id = a.subject_id
    order by a.at desc, a.id desc limit ${page.limit} offset ${page.offset}`;
}

export async function auditCount(db: Queries): Promise<number> {
  const row = await db.get<{ count: number }>`select count(*) as count from audit`;
  return row?.count ?? 0;
}
