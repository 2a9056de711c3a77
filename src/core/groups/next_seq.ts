import {
  type Right,
  type Standing,
  standingIn,
  takeSeq,
  takeSeqs,
  type Writer,
} from "#storage/conversations.ts";
import type { Queries } from "#storage/database.ts";
import type { Acting, Context } from "../context.ts";
import type { Writing } from "../log/write.ts";
import { notFound, Refusal } from "../refusals.ts";

export interface SeqRequest {
  conversationId: string;
  right: Right;
  /** The message that is being posted. */
  messageId?: string;
}

export interface EventMeta {
  conversationId: string;
  seq: number;
  timestamp: string;
}

/**
 * Checks the permission to write to a conversation and takes its next seq, in one statement.
 * @returns the event's meta, the number of messages including the one being posted, and the newest day
 * on which someone had written before
 * @throws {Refusal} not_found, forbidden: why the actor may not write
 */
export async function nextSeq(
  { actor }: Acting,
  { tx, now }: Pick<Writing, "tx" | "now">,
  { conversationId, right, messageId }: SeqRequest,
) {
  const writer = { userId: actor.id, now };
  const place = await takeSeq(tx, writer, { id: conversationId, right, messageId });
  if (!place) throw await whyNot(tx, writer, { conversationId, right });
  return {
    meta: { conversationId, seq: place.lastSeq, timestamp: now },
    messageCount: place.messageCount,
    lastDay: place.lastDay,
  };
}

/**
 * The same for several events without messages, in any number of conversations.
 * @param conversationIds of each event, in order
 * @returns the meta of each
 */
export async function nextSeqs(
  { actor }: Acting,
  { tx, now }: Pick<Writing, "tx" | "now">,
  { conversationIds, right }: { conversationIds: readonly string[]; right: Right },
): Promise<EventMeta[]> {
  const writer = { userId: actor.id, now };
  const counts = new Map<string, number>();
  for (const id of conversationIds) counts.set(id, (counts.get(id) ?? 0) + 1);
  const last = await takeSeqs(tx, writer, { right, counts: [...counts] });
  const next = new Map<string, number>();
  for (const [conversationId, count] of counts) {
    const seq = last.get(conversationId);
    if (seq === undefined) throw await whyNot(tx, writer, { conversationId, right });
    next.set(conversationId, seq - count + 1);
  }
  return conversationIds.map((conversationId) => {
    const seq = next.get(conversationId)!;
    next.set(conversationId, seq + 1);
    return { conversationId, seq, timestamp: now };
  });
}

/**
 * Asks for a right before anything is looked at or changed: the statements above are reached only
 * if something changes.
 * @returns the course that the conversation is in
 * @throws {Refusal} not_found, forbidden
 */
export async function requireRight(
  { actor }: Pick<Context, "actor">,
  { tx, now }: Pick<Writing, "tx" | "now">,
  { conversationId, right }: Omit<SeqRequest, "messageId">,
): Promise<{ courseId: string }> {
  const standing = await standingIn(tx, { userId: actor.id, now }, conversationId);
  if (!standing?.[right]) throw refusalOf(standing, right);
  if (standing.archived && right !== "belong") throw isArchived(standing);
  return standing;
}

/** The refusal for an actor who may know that the conversation exists. */
const refusals: Record<Right, (standing: Standing) => Refusal> = {
  belong: notFound,
  post: (standing) => (standing.archived ? isArchived(standing) : notFound()),
  members: () => new Refusal("forbidden", { reason: "staff_only_members" }),
  manage: ({ members }) =>
    new Refusal("forbidden", { reason: members ? "teachers_only" : "staff_only_groups" }),
};

async function whyNot(
  tx: Queries,
  writer: Writer,
  { conversationId, right }: SeqRequest,
): Promise<Refusal> {
  return refusalOf(await standingIn(tx, writer, conversationId), right);
}

/** Nothing changes in it, except that groups and messages can be removed. */
function isArchived({ ownArchived }: Standing): Refusal {
  return new Refusal("forbidden", { reason: ownArchived ? "group_archived" : "course_archived" });
}

function refusalOf(standing: Standing | undefined, right: Right): Refusal {
  return standing?.belong ? refusals[right](standing) : notFound();
}
