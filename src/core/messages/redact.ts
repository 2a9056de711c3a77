/** Hides a part of a message: a telephone number, a solution. */
import { hiddenAt, keepVersion } from "#storage/message_versions.ts";
import { markRedacted, markUnredacted, messageById } from "#storage/messages.ts";
import { isStaffHere } from "#wire/message_rights.ts";
import type { MessageView } from "#wire/views.ts";
import { recordAct } from "../audit/audit.ts";
import { recordLookWithin } from "../audit/looks.ts";
import type { Acting, Context } from "../context.ts";
import type { Writing } from "../log/write.ts";
import { Refusal } from "../refusals.ts";
import { signedIn } from "../requirements.ts";
import { invalidText, validReason } from "../valid_text.ts";
import { writeAs } from "../write_as.ts";
import { type Answered, type MessageKey, messageInScope } from "./message_in_scope.ts";
import { viewOfMessage } from "./message_view.ts";
import { redacted, type Span } from "./redacted.ts";

export interface Redaction extends MessageKey, Span, Answered {
  /** That of the text in which the span was selected; none if it was never changed. */
  revision?: number | undefined;
  reason?: string | undefined;
  /** A case was decided so: then the author may be of equal office. */
  isDecision?: boolean;
}

/**
 * Puts a mark in the place of a part of a message, for staff. The former text is a version of it, and its
 * author cannot edit it any longer.
 * @throws {Refusal} not_found, forbidden, invalid (no such part), conflict (it was changed meanwhile)
 */
export function redactMessage(context: Context, input: Redaction): Promise<MessageView> {
  return writeAs(context, signedIn, (acting, writing) => redactWithin(acting, writing, input));
}

/** Within the caller's transaction. @throws {Refusal} as `redactMessage` */
export async function redactWithin(
  acting: Acting,
  writing: Writing,
  input: Redaction,
): Promise<MessageView> {
  const reason = validReason(input.reason);
  const { tx, now, append } = writing;
  const { row, meta, reader, isOfEqual } = await messageInScope(acting, writing, input);
  if (!isStaffHere(reader)) throw new Refusal("forbidden", { reason: "staff_redact" });
  if (isOfEqual && input.isDecision !== true) {
    throw new Refusal("forbidden", { reason: "equal_office" });
  }
  const isSame = row.removedAt === null && row.revision === (input.revision ?? 0);
  if (!isSame) throw new Refusal("conflict", { reason: "message_changed" });
  const content = redacted(row.content, input);
  if (content === undefined) throw invalidText("start", { reason: "no_such_part" });
  const { id, conversationId } = row;
  if (input.isAnswered) await recordLookWithin(acting, writing, { conversationId });
  await keepVersion(tx, { messageId: id, change: "redact", reason, by: acting.actor.id, at: now });
  await markRedacted(tx, { id, content, at: now, reason });
  const act = { verb: "message.redact", conversationId, subjectId: id, detail: reason } as const;
  await recordAct(acting, writing, act);
  const revision = row.revision + 1;
  const change = { content, redactedAt: now, redactedReason: reason, revision };
  const message = viewOfMessage({ ...row, ...change });
  await append({ messageType: "MessageRedacted", payload: { message }, meta });
  return message;
}

/**
 * Within the caller's transaction: shows again what was hidden at a time, by the decision that is taken back.
 * Nothing changes if the message has changed since.
 */
export async function unredactWithin(
  acting: Acting,
  writing: Writing,
  { at, ...key }: MessageKey & { at: string },
): Promise<void> {
  const { tx, append } = writing;
  const hidden = await hiddenAt(tx, { messageId: key.messageId, at });
  if (!hidden) return;
  const { meta } = await messageInScope(acting, writing, key);
  await markUnredacted(tx, { id: key.messageId, ...hidden });
  const { conversationId, messageId: subjectId } = key;
  await recordAct(acting, writing, { verb: "message.restore", conversationId, subjectId });
  const message = viewOfMessage((await messageById(tx, subjectId))!);
  await append({ messageType: "MessageRestored", payload: { message }, meta });
}
