/** Reads pages of a conversation's messages. */
import type { MessageView } from "#wire/views.ts";
import { limits } from "#wire/limits.ts";
import { listedById, type ListedConversation } from "#storage/conversations.ts";
import { membersAmong } from "#storage/members.ts";
import { messagesBefore, type PageKey, type StoredMessage } from "#storage/messages.ts";
import type { Queries } from "#storage/database.ts";
import { recordLook } from "../audit/looks.ts";
import type { Context } from "../context.ts";
import { scopeOf } from "../scope.ts";
import { notFound } from "../refusals.ts";
import { viewOfMessage } from "./message_view.ts";
import type { HistoryPage, PageOf } from "./newest_pages.ts";

/** Messages per read: of the longest ones, only a few fit on a page. */
const rowsAtOnce = 100;

/** A position after every message. */
const atTheEnd = Number.MAX_SAFE_INTEGER;

export interface HistoryQuery {
  conversationId: string;
  /** Only messages before this seq; without it, the newest page. */
  beforeSeq?: number;
  /** 1 to 1,000; the default is 50. */
  limit?: number;
}

/**
 * A page of messages, oldest first. It ends early if it would exceed 512 KiB. Staff reading a
 * conversation they are not a member of is recorded.
 * @throws {Refusal} not_found
 */
export async function readHistory(context: Context, page: HistoryQuery): Promise<MessageView[]> {
  const { messages } = await readHistoryPage(context, page);
  return messages.map(({ view }) => view);
}

/** The same, with what a page and the API need in addition. @throws {Refusal} not_found */
export async function readHistoryPage(context: Context, query: HistoryQuery): Promise<HistoryPage> {
  const { conversationId, beforeSeq = atTheEnd } = query;
  const key = { conversationId, beforeSeq, limit: limitOf(query) };
  const { conversation, read } = await context.db.snapshot(async (state) => ({
    conversation: await listed(state, context, conversationId),
    read: await newestFirst(state, key),
  }));
  await noteReading(context, conversation);
  return pageOf(read);
}

/**
 * The newest page. While nothing happens in the group, it is the same object for everyone.
 * @throws {Refusal} not_found
 */
export async function readNewestPage(
  context: Context,
  query: Omit<HistoryQuery, "beforeSeq">,
): Promise<HistoryPage> {
  const key = { conversationId: query.conversationId, limit: limitOf(query) };
  const kept = context.newestPages.of(key);
  if (kept?.isSure) {
    const conversation = await listed(context.db, context, key.conversationId);
    if (conversation.lastSeq === kept.lastSeq) {
      await noteReading(context, conversation);
      return kept.page;
    }
  }
  const { conversation, page } = await context.db.snapshot(async (state) => {
    const now = await listed(state, context, key.conversationId);
    const isTrue = kept?.lastSeq === now.lastSeq && (await isOfMembers(state, key, kept.page));
    if (isTrue) kept.isSure = true;
    return {
      conversation: now,
      page: isTrue ? kept.page : await readAndKeep(state, context, { ...key, ...now }),
    };
  });
  await noteReading(context, conversation);
  return page;
}

async function readAndKeep(
  state: Queries,
  { newestPages }: Context,
  place: PageOf & { lastSeq: number },
): Promise<HistoryPage> {
  const { conversationId, limit, lastSeq } = place;
  const read = await newestFirst(state, { conversationId, beforeSeq: atTheEnd, limit });
  const page = pageOf(read);
  newestPages.keep(conversationId, { limit, lastSeq, page, bytes: read.bytes, isSure: false });
  return page;
}

function limitOf({ limit = limits.historyPage }: Pick<HistoryQuery, "limit">): number {
  return Math.min(Math.max(limit, 1), 1_000);
}

/** @throws {Refusal} not_found, also when the actor may not see it */
async function listed(db: Queries, { actor }: Context, id: string): Promise<ListedConversation> {
  const conversation = await listedById(db, scopeOf(actor), id);
  if (!conversation) throw notFound();
  return conversation;
}

/** Staff's readings are recorded before anything is shown. */
async function noteReading(
  context: Context,
  { id, memberRole }: Pick<ListedConversation, "id" | "memberRole">,
): Promise<void> {
  if (memberRole === null) await recordLook(context, id);
}

/** The name of a writer who is no member can change without an entry in the group's log. */
async function isOfMembers(
  db: Queries,
  { conversationId }: PageOf,
  { messages }: HistoryPage,
): Promise<boolean> {
  const writers = new Set(messages.map(({ view }) => view.senderId));
  return (await membersAmong(db, conversationId, [...writers])).size === writers.size;
}

interface Read {
  /** Newest first. */
  rows: StoredMessage[];
  /** Their size on a page. */
  bytes: number;
}

function pageOf({ rows }: Read): HistoryPage {
  const messages = rows.map((row) => ({
    view: viewOfMessage(row),
    sentFromClient: row.sentFromClient,
  }));
  // They are numbered from 1 without gaps.
  return { messages: messages.toReversed(), hasOlder: (rows.at(-1)?.number ?? 1) > 1 };
}

/** As many as requested, but no more than a page may contain; at least one. */
async function newestFirst(db: Queries, page: PageKey): Promise<Read> {
  const rows: StoredMessage[] = [];
  let { beforeSeq } = page;
  let bytes = 0;
  while (rows.length < page.limit) {
    const limit = Math.min(page.limit - rows.length, rowsAtOnce);
    const some = await messagesBefore(db, { ...page, beforeSeq, limit });
    for (const row of some) {
      const weight = weightOf(row);
      if (bytes + weight > limits.pageBytes && rows.length > 0) return { rows, bytes };
      bytes += weight;
      rows.push(row);
      beforeSeq = row.seq;
    }
    if (some.length < limit) break;
  }
  return { rows, bytes };
}

/** The size of a message on a page without its texts: keys, ids and times. */
const fieldsBytes = 400;

/** A text that is as long in JSON. */
const plain = /^[ !#-[\]-~]*$/;

function weightOf({ content, senderName, removedReason }: StoredMessage): number {
  const text = plain.test(content)
    ? content.length + 2
    : Buffer.byteLength(JSON.stringify(content));
  return fieldsBytes + text + Buffer.byteLength(senderName + (removedReason ?? ""));
}
