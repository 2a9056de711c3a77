/** A message, for those who may know that it exists, with what they may do to it. */
import type { Queries } from "#storage/database.ts";
import { membership } from "#storage/members.ts";
import { messageById, type StoredMessage } from "#storage/messages.ts";
import { isStaffOf } from "#storage/scope.ts";
import { type MessageAct, messageActs, type Reader } from "#wire/message_rights.ts";
import type { Acting, Context } from "../context.ts";
import { type EventMeta, nextSeq, requireRight } from "../groups/next_seq.ts";
import type { Writing } from "../log/write.ts";
import { seesEverything, seesOthers } from "../permissions.ts";
import { notFound } from "../refusals.ts";
import { viewOfMessage } from "./message_view.ts";

export interface MessageKey {
  conversationId: string;
  messageId: string;
}

/** Of a change whose result is answered with the text: for staff who are not members, that is a look. */
export interface Answered {
  isAnswered?: boolean;
}

export interface MessageInScope {
  row: StoredMessage;
  reader: Reader;
  acts: readonly MessageAct[];
}

/** Takes the next seq for a change to it. @throws {Refusal} not_found */
export async function messageInScope(
  acting: Acting,
  writing: Writing,
  key: MessageKey,
): Promise<MessageInScope & { meta: EventMeta }> {
  const { conversationId } = key;
  const { meta } = await nextSeq(acting, writing, { conversationId, right: "belong" });
  return { ...(await inScope(acting, writing, key)), meta };
}

/** The same for one that is only read. @throws {Refusal} not_found */
export async function messageToRead(
  acting: Pick<Context, "actor">,
  writing: Pick<Writing, "tx" | "now">,
  key: MessageKey,
): Promise<MessageInScope> {
  const { conversationId } = key;
  await requireRight(acting, writing, { conversationId, right: "belong" });
  return inScope(acting, writing, key);
}

async function inScope(
  { actor }: Pick<Context, "actor">,
  { tx, now }: Pick<Writing, "tx" | "now">,
  { conversationId, messageId }: MessageKey,
): Promise<MessageInScope> {
  const row = await messageById(tx, messageId);
  if (row?.conversationId !== conversationId) throw notFound();
  const reader = await readerIn(tx, { actor, conversationId });
  return { row, reader, acts: messageActs(reader, viewOfMessage(row), Date.parse(now)) };
}

/** Who the actor is in a group that they see. */
export async function readerIn(
  db: Queries,
  { actor, conversationId }: Pick<Context, "actor"> & { conversationId: string },
): Promise<Reader> {
  const key = { conversationId, userId: actor.id };
  const member = await membership(db, key);
  // Admins are not asked.
  const isAsked = !seesEverything(actor) && seesOthers(actor);
  const byOffice = isAsked && (await isStaffOf(db, key));
  return { ...actor, memberRole: member?.role, byOffice };
}
