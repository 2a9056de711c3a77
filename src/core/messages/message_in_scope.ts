/** A message, for those who may know that it exists, with what they may do to it. */
import type { Queries } from "#storage/database.ts";
import { membership } from "#storage/members.ts";
import { messageById, type StoredMessage } from "#storage/messages.ts";
import { holdsOffice } from "#storage/scope.ts";
import { type MessageAct, messageActs, moderates, type Reader } from "#wire/message_rights.ts";
import type { Acting, Context } from "../context.ts";
import { isOfEqualOffice } from "../groups/higher_office.ts";
import { type EventMeta, nextSeq, requireRight } from "../groups/next_seq.ts";
import type { Writing } from "../log/write.ts";
import { seesEverything } from "../permissions.ts";
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
  /** Its author is another person, of equal or higher office. */
  isOfEqual: boolean;
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
  const author = { actor, conversationId, userId: row.senderId };
  const isOfEqual = moderates(reader) && (await isOfEqualOffice(tx, author));
  const acts = messageActs(reader, { ...viewOfMessage(row), isOfEqual }, Date.parse(now));
  return { row, reader, isOfEqual, acts };
}

/** Who the actor is in a group that they see. */
export async function readerIn(
  db: Queries,
  { actor, conversationId }: Pick<Context, "actor"> & { conversationId: string },
): Promise<Reader> {
  const key = { conversationId, userId: actor.id };
  const member = await membership(db, key);
  // Admins are not asked. Tutors who see only their own groups are staff in those.
  const byOffice = !seesEverything(actor) && (await holdsOffice(db, key));
  return { ...actor, memberRole: member?.role, byOffice };
}
