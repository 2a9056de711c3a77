/** What waits for approval where the actor decides on it. */
import { heldLimits } from "#wire/limits.ts";
import type { Reason } from "#wire/refusal_texts.ts";
import { countWaiting, heldWaiting } from "#storage/held.ts";
import { membership } from "#storage/members.ts";
import { recordLook } from "../audit/looks.ts";
import type { Context } from "../context.ts";
import { notFound, Refusal } from "../refusals.ts";
import { approveHeld, type HeldKey, type HeldMessage, returnHeld } from "./held.ts";

export interface QueuePart {
  /** Of one group, or of one course. */
  conversationId?: string | undefined;
  courseId?: string | undefined;
  /** After the message with this id. */
  after?: string | undefined;
  limit?: number | undefined;
}

export interface HeldQueue {
  held: (HeldMessage & {
    /** The course asks its staff why they look into the group: its text is not shown. */
    needsReason: boolean;
  })[];
  /** With those before and after. */
  count: number;
  /** The id after which more follow; undefined at the end. */
  next?: string | undefined;
}

/**
 * What waits, the oldest first, in parts. Reading it is a look into each group that the actor is not in.
 * Nothing for those who decide nowhere.
 */
export async function listWaiting(context: Context, part: QueuePart = {}): Promise<HeldQueue> {
  const { db } = context;
  const { after = "", limit = heldLimits.page } = part;
  const key = keyOf(context, part);
  const rows = await heldWaiting(db, { ...key, after, limit: limit + 1 });
  const held = rows.slice(0, limit);
  const unread = await unreadable(context, held);
  return {
    held: held.map((one) => {
      const needsReason = unread.has(one.conversationId);
      return { ...one, content: needsReason ? "" : one.content, needsReason };
    }),
    count: await countWaiting(db, key),
    next: rows.length > limit ? held.at(-1)?.id : undefined,
  };
}

function keyOf({ actor }: Context, { conversationId = "", courseId = "" }: QueuePart) {
  return { viewerId: actor.id, conversationId, courseId };
}

/** Records the looks. @returns the groups whose texts are not to be shown without a reason */
async function unreadable(context: Context, held: readonly HeldMessage[]): Promise<Set<string>> {
  const { actor, db } = context;
  const unread = new Set<string>();
  for (const conversationId of new Set(held.map((one) => one.conversationId))) {
    if (await membership(db, { conversationId, userId: actor.id })) continue;
    try {
      await recordLook(context, conversationId);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      unread.add(conversationId);
    }
  }
  return unread;
}

export interface Decided {
  done: string[];
  /** Those that could not be decided, and why. */
  refused: { id: string; reason: Reason }[];
}

/** Approves several, in the order in which they were written. @throws {Refusal} not_found, if all are */
export function approveSeveral(context: Context, keys: readonly HeldKey[]): Promise<Decided> {
  return decideEach(keys, (key) => approveHeld(context, key));
}

/** Returns several with the same sentence. @throws {Refusal} not_found, if all are; invalid, field `reason` */
export function returnSeveral(
  context: Context,
  keys: readonly HeldKey[],
  reason = "",
): Promise<Decided> {
  return decideEach(keys, (key) => returnHeld(context, key, reason));
}

async function decideEach(
  keys: readonly HeldKey[],
  decide: (key: HeldKey) => Promise<unknown>,
): Promise<Decided> {
  const decided: Decided = { done: [], refused: [] };
  const inOrder = keys.slice(0, heldLimits.atOnce).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  for (const key of inOrder) {
    try {
      await decide(key);
      decided.done.push(key.id);
    } catch (error) {
      if (!(error instanceof Refusal) || error.code === "invalid") throw error;
      decided.refused.push({ id: key.id, reason: error.reason });
    }
  }
  const { done, refused } = decided;
  if (done.length === 0 && refused.every(({ reason }) => reason === "not_found")) throw notFound();
  return decided;
}
