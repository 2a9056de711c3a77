/** Adds many imported or generated messages, with their own times. */
import type { MemberRole } from "#wire/views.ts";
import { setPlace } from "#storage/bulk.ts";
import { conversationById } from "#storage/conversations.ts";
import { insertEvent, type NewEvent } from "#storage/events.ts";
import { insertMember, markOwnPost } from "#storage/members.ts";
import { insertMessage } from "#storage/messages.ts";
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
 * anyone except through the log. Seqs, counts, events and the senders' read positions are as if
 * each had been posted.
 */
export async function appendPosts(
  { tx }: Pick<Writing, "tx">,
  conversationId: string,
  posts: readonly BulkPost[],
): Promise<void> {
  const place = await conversationById(tx, conversationId);
  if (!place) throw notFound();
  let { lastSeq: seq, messageCount: number } = place;
  const newest = new Map<string, { seq: number; number: number }>();
  for (const post of posts) {
    seq += 1;
    number += 1;
    await insertMessage(tx, { ...post, conversationId, seq, number, clientId: null });
    await insertEvent(tx, {
      ...conversationEvent({ conversationId, seq, kind: "ChatMessage", at: post.sentFromServer }),
      messageId: post.id,
    });
    newest.set(post.senderId, { seq, number });
  }
  for (const [userId, own] of newest) await markOwnPost(tx, { conversationId, userId, ...own });
  await setPlace(tx, {
    id: conversationId,
    lastSeq: seq,
    messageCount: number,
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
  let seq = place.lastSeq;
  for (const { userId, role, joinedAt } of members) {
    const added = await insertMember(tx, { conversationId, userId, role, at: joinedAt });
    if (added === 0) continue;
    seq += 1;
    await insertEvent(tx, {
      ...conversationEvent({ conversationId, seq, kind: "MemberAdded", at: now }),
      data: JSON.stringify({ userId, role }),
    });
  }
  await setPlace(tx, {
    id: conversationId,
    lastSeq: seq,
    messageCount: place.messageCount,
    lastMessageId: null,
  });
  return seq - place.lastSeq;
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
