import { inChunks } from "./chunks.ts";
import { type Flag, flag, fragment, type Queries, valueList, valueTable } from "./database.ts";
import type { UnplacedMessage } from "./post_order.ts";

type Remover = "author" | "moderator" | "staff";

export interface StoredMessage {
  id: string;
  conversationId: string;
  senderId: string;
  /** Empty if the account was deleted. */
  senderName: string;
  senderRole: "admin" | "user" | "guest";
  content: string;
  sentFromClient: string;
  sentFromServer: string;
  seq: number;
  number: number;
  clientId: string | null;
  editedAt: string | null;
  removedAt: string | null;
  removedAs: Remover | null;
  removedReason: string | null;
  removedBy: string | null;
  /** How often it was changed. */
  revision: number;
  handedBack: Flag;
  redactedAt: string | null;
  redactedReason: string | null;
  /** When it was written, if it waited for approval. */
  writtenAt: string | null;
}

/** The columns of a StoredMessage. */
const messageColumns = fragment`
      m.id, m.conversation_id as "conversationId", m.sender_id as "senderId",
      case when u.deleted_at is null then u.name else '' end as "senderName",
      u.role as "senderRole", m.content, m.sent_from_client as "sentFromClient",
      m.sent_from_server as "sentFromServer", m.seq, m.number, m.client_id as "clientId",
      m.edited_at as "editedAt", m.removed_at as "removedAt",
      m.removed_as as "removedAs", m.removed_reason as "removedReason", m.removed_by as "removedBy",
      m.revision, m.handed_back as "handedBack", m.redacted_at as "redactedAt",
      m.redacted_reason as "redactedReason", m.written_at as "writtenAt"
    from messages m join users u on u.id = m.sender_id`;

export interface NewMessage extends UnplacedMessage {
  seq: number;
  number: number;
}

/** @returns false if this sender has posted a message with the same client id, or one that was held */
export async function insertMessage(tx: Queries, message: NewMessage): Promise<boolean> {
  const inserted = await tx.run`
    insert into messages (id, conversation_id, sender_id, content, sent_from_client, sent_from_server,
      seq, number, client_id)
    select ${message.id}, ${message.conversationId}, ${message.senderId}, ${message.content},
      ${message.sentFromClient}, ${message.sentFromServer}, cast(${message.seq} as integer),
      cast(${message.number} as integer), ${message.clientId}
    where not exists (
      select 1 from held_messages h where h.client_id = ${message.clientId}
        and h.sender_id = ${message.senderId} and h.state <> 'approved')
    on conflict (client_id, sender_id) where client_id is not null do nothing`;
  return inserted > 0;
}

/** Inserts messages that no client has posted. */
export async function insertMessages(tx: Queries, added: readonly NewMessage[]): Promise<void> {
  for (const some of inChunks(added)) {
    const table = valueTable(
      some.map((one) => [
        one.id,
        one.conversationId,
        one.senderId,
        one.content,
        one.sentFromClient,
        one.sentFromServer,
        one.seq,
        one.number,
        one.clientId,
      ]),
    );
    await tx.run`
      insert into messages (id, conversation_id, sender_id, content, sent_from_client,
        sent_from_server, seq, number, client_id)
      select column1, column2, column3, column4, column5, column6, column7, column8, column9
      from ${table} as w`;
  }
}

export function messageById(db: Queries, id: string): Promise<StoredMessage | undefined> {
  return db.get<StoredMessage>`
    select ${messageColumns}
    where m.id = ${id}`;
}

export function messagesByIds(db: Queries, ids: string[]): Promise<StoredMessage[]> {
  return db.all<StoredMessage>`select ${messageColumns} where m.id in ${valueList(ids)}`;
}

export function messageByClientId(
  db: Queries,
  key: { senderId: string; clientId: string },
): Promise<StoredMessage | undefined> {
  return db.get<StoredMessage>`
    select ${messageColumns}
    where m.sender_id = ${key.senderId} and m.client_id = ${key.clientId}`;
}

export interface PageKey {
  conversationId: string;
  /** Only messages older than this seq. */
  beforeSeq: number;
  limit: number;
}

