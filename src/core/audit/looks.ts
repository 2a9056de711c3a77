/**
 * Looks: staff read text of a group that they are not in. Whatever shows such text records the look before it
 * does, and the group's members see who looked in.
 */
import { uuidv7 } from "#kit/ids.ts";
import { asksForReason, continueLook, insertLook, openLook } from "#storage/looks.ts";
import { membership } from "#storage/members.ts";
import { lookLimits } from "#wire/limits.ts";
import { madeReason } from "#wire/looks.ts";
import type { Acting, Context } from "../context.ts";
import { getGroup } from "../groups/groups.ts";
import { type Writing, writeLogged } from "../log/write.ts";
import { seesEverything } from "../permissions.ts";
import { Refusal } from "../refusals.ts";
import { looksAfterGroups } from "../requirements.ts";
import { validReason } from "../valid_text.ts";
import { writeAs } from "../write_as.ts";
import { recordAct } from "./audit.ts";

/** A look that was noted so recently is not written again. */
const noteEveryMs = 30_000;

interface LookedInto {
  conversationId: string;
  reason: string | null;
  /** The reading can no longer be refused: it is recorded, even where the course asks for a reason. */
  isUnasked?: boolean;
}

/**
 * Records that the actor, who is not a member, reads a group: a new look, or that the present one goes on.
 * Called before the text is shown.
 * @throws {Refusal} forbidden, if the course asks for a reason and none was given
 */
export function recordLook(context: Context, conversationId: string): Promise<void> {
  return record(context, { conversationId, reason: null });
}

/** The same for an actor who reads already: they stay, or have just been removed from the group. */
export function recordStay(context: Context, conversationId: string): Promise<void> {
  return record(context, { conversationId, reason: null, isUnasked: true });
}

async function record({ actor, ...services }: Context, look: LookedInto): Promise<void> {
  const { clock, db } = services;
  const context = { ...services, actor };
  const open = await openLook(db, keyOf(context, look));
  if (open && clock.now() - Date.parse(open.lastAt) < noteEveryMs) return;
  // Recorded by the server itself, because someone whose session has ended since has also read.
  await writeLogged(services, (writing) => note(context, writing, look));
}

/**
 * The same within the caller's transaction, and only if the actor is not a member.
 * @param reason why, if it is known without asking, such as the report that is looked into
 * @throws {Refusal} as `recordLook`
 */
export async function recordLookWithin(
  acting: Acting,
  writing: Writing,
  { conversationId, reason = null }: { conversationId: string; reason?: string | null },
): Promise<void> {
  const key = { conversationId, userId: acting.actor.id };
  if (await membership(writing.tx, key)) return;
  await note(acting, writing, { conversationId, reason });
}

/**
 * Begins to look into a group, with a reason that its members see.
 * @throws {Refusal} not_found; invalid, field `reason`
 */
export async function beginLook(
  context: Context,
  { conversationId, reason }: { conversationId: string; reason: string },
): Promise<void> {
  await writeAs(context, looksAfterGroups, async (acting, writing) => {
    await getGroup({ db: writing.tx, actor: acting.actor }, conversationId);
    const given = validReason(reason);
    // Nobody makes a look appear as if a report had led to it.
    if (given === null || madeReason(given)) {
      throw new Refusal("invalid", { field: "reason", reason: "look_reason_missing" });
    }
    await recordLookWithin(acting, writing, { conversationId, reason: given });
  });
}

/** The actor stops reading a group that they are not in. */
export async function leaveLook(context: Context, conversationId: string): Promise<void> {
  const { db, clock, appended } = context;
  const open = await openLook(db, keyOf(context, { conversationId }));
  if (!open) return;
  await writeLogged({ db, clock, appended }, ({ tx, now: at }) =>
    continueLook(tx, { id: open.id, at }),
  );
}

function keyOf(
  { actor, clock }: Pick<Context, "actor" | "clock">,
  { conversationId }: Pick<LookedInto, "conversationId">,
) {
  const since = new Date(clock.now() - lookLimits.pauseMs).toISOString();
  return { conversationId, actorId: actor.id, since };
}

async function note(context: Context, writing: Writing, look: LookedInto): Promise<void> {
  const { actor, clock, random } = context;
  const { conversationId, reason, isUnasked = false } = look;
  const { tx, now: at, appendLooked } = writing;
  const open = await openLook(tx, keyOf(context, look));
  if (open && (reason === null || reason === open.reason)) {
    await continueLook(tx, { id: open.id, at });
    return;
  }
  if (reason === null && !isUnasked && (await asksForReason(tx, conversationId))) {
    throw new Refusal("forbidden", { reason: "look_reason_first" });
  }
  const id = uuidv7(clock.now(), random);
  const isAdmin = seesEverything(actor);
  const inserted = { id, conversationId, actorId: actor.id, isAdmin, reason, at };
  if ((await insertLook(tx, inserted)) === 0) return;
  await recordAct(context, writing, { verb: "conversation.read", conversationId, detail: reason });
  await appendLooked(conversationId);
}
