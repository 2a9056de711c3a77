/** Someone may read and not write for a while. The statements that write decide; nothing is written at the end. */
import { isoNow } from "#kit/clock.ts";
import { uuidv7 } from "#kit/ids.ts";
import { muteLimits } from "#wire/limits.ts";
import { oneLine } from "#wire/text.ts";
import type { MuteView } from "#wire/views.ts";
import { endMute, mutesIn, mutesOf, putMute, type StoredMute } from "#storage/mutes.ts";
import { type Ranks, ranksIn } from "#storage/ranks.ts";
import { standingIn } from "#storage/standing.ts";
import { recordAct } from "../audit/audit.ts";
import type { Acting, Context } from "../context.ts";
import { requireRight } from "../groups/next_seq.ts";
import { requireHigherOffice } from "../groups/higher_office.ts";
import type { Writing } from "../log/write.ts";
import { notFound, Refusal } from "../refusals.ts";
import { signedIn } from "../requirements.ts";
import { invalidText, requireLength, requireStorable } from "../valid_text.ts";
import { writeAs } from "../write_as.ts";
import type { PersonKey } from "./reports.ts";
import { refresh } from "./refresh.ts";

export type { StoredMute };

export interface MuteInput {
  /** When it ends: UTC ISO text. */
  until: string;
  /** The person sees it. */
  reason?: string | undefined;
  /** In all groups of the course. */
  everywhere?: boolean | undefined;
  /** The case with whose decision it is set. */
  caseId?: string;
}

const teacher = 3;

/**
 * Keeps someone from writing in a group, by its owners, moderators and tutors for up to a day; by teachers and
 * admins for longer, or in all groups of the course. An earlier mute of the same kind is replaced.
 * @throws {Refusal} not_found; forbidden, of a person of equal or higher office, and what the actor's office
 * does not allow; invalid, fields `until` and `reason`
 */
export async function mutePerson(
  context: Context,
  key: PersonKey,
  input: MuteInput,
): Promise<void> {
  const nowMs = await context.db.now(context.db);
  await writeAs(context, signedIn, (acting, writing) =>
    muteWithin(acting, writing, { ...key, ...input, nowMs }),
  );
}

/** Within the caller's transaction. @throws {Refusal} as `mutePerson` */
export async function muteWithin(
  acting: Acting,
  writing: Writing,
  { nowMs, everywhere = false, ...input }: PersonKey & MuteInput & { nowMs: number },
): Promise<string> {
  const { actor, clock, random } = acting;
  const { tx, now } = writing;
  const { conversationId, userId } = input;
  const isDecision = input.caseId !== undefined;
  const { rank, courseId } = await requireRank(acting, writing, { ...input, isDecision });
  const until = validEnd(input.until, { nowMs, isLong: rank >= teacher });
  const reason = validMuteReason(input.reason ?? "");
  if (everywhere && rank < teacher) throw new Refusal("forbidden", { reason: "mute_in_group" });
  await putMute(tx, {
    id: uuidv7(clock.now(), random),
    courseId,
    conversationId: everywhere ? null : conversationId,
    userId,
    reason,
    untilAt: until,
    actorId: actor.id,
    createdAt: now,
    caseId: input.caseId ?? null,
  });
  await recordAct(acting, writing, {
    verb: everywhere ? "person.mute_everywhere" : "person.mute",
    conversationId,
    subjectId: userId,
    detail: `${until} ${reason}`.trim(),
  });
  await refresh(writing, [userId, actor.id]);
  return until;
}

/**
 * Lets someone write again, as those may who could mute them.
 * @throws {Refusal} not_found; forbidden, as `mutePerson`
 */
export function unmutePerson(
  context: Context,
  { everywhere = false, ...key }: PersonKey & { everywhere?: boolean },
): Promise<void> {
  return writeAs(context, signedIn, async (acting, writing) => {
    const { rank } = await requireRank(acting, writing, key);
    if (everywhere && rank < teacher) throw new Refusal("forbidden", { reason: "mute_in_group" });
    await unmuteWithin(acting, writing, { ...key, everywhere });
  });
}

