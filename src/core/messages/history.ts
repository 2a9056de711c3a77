/** Reads pages of a conversation's messages. */
import type { MessageView } from "#wire/views.ts";
import { limits } from "#wire/limits.ts";
import { listedById } from "#storage/conversations.ts";
import { messagesBefore, type PageKey, type StoredMessage } from "#storage/messages.ts";
import type { Queries } from "#storage/database.ts";
import { recordOversight } from "../audit/audit.ts";
import type { Context } from "../context.ts";
import { seesEverything } from "../permissions.ts";
import { notFound } from "../refusals.ts";
import { viewOfMessage } from "./message_view.ts";

/** Messages per read: of the longest ones, only a few fit on a page. */
const rowsAtOnce = 100;

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

export interface HistoryPage {
  /** Oldest first, each with the sending time that its client stated. */
  messages: { view: MessageView; sentFromClient: string }[];
  /** Whether there are messages before the page. */
  hasOlder: boolean;
}

/** The same, with what a page and the API need in addition. @throws {Refusal} not_found */
export async function readHistoryPage(context: Context, page: HistoryQuery): Promise<HistoryPage> {
  const { db, actor } = context;
  const { conversationId, beforeSeq = Number.MAX_SAFE_INTEGER } = page;
  const limit = Math.min(Math.max(page.limit ?? limits.historyPage, 1), 1_000);
  const scope = { userId: actor.id, seesAll: seesEverything(actor) };
  const { isMember, rows } = await db.snapshot(async (state) => {
    const conversation = await listedById(state, scope, conversationId);
    if (!conversation) throw notFound();
    return {
      isMember: conversation.memberRole !== null,
      rows: await newestFirst(state, { conversationId, beforeSeq, limit }),
    };
  });
  // Record the reading before showing anything.
  if (!isMember) await recordOversight(context, conversationId);
  const messages = rows.map((row) => ({
    view: viewOfMessage(row),
    sentFromClient: row.sentFromClient,
  }));
  // They are numbered from 1 without gaps.
  return { messages: messages.toReversed(), hasOlder: (rows.at(-1)?.number ?? 1) > 1 };
}

/** As many as requested, but no more than a page may contain; at least one. */
async function newestFirst(db: Queries, page: PageKey): Promise<StoredMessage[]> {
  const rows: StoredMessage[] = [];
  let { beforeSeq } = page;
  let bytes = 0;
  while (rows.length < page.limit) {
    const limit = Math.min(page.limit - rows.length, rowsAtOnce);
    const some = await messagesBefore(db, { ...page, beforeSeq, limit });
    for (const row of some) {
      bytes += weightOf(row);
      if (bytes > limits.pageBytes && rows.length > 0) return rows;
      rows.push(row);
      beforeSeq = row.seq;
    }
    if (some.length < limit) break;
  }
  return rows;
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
