/** What a message said before, and a message that comes back after it was removed. */
import {
  keepRemoval,
  type StoredVersion,
  versionCount,
  versionsOf,
} from "#storage/message_versions.ts";
import { markRestored, messageById } from "#storage/messages.ts";
import { isStaffHere, mayRestore, type MessageAct, moderates } from "#wire/message_rights.ts";
import type { MessageView } from "#wire/views.ts";
import type { Queries } from "#storage/database.ts";
import { recordAct } from "../audit/audit.ts";
import { recordLook, recordLookWithin } from "../audit/looks.ts";
import type { Acting, Context } from "../context.ts";
import { isoNow } from "#kit/clock.ts";
import { isOfHigherOffice } from "../groups/higher_office.ts";
import type { Writing } from "../log/write.ts";
import { notFound, Refusal } from "../refusals.ts";
import { signedIn } from "../requirements.ts";
import { writeAs } from "../write_as.ts";
import {
  type Answered,
  type MessageInScope,
  type MessageKey,
  messageInScope,
  messageToRead,
} from "./message_in_scope.ts";
import { viewOfMessage } from "./message_view.ts";

/**
 * Brings a removed message back: what staff, owners or moderators removed, for staff; what they removed
 * themselves, for owners and moderators.
 * @throws {Refusal} not_found, forbidden, conflict (it is not removed)
 */
export function restoreMessage(context: Context, key: MessageKey & Answered): Promise<MessageView> {
  return writeAs(context, signedIn, (acting, writing) => restoreWithin(acting, writing, key));
}

/**
 * Within the caller's transaction; `isDecision` is the decision on an appeal.
 * @throws {Refusal} as `restoreMessage`
 */
export async function restoreWithin(
  acting: Acting,
  writing: Writing,
  key: MessageKey & Answered & { isDecision?: boolean },
): Promise<MessageView> {
  const { tx, append } = writing;
  const found = await messageInScope(acting, writing, key);
  const { meta, row } = found;
  if (!moderates(found.reader))
    throw new Refusal("forbidden", { reason: "message_not_restorable" });
  if (row.removedAt === null) throw new Refusal("conflict", { reason: "message_not_removed" });
  const isGranted = key.isDecision === true || (await isRestorable(acting, tx, found));
  if (!isGranted) throw new Refusal("forbidden", { reason: "message_not_restorable" });
  if (key.isAnswered) await recordLookWithin(acting, writing, key);
  await keepRemoval(tx, row.id);
  await markRestored(tx, row.id);
  await recordAct(acting, writing, {
    verb: "message.restore",
    conversationId: row.conversationId,
    subjectId: row.id,
  });
  const message = viewOfMessage((await messageById(tx, row.id))!);
  await append({ messageType: "MessageRestored", payload: { message }, meta });
  return message;
}

async function isRestorable(
  { actor }: Pick<Context, "actor">,
  db: Queries,
  { row, reader, isOfEqual }: MessageInScope,
): Promise<boolean> {
  const { conversationId, removedAs: by, removedBy } = row;
  if (by === null || !moderates(reader)) return false;
  const remover = { actor, conversationId, userId: removedBy ?? "" };
  return mayRestore(reader, {
    by,
    isOwnRemoval: removedBy === actor.id,
    isOwn: row.senderId === actor.id,
    isOfEqual,
    isByHigher: await isOfHigherOffice(db, remover),
  });
}

export interface MessageDetails {
  message: MessageView;
  /** What the viewer may do to it. */
  acts: readonly MessageAct[];
  isRestorable: boolean;
  isRedactable: boolean;
  /** How many former texts are kept; undefined for those who may not read them. */
  versions: number | undefined;
}

/**
 * A message for the page about it: for staff, whose look is recorded unless they are members, and for owners
 * and moderators.
 * @throws {Refusal} not_found, also for all others
 */
export async function messageDetails(context: Context, key: MessageKey): Promise<MessageDetails> {
  const details = await context.db.snapshot(async (tx) => {
    const found = await messageToRead(context, { tx, now: isoNow(context.clock) }, key);
    if (!moderates(found.reader)) throw notFound();
    const { row, acts, reader, isOfEqual } = found;
    return {
      message: viewOfMessage(row),
      acts,
      reader,
      isRestorable: await isRestorable(context, tx, found),
      isRedactable: isStaffHere(reader) && !isOfEqual && row.removedAt === null,
      versions: isStaffHere(reader) ? await versionCount(tx, row.id) : undefined,
    };
  });
  const { reader, ...shown } = details;
  if (reader.memberRole === undefined) await recordLook(context, key.conversationId);
  return shown;
}

export type MessageVersion = StoredVersion;

/**
 * What a message said before each edit and each removal, oldest first, for staff. Every look is recorded.
 * @throws {Refusal} not_found, also for all others
 */
export function readVersions(context: Context, key: MessageKey): Promise<MessageVersion[]> {
  return writeAs(context, signedIn, async (acting, writing) => {
    const { row, reader } = await messageToRead(acting, writing, key);
    if (!isStaffHere(reader)) throw notFound();
    const versions = await versionsOf(writing.tx, row.id);
    if (versions.length > 0) {
      await recordLookWithin(acting, writing, { conversationId: row.conversationId });
      await recordAct(acting, writing, {
        verb: "message.read_versions",
        conversationId: row.conversationId,
        subjectId: row.id,
      });
    }
    return versions;
  });
}