/** Within the caller's transaction, which has asked for the right. Nothing changes without a mute. */
export async function unmuteWithin(
  acting: Acting,
  writing: Writing,
  { everywhere, conversationId, userId }: PersonKey & { everywhere: boolean },
): Promise<void> {
  const { actor } = acting;
  const standing = await standingIn(
    writing.tx,
    { userId: actor.id, now: writing.now },
    conversationId,
  );
  if (!standing) return;
  const { courseId } = standing;
  const scope = { courseId, conversationId: everywhere ? null : conversationId, userId };
  if ((await endMute(writing.tx, scope)) === 0) return;
  await recordAct(acting, writing, { verb: "person.unmute", conversationId, subjectId: userId });
  await refresh(writing, [userId, actor.id]);
}

async function requireRank(
  acting: Acting,
  writing: Writing,
  { conversationId, userId, isDecision = false }: PersonKey & { isDecision?: boolean },
): Promise<Ranks> {
  const { actor } = acting;
  await requireRight(acting, writing, { conversationId, right: "belong" });
  const ranks = await ranksIn(writing.tx, { conversationId, actorId: actor.id, userId });
  if (!ranks || ranks.isMember === 0) throw notFound();
  if (ranks.rank === 0) throw new Refusal("forbidden", { reason: "mute_by_moderators" });
  if (!isDecision) requireHigherOffice(ranks);
  return ranks;
}

/** By the database's clock, which decides when it ends. */
function validEnd(text: string, { nowMs, isLong }: { nowMs: number; isLong: boolean }): string {
  const endMs = Date.parse(text);
  if (Number.isNaN(endMs)) throw invalidText("until", { reason: "mode_end_malformed" });
  if (endMs <= nowMs) throw invalidText("until", { reason: "mode_end_past" });
  if (endMs > nowMs + muteLimits.longMs) throw invalidText("until", { reason: "mode_end_far" });
  // A day from now was asked for a moment ago, by another clock.
  if (!isLong && endMs > nowMs + muteLimits.dayMs + muteLimits.graceMs) {
    throw invalidText("until", { reason: "mute_day" });
  }
  return new Date(endMs).toISOString();
}

function validMuteReason(text: string): string {
  requireStorable("reason", text);
  const reason = oneLine(text);
  requireLength("reason", reason, { max: muteLimits.reasonChars, reason: "reason_long" });
  return reason;
}

/** The actor's own, that have not ended. */
export async function ownMutes({ actor, clock, db }: Context): Promise<MuteView[]> {
  return (await mutesOf(db, { userId: actor.id, now: isoNow(clock) })).map(viewOf);
}

/** As the person concerned sees it. */
function viewOf({ courseId, conversationId, reason, untilAt, caseId }: StoredMute): MuteView {
  return {
    courseId,
    ...(conversationId !== null && { conversationId }),
    until: untilAt,
    ...(reason !== "" && { reason }),
    ...(caseId !== null && { isDecision: true as const }),
  };
}

export interface GroupMutes {
  mutes: StoredMute[];
  /** What the actor may do here: see `ranksIn`. */
  rank: number;
}

/**
 * Who is muted in a group, for those who may mute there.
 * @throws {Refusal} not_found, also for plain members
 */
export async function mutesOfGroup(context: Context, conversationId: string): Promise<GroupMutes> {
  const found = await mutesFor(context, conversationId);
  if (!found) throw notFound();
  return found;
}

/** The same for a page that all members see: undefined for those who may mute nobody. */
export async function mutesFor(
  { actor, clock, db }: Context,
  conversationId: string,
): Promise<GroupMutes | undefined> {
  const now = isoNow(clock);
  const standing = await standingIn(db, { userId: actor.id, now }, conversationId);
  const key = { conversationId, actorId: actor.id, userId: actor.id };
  const ranks = standing?.belong ? await ranksIn(db, key) : undefined;
  if (!ranks || ranks.rank === 0) return undefined;
  return { mutes: await mutesIn(db, { conversationId, now }), rank: ranks.rank };
}
