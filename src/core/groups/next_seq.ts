import { type Right, standingIn, takeSeq, type Writer } from "#storage/conversations.ts";
import type { Queries } from "#storage/database.ts";
import type { Acting } from "../context.ts";
import type { Writing } from "../log/write.ts";
import { notFound, Refusal } from "../refusals.ts";

export interface SeqRequest {
  conversationId: string;
  right: Right;
  /** The message that is being posted. */
  messageId?: string;
  /** How many to take; the last one is returned. */
  count?: number;
}

interface EventMeta {
  conversationId: string;
  seq: number;
  timestamp: string;
}

/**
 * Checks the permission to write to a conversation and takes its next seq, in one statement.
 * @returns the event's meta, and the number of messages including the one being posted
 * @throws {Refusal} not_found, forbidden: why the actor may not write
 */
export async function nextSeq(
  { actor }: Acting,
  { tx, now }: Pick<Writing, "tx" | "now">,
  { conversationId, right, messageId, count }: SeqRequest,
) {
  const writer = { userId: actor.id, now };
  const place = await takeSeq(tx, writer, { id: conversationId, right, messageId, count });
  if (!place) throw await whyNot(tx, writer, { conversationId, right });
  return {
    meta: { conversationId, seq: place.lastSeq, timestamp: now },
    messageCount: place.messageCount,
  };
}

/** The same for several events, in order, without messages. */
export async function nextSeqs(
  acting: Acting,
  writing: Pick<Writing, "tx" | "now">,
  { count, ...request }: Omit<SeqRequest, "messageId"> & { count: number },
): Promise<EventMeta[]> {
  const { meta } = await nextSeq(acting, writing, { ...request, count });
  const first = meta.seq - count + 1;
  return Array.from({ length: count }, (_, index) => ({ ...meta, seq: first + index }));
}

/** The refusal for an actor who may know that the conversation exists. */
const refusals: Record<Right, () => Refusal> = {
  belong: notFound,
  post: notFound,
  manage: () => new Refusal("forbidden", { reason: "staff_only_groups" }),
};

async function whyNot(
  tx: Queries,
  writer: Writer,
  { conversationId, right }: SeqRequest,
): Promise<Refusal> {
  const standing = await standingIn(tx, writer, conversationId);
  return standing?.belong ? refusals[right]() : notFound();
}
