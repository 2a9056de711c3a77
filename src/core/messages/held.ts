/**
 * Messages that wait for approval. Until then they are no messages: nobody but their author and the staff who
 * decide on them sees them, and they have no place in the group.
 */
import { uuidv7 } from "#kit/ids.ts";
import { heldLimits } from "#wire/limits.ts";
import type { HeldView, MessageView } from "#wire/views.ts";
import {
  countOfSender,
  heldByClientId,
  heldById,
  heldDeciders,
  heldOfSender,
  insertHeld,
  type StoredHeld,
  updateHeld,
} from "#storage/held.ts";
import { waitingInGroup } from "#storage/held_places.ts";
import { userById } from "#storage/users.ts";
import { recordAct } from "../audit/audit.ts";
import type { Acting, Context } from "../context.ts";
import { getGroup } from "../groups/groups.ts";
import { requireRight } from "../groups/next_seq.ts";
import type { Writing } from "../log/write.ts";
import { notFound, Refusal } from "../refusals.ts";
import { signedIn } from "../requirements.ts";
import { bindingHits, isHolding } from "../rules/ruled.ts";
import { validContent, validReason } from "../valid_text.ts";
import { writeAs } from "../write_as.ts";
import { placeWithin, takeTurn } from "./messages.ts";

export type HeldMessage = StoredHeld;

export interface ToHold {
  conversationId: string;
  content: string;
  clientId?: string | undefined;
}

/**
 * Keeps a message until staff decide on it. The content is valid.
 * @returns what is kept, which a retry finds again
 * @throws {Refusal} not_found; forbidden, for those who may not write at all or not this; conflict, if too many wait; busy,
 * if messages of the actor no longer wait
 */
export function holdMessage(context: Context, message: ToHold): Promise<HeldMessage> {
  return writeAs(context, signedIn, async (acting, writing) => {
    const { conversationId } = message;
    const standing = await requireRight(acting, writing, { conversationId, right: "hold" });
    const ruled = { ...message, right: "hold", searched: undefined } as const;
    const hits = await bindingHits(acting, writing, ruled);
    // What it waits for ended between the two statements.
    const waits = !standing.post || hits.some(isHolding);
    if (!waits) throw new Refusal("busy", { reason: "busy", retryAfterMs: momentMs });
    return holdWithin(acting, writing, message);
  });
}

const momentMs = 100;

/** The same within the caller's transaction, which has asked for the right `hold`. @throws {Refusal} conflict */
export async function holdWithin(
  acting: Acting,
  writing: Writing,
  { conversationId, content, clientId }: ToHold,
): Promise<HeldMessage> {
  const { tx, now: at } = writing;
  const { clock, random } = acting;
  const senderId = acting.actor.id;
  const known = clientId && (await heldByClientId(tx, { senderId, clientId }));
  if (known) return known;
  const { eachInGroup: max } = heldLimits;
  if ((await countOfSender(tx, { conversationId, senderId })) >= max) {
    throw new Refusal("conflict", { reason: "held_many", params: { max } });
  }
  const id = uuidv7(clock.now(), random);
  const held = { id, conversationId, senderId, clientId: clientId ?? null, content, at };
  await insertHeld(tx, held);
  await appendHeldChanged(writing, held);
  return (await heldById(tx, id))!;
}

/** The message of this client id, if it was held. */
export function heldBefore(
  { db, actor }: Pick<Context, "db" | "actor">,
  clientId: string,
): Promise<HeldMessage | undefined> {
  return heldByClientId(db, { senderId: actor.id, clientId });
}

/** The actor's own messages in a group that wait or were returned. @throws {Refusal} not_found */
export async function listOwnHeld(
  context: Pick<Context, "db" | "actor">,
  conversationId: string,
): Promise<HeldView[]> {
  await getGroup(context, conversationId);
  return ownHeldIn(context, conversationId);
}

/** The same where the actor is known to see the group. */
export async function ownHeldIn(
  { actor, db }: Pick<Context, "db" | "actor">,
  conversationId: string,
): Promise<HeldView[]> {
  return (await heldOfSender(db, { conversationId, senderId: actor.id })).map(heldView);
}

/** As its author sees it. */
export function heldView(held: HeldMessage): HeldView {
  const { id, conversationId, clientId, content, state, note, revision, writtenAt } = held;
  return {
    id,
    conversationId,
    ...(clientId !== null && { clientId }),
    content,
    state,
    revision,
    writtenAt,
    ...(state === "returned" && {
      ...(note !== "" && { note }),
      ...(held.decidedBy !== null && { by: held.decidedBy }),
    }),
  };
}

export interface HeldOwn {
  conversationId: string;
  id: string;
}

/**
 * Changes the user's own message while it waits. Staff who have read it as it was can no longer approve it.
 * @throws {Refusal} invalid, limited, not_found, forbidden; conflict, once it was decided
 */
