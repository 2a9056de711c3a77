/** The bin: deleted groups can be restored for a month, and are erased after that or on request. */
import { noteEveryone } from "#storage/course_notes.ts";
import { errorFields } from "#kit/logger.ts";
import { groupLimits } from "#wire/limits.ts";
import { oneLine } from "#wire/text.ts";
import {
  deletedGroup,
  deletedGroups,
  dropFromBin,
  membersInBin,
  moveFromBin,
  moveToBin,
  oldInBin,
  type StoredDeletedGroup,
} from "#storage/bin.ts";
import { conversationById } from "#storage/conversations.ts";
import { courseStaffIds } from "#storage/course_people.ts";
import type { Queries } from "#storage/database.ts";
import { recordAct } from "../audit/audit.ts";
import type { Acting, Actor, Context, Services } from "../context.ts";
import { refreshAccounts } from "../courses/refresh_accounts.ts";
import { type Writing, writeLogged } from "../log/write.ts";
import { notFound, Refusal } from "../refusals.ts";
import { managesGroups } from "../requirements.ts";
import { scopeOf } from "../scope.ts";
import { writeAs } from "../write_as.ts";
import { eraseGroup, markErasable } from "./erase_groups.ts";
import { nextSeq } from "./next_seq.ts";

export interface DeletedGroup extends StoredDeletedGroup {
  /** Until then it can be restored: UTC ISO text. */
  erasedAt: string;
}

/** How many the hourly cleanup looks for at a time. */
const foundAtOnce = 100;

/**
 * Deletes a group: nobody finds it from then on, and everyone who has it open is told. Its staff can
 * restore it for a month.
 * @throws {Refusal} forbidden, not_found
 */
export async function deleteGroup(context: Context, id: string): Promise<void> {
  await writeAs(context, managesGroups, (acting, writing) => putInBin(acting, writing, id));
}

/** Within the caller's transaction. @throws {Refusal} forbidden, not_found */
export async function putInBin(acting: Acting, writing: Writing, id: string): Promise<void> {
  const { tx, now, append } = writing;
  const { meta } = await nextSeq(acting, writing, { conversationId: id, right: "manage" });
  const conversation = await conversationById(tx, id);
  if (!conversation) throw notFound();
  const { name, messageCount } = conversation;
  await recordAct(acting, writing, {
    verb: "conversation.delete",
    conversationId: id,
    detail: detailOf({ name, messages: messageCount }),
  });
  await append({ messageType: "ConversationDeleted", payload: {}, meta });
  await moveToBin(tx, { id, at: now, by: acting.actor.id });
}

/** As the log shows it, where the pages replace the English noun. */
function detailOf({ name, messages }: Pick<DeletedGroup, "name" | "messages">): string {
  return `${name}: ${messages} ${messages === 1 ? "message" : "messages"}`;
}

/** The deleted groups that the actor may restore, deleted last first. @throws {Refusal} forbidden */
export async function listDeletedGroups({ actor, db }: Context): Promise<DeletedGroup[]> {
  managesGroups(actor);
  return (await deletedGroups(db, scopeOf(actor))).map(withEnd);
}

function withEnd(group: StoredDeletedGroup): DeletedGroup {
  const erasedAt = new Date(Date.parse(group.deletedAt) + groupLimits.binMs).toISOString();
  return { ...group, erasedAt };
}

/** @throws {Refusal} forbidden; not_found, also for one that was restored or erased meanwhile */
export async function getDeletedGroup({ actor, db }: Context, id: string): Promise<DeletedGroup> {
  managesGroups(actor);
  return requireInBin({ actor, db }, id);
}

async function requireInBin(
  { actor, db }: { actor: Actor; db: Queries },
  id: string,
): Promise<DeletedGroup> {
  const group = await deletedGroup(db, scopeOf(actor), id);
  if (!group) throw notFound();
  return withEnd(group);
}

/**
 * Brings a group back as it was, with what everyone has read. Members whose account is gone, or who
 * have left the course meanwhile, do not come back.
 * @throws {Refusal} as `getDeletedGroup`
 */
export async function restoreGroup(context: Context, id: string): Promise<void> {
  await writeAs(context, managesGroups, (acting, writing) => takeFromBin(acting, writing, id));
}

/** Within the caller's transaction. @throws {Refusal} forbidden, not_found */
export async function takeFromBin(acting: Acting, writing: Writing, id: string): Promise<void> {
  const { tx, append } = writing;
  const { courseId } = await requireInBin({ ...acting, db: tx }, id);
  const members = await membersInBin(tx, id);
  await moveFromBin(tx, id);
  const { meta } = await nextSeq(acting, writing, { conversationId: id, right: "manage" });
  await recordAct(acting, writing, { verb: "conversation.restore", conversationId: id });
  await append({ messageType: "ConversationRestored", payload: {}, meta });
  // People may have come into the course meanwhile, and left it.
  await noteEveryone(tx, courseId);
  await refreshAccounts(writing, [...members, ...(await courseStaffIds(tx, courseId))]);
}

/**
 * Erases a group in the bin at once, with its messages.
 * @param name as it is, typed by the actor, so that nobody erases the wrong group
 * @throws {Refusal} as `getDeletedGroup`; invalid, field `name`, if it is another name
 */
export async function eraseForGood(
  context: Context,
  { id, name }: { id: string; name: string },
): Promise<void> {
  await writeAs(context, managesGroups, async (acting, writing) => {
    const group = await requireInBin({ ...acting, db: writing.tx }, id);
    if (oneLine(name) !== oneLine(group.name)) {
      throw new Refusal("invalid", { field: "name", reason: "group_name_differs" });
    }
    const detail = detailOf(group);
    await recordAct(acting, writing, { verb: "conversation.erase", conversationId: id, detail });
    await takeOutOfBin(writing, id);
  });
  await eraseGroup(context, id).catch((error: unknown) => {
    context.logger.warn("erasure.failed", errorFields(error));
  });
}

async function takeOutOfBin({ tx }: Pick<Writing, "tx">, id: string): Promise<void> {
  await dropFromBin(tx, id);
  await markErasable({ tx }, id);
}

/** Leaves groups that were deleted a month ago to be erased. */
export async function emptyBin(services: Services): Promise<void> {
  const { db, clock } = services;
  const before = new Date(clock.now() - groupLimits.binMs).toISOString();
  for (;;) {
    const ids = await oldInBin(db, { before, limit: foundAtOnce });
    // One in each transaction: a group may have thousands of members.
    for (const id of ids) await writeLogged(services, (writing) => takeOutOfBin(writing, id));
    if (ids.length < foundAtOnce) return;
  }
}
