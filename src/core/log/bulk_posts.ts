/** Adds many imported or generated messages, with their own times. */
import type { MemberRole } from "#wire/views.ts";
import { setPlace } from "#storage/bulk.ts";
import { conversationById } from "#storage/conversations.ts";
import { insertEvents, type NewEvent } from "#storage/events.ts";
import { insertMembers, markPostsOfSeveral, type OwnPosts } from "#storage/members.ts";
import { dayOf, insertMessageDays } from "#storage/message_days.ts";
import { insertMessages } from "#storage/messages.ts";
import { notFound } from "../refusals.ts";
import type { Writing } from "./write.ts";

export interface BulkPost {
  id: string;
  senderId: string;
  content: string;
  sentFromClient: string;
  /** UTC ISO text; the caller has sorted the messages. */
  sentFromServer: string;
}

/**
 * Appends messages to a conversation in the given order, without checking permissions or notifying
 * anyone except through the log. Seqs, counts, events and what members have read and written are as if
 * each had been posted.
 */
export async function appendPosts(
  { tx }: Pick<Writing, "tx">,
  conversationId: string,
  posts: readonly BulkPost[],
): Promise<void> {
  const place = await conversationById(tx, conversationId);
  if (!place) throw notFound();
  const { lastSeq, messageCount } = place;
  const messages = posts.map((post, index) => ({
    ...post,
    conversationId,
    seq: lastSeq + index + 1,
    number: messageCount + index + 1,
    clientId: null,
  }));
  await insertMessages(tx, messages);
  await insertEvents(
    tx,
    messages.map(({ id: messageId, seq, sentFromServer: at }) => ({
      ...conversationEvent({ conversationId, seq, kind: "ChatMessage", at }),
      messageId,
    })),
  );
  const days = new Map(
    messages.toReversed().map((one) => [dayOf(one.sentFromServer), one.number - 1]),
  );
  await insertMessageDays(
    tx,
    [...days].map(([day, before]) => ({ conversationId, day, before })),
  );
  const byWriter = new Map<string, OwnPosts>();
  for (const { senderId: userId, seq, number, sentFromServer: at } of messages) {
    const count = (byWriter.get(userId)?.count ?? 0) + 1;
    byWriter.set(userId, { conversationId, userId, seq, number, at, count });
  }
  await markPostsOfSeveral(tx, [...byWriter.values()]);
  await setPlace(tx, {
    id: conversationId,
    lastSeq: lastSeq + posts.length,
    messageCount: messageCount + posts.length,
    lastMessageId: posts.at(-1)?.id ?? null,
  });
}

export interface BulkMember {
  userId: string;
  role: MemberRole;
  joinedAt: string;
}

/**
 * Adds people to a conversation, with the events that running servers follow.
 * @returns how many were not members before
 */
export async function appendMembers(
  { tx, now }: Pick<Writing, "tx" | "now">,
  conversationId: string,
  members: readonly BulkMember[],
): Promise<number> {
  const place = await conversationById(tx, conversationId);
  if (!place) throw notFound();
  // Accounts of the source may have become the same one here.
  const once = [...new Map(members.toReversed().map((one) => [one.userId, one])).values()];
  const rows = await insertMembers(
    tx,
    once.map((one) => ({ ...one, conversationId })),
  );
  const inserted = new Set(rows.map(({ userId }) => userId));
  const added = once.toReversed().filter(({ userId }) => inserted.has(userId));
  await insertEvents(
    tx,
    added.map(({ userId, role }, index) => ({
      ...conversationEvent({
        conversationId,
        seq: place.lastSeq + index + 1,
        kind: "MemberAdded",
        at: now,
      }),
      data: JSON.stringify({ userId, role }),
    })),
  );
  await setPlace(tx, {
    id: conversationId,
    lastSeq: place.lastSeq + added.length,
    messageCount: place.messageCount,
    lastMessageId: null,
  });
  return added.length;
}

function conversationEvent(event: {
  conversationId: string;
  seq: number;
  kind: string;
  at: string;
}): NewEvent {
  return {
    conversationId: event.conversationId,
    seq: event.seq,
    userId: null,
    kind: event.kind,
    messageId: null,
    data: null,
    at: event.at,
  };
}

/** Divides an import among transactions: nobody else can write meanwhile. */
export function* inSteps<Row>(rows: readonly Row[], size: number): Generator<Row[]> {
  for (let start = 0; start < rows.length; start += size) yield rows.slice(start, start + size);
}
