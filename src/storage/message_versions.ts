/** What messages said before they were changed, for staff. */
import { type Flag, flag, fragment, type Queries } from "./database.ts";

export type VersionChange = "edit" | "remove" | "redact";

interface Change {
  messageId: string;
  change: VersionChange;
  reason: string | null;
  by: string;
  /** A word rule of the course hid the part, when the author wrote it. */
  byRule?: boolean;
  at: string;
}

/** Keeps the present text of a message that is about to be edited or redacted. */
export function keepVersion(
  tx: Queries,
  { messageId, change, reason, by, at, byRule = false }: Change,
): Promise<number> {
  return tx.run`
    insert into message_versions (message_id, revision, content, change, reason, changed_by, changed_at,
      by_rule)
    select id, revision, content, ${change}, ${reason}, ${by}, ${at}, ${flag(byRule)}
    from messages where id = ${messageId} and removed_at is null`;
}

/** Keeps that a message was removed which is about to be restored. */
export function keepRemoval(tx: Queries, messageId: string): Promise<number> {
  return tx.run`
    insert into message_versions (message_id, revision, content, change, reason, changed_by, changed_at)
    select id, revision - 1, removed_content, 'remove', removed_reason, removed_by, removed_at
    from messages where id = ${messageId} and removed_content is not null`;
}

/** The text of which a part was hidden at a time, if nothing has changed the message since. */
export function hiddenAt(
  db: Queries,
  { messageId, at }: { messageId: string; at: string },
): Promise<{ content: string } | undefined> {
  return db.get<{ content: string }>`
    select v.content from message_versions v join messages m on m.id = v.message_id
    where v.message_id = ${messageId} and v.change = 'redact' and v.changed_at = ${at}
      and m.removed_at is null and m.revision = v.revision + 1`;
}

export function dropVersions(tx: Queries, messageId: string): Promise<number> {
  return tx.run`delete from message_versions where message_id = ${messageId}`;
}

export interface StoredVersion {
  /** Counted from 0, the text as it was posted. */
  revision: number;
  content: string;
  /** What ended it, when and by whom. */
  change: VersionChange;
  reason: string | null;
  at: string;
  byId: string;
  /** Empty if the account was deleted. */
  byName: string;
  /** A word rule hid a part of it, not that person. */
  byRule: Flag;
}

const versionOwner = fragment`case when u.deleted_at is null then u.name else '' end as "byName"`;

/** Oldest first, with the text of a message that is removed now. */
export function versionsOf(db: Queries, messageId: string): Promise<StoredVersion[]> {
  return db.all<StoredVersion>`
    select v.revision, v.content, v.change, v.reason, v.changed_at as at, v.changed_by as "byId",
      ${versionOwner}, v.by_rule as "byRule"
    from message_versions v join users u on u.id = v.changed_by
    where v.message_id = ${messageId}
    union all
    select m.revision - 1, m.removed_content, 'remove', m.removed_reason, m.removed_at, m.removed_by,
      ${versionOwner}, 0 as "byRule"
    from messages m join users u on u.id = m.removed_by
    where m.id = ${messageId} and m.removed_content is not null
    order by 1`;
}

/** How many there are, without their texts. */
export async function versionCount(db: Queries, messageId: string): Promise<number> {
  const row = await db.get<{ count: number }>`
    select (select cast(count(*) as integer) from message_versions where message_id = ${messageId})
      + (select cast(count(*) as integer) from messages
        where id = ${messageId} and removed_content is not null) as count`;
  return row?.count ?? 0;
}