export function changeHeld(context: Context, key: HeldOwn, text: string): Promise<HeldView> {
  const content = validContent(text);
  takeTurn(context);
  return changeOwn(context, key, async (acting, writing, held) => {
    const { conversationId } = held;
    await requireRight(acting, writing, { conversationId, right: "hold" });
    if (held.state !== "held") throw decided();
    const ruled = { conversationId, right: "hold", content, searched: undefined } as const;
    await bindingHits(acting, writing, ruled);
    return { ...held, content, revision: held.revision + 1 };
  });
}

/**
 * Takes the user's own message back while it waits, or puts one away that was returned.
 * @throws {Refusal} not_found; conflict, once it was approved
 */
export function withdrawHeld(context: Context, key: HeldOwn): Promise<HeldView> {
  return changeOwn(context, key, async (_acting, _writing, held) => {
    if (held.state !== "held" && held.state !== "returned") throw decided();
    return { ...held, state: "withdrawn", content: "", note: "" };
  });
}

function changeOwn(
  context: Context,
  { conversationId, id }: HeldOwn,
  change: (acting: Acting, writing: Writing, held: HeldMessage) => Promise<HeldMessage>,
): Promise<HeldView> {
  return writeAs(context, signedIn, async (acting, writing) => {
    const { tx, now: at } = writing;
    const held = await heldById(tx, id);
    if (held?.senderId !== acting.actor.id || held.conversationId !== conversationId) {
      throw notFound();
    }
    await updateHeld(tx, { ...(await change(acting, writing, held)), at, by: null });
    await appendHeldChanged(writing, held);
    return heldView((await heldById(tx, id))!);
  });
}

/** What was read and is decided on. */
export interface HeldKey {
  id: string;
  /** As it was read: approving what its author has changed since is refused. */
  revision: number;
}

/**
 * Approves a message: it takes its place at this moment, with its seq, number and time.
 * @throws {Refusal} not_found; forbidden, also where nobody may write; conflict, if it was decided or changed
 */
export function approveHeld(context: Context, key: HeldKey): Promise<MessageView> {
  return writeAs(context, signedIn, async (acting, writing) => {
    const { tx, now: at } = writing;
    const held = await heldToDecide(acting, writing, key);
    const author = await userById(tx, held.senderId);
    if (!author) throw notFound();
    await updateHeld(tx, { ...held, state: "approved", content: "", at, by: acting.actor.id });
    const message = await placeWithin(acting, writing, { held, author });
    await recordAct(acting, writing, {
      verb: "message.approve",
      conversationId: held.conversationId,
      subjectId: message.id,
    });
    await appendHeldChanged(writing, held);
    return message;
  });
}

/**
 * Returns a message to its author, with a sentence for them.
 * @throws {Refusal} as `approveHeld`; invalid, field `reason`
 */
export async function returnHeld(context: Context, key: HeldKey, reason = ""): Promise<void> {
  const note = validReason(reason) ?? "";
  await writeAs(context, signedIn, async (acting, writing) => {
    const held = await heldToDecide(acting, writing, key);
    const { now: at, tx } = writing;
    await updateHeld(tx, { ...held, state: "returned", note, at, by: acting.actor.id });
    await recordAct(acting, writing, {
      verb: "message.return",
      conversationId: held.conversationId,
      subjectId: held.senderId,
      detail: note || null,
    });
    await appendHeldChanged(writing, held);
  });
}

async function heldToDecide(
  acting: Acting,
  writing: Writing,
  { id, revision }: HeldKey,
): Promise<HeldMessage> {
  const held = await heldById(writing.tx, id);
  if (!held) throw notFound();
  const { conversationId, senderId } = held;
  const { decide } = await requireRight(acting, writing, { conversationId, right: "belong" });
  // To others of the group, it does not exist.
  if (!decide) throw notFound();
  if (senderId === acting.actor.id) throw new Refusal("forbidden", { reason: "held_own" });
  if (held.state !== "held") throw decided();
  if (held.revision !== revision) throw new Refusal("conflict", { reason: "held_changed" });
  return held;
}

/**
 * Open pages of its author and of those who decide fetch it anew. The number in the rail of those who decide
 * follows when the first one waits in a group, and when none does any longer.
 */
async function appendHeldChanged(
  { tx, appendAccountEvents }: Writing,
  { conversationId, senderId }: { conversationId: string; senderId: string },
): Promise<void> {
  const deciders = await heldDeciders(tx, conversationId);
  const people = new Set([senderId, ...deciders]);
  await appendAccountEvents([...people], { kind: "held_changed", conversationId });
  if (deciders.length > 0 && (await waitingInGroup(tx, conversationId)) <= 1) {
    await appendAccountEvents(deciders, { kind: "user_changed" });
  }
}

function decided(): Refusal {
  return new Refusal("conflict", { reason: "held_decided" });
}