/** Newest first: the page before a position, by the index on (conversation_id, seq). */
export function messagesBefore(db: Queries, page: PageKey): Promise<StoredMessage[]> {
  return db.all<StoredMessage>`
    select ${messageColumns}
    where m.conversation_id = ${page.conversationId} and m.seq < ${page.beforeSeq}
    order by m.seq desc
    limit ${page.limit}`;
}

export interface RangeKey {
  conversationId: string;
  afterSeq: number;
  /** Inclusive. */
  upToSeq: number;
}

/** Oldest first: the messages between two positions. */
export function messagesBetween(db: Queries, range: RangeKey): Promise<StoredMessage[]> {
  return db.all<StoredMessage>`
    select ${messageColumns}
    where m.conversation_id = ${range.conversationId}
      and m.seq > ${range.afterSeq} and m.seq <= ${range.upToSeq}
    order by m.seq`;
}

/** Oldest first: the messages that follow a position. */
export function messagesAfter(
  db: Queries,
  page: { conversationId: string; afterSeq: number; limit: number },
): Promise<StoredMessage[]> {
  return db.all<StoredMessage>`
    select ${messageColumns}
    where m.conversation_id = ${page.conversationId} and m.seq > ${page.afterSeq}
    order by m.seq
    limit ${page.limit}`;
}

export function updateContent(
  tx: Queries,
  change: { id: string; content: string; at: string },
): Promise<number> {
  return tx.run`
    update messages set content = ${change.content}, edited_at = ${change.at}, revision = revision + 1
    where id = ${change.id} and removed_at is null`;
}

export interface Removal {
  id: string;
  by: string;
  /** Unless the author removed it, the text is kept separately, for staff. */
  as: Remover;
  at: string;
  reason: string | null;
  /** Its author can read it. */
  handedBack: boolean;
}

export function markRemoved(tx: Queries, removal: Removal): Promise<number> {
  return tx.run`
    update messages set removed_at = ${removal.at}, removed_by = ${removal.by},
      removed_as = ${removal.as}, removed_reason = ${removal.reason},
      removed_content = case when ${removal.as} <> 'author' then content end,
      handed_back = ${flag(removal.handedBack)}, content = '', revision = revision + 1
    where id = ${removal.id} and removed_at is null`;
}

/** @param content the text without what is to be hidden */
export function markRedacted(
  tx: Queries,
  { id, content, at, reason }: { id: string; content: string; at: string; reason: string | null },
): Promise<number> {
  return tx.run`
    update messages set content = ${content}, redacted_at = ${at}, redacted_reason = ${reason},
      revision = revision + 1
    where id = ${id} and removed_at is null`;
}

/** The hidden part before the last one. */
const hiddenBefore = fragment`from message_versions v
        where v.message_id = messages.id and v.change = 'redact' and v.revision < messages.revision - 1
        order by v.revision desc limit 1`;

/** The text comes back of which a part was hidden, last. If another part had been hidden before, that stays. */
export function markUnredacted(
  tx: Queries,
  { id, content }: { id: string; content: string },
): Promise<number> {
  return tx.run`
    update messages set content = ${content}, redacted_at = (select v.changed_at ${hiddenBefore}),
      redacted_reason = (select v.reason ${hiddenBefore}), revision = revision + 1
    where id = ${id} and removed_at is null`;
}

/** The text comes back as it was removed. */
export function markRestored(tx: Queries, id: string): Promise<number> {
  return tx.run`
    update messages set content = removed_content, removed_content = null, removed_at = null,
      removed_by = null, removed_as = null, removed_reason = null, handed_back = 0,
      revision = revision + 1
    where id = ${id} and removed_content is not null`;
}

/** A message of a deleted conversation may not be erased yet. */
export async function removedContent(db: Queries, id: string): Promise<string | undefined> {
  const row = await db.get<{ content: string | null }>`
    select m.removed_content as content
    from messages m join conversations c on c.id = m.conversation_id where m.id = ${id}`;
  return row?.content ?? undefined;
}
