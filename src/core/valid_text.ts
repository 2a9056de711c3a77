/** What text verbs take; how it is stored is wire/text.ts's. */
import { limits } from "#wire/limits.ts";
import { canBeTold, isBlank, isStorable, oneLine, severalLines } from "#wire/text.ts";
import { Refusal, type RefusalDetails } from "./refusals.ts";
import type { Reason } from "./reasons.ts";

/** @throws {Refusal} invalid, with the field: half a character or NUL */
export function requireStorable(field: string, text: string): void {
  if (isStorable(text)) return;
  throw invalidText(field, "This text has characters that cannot be stored.", {
    reason: "text_unstorable",
  });
}

/** A message as it is stored. @throws {Refusal} invalid, field `content` */
export function validContent(text: string): string {
  requireStorable("content", text);
  const content = severalLines(text);
  if (isBlank(content)) {
    throw invalidText("content", "Write something first.", { reason: "message_empty" });
  }
  const { length } = content;
  const { contentChars: max } = limits;
  if (length > max) {
    const message = `A message has at most ${max} characters; this one has ${length}.`;
    throw invalidText("content", message, { reason: "message_long", params: { max, length } });
  }
  return content;
}

/** Why a message was removed, as it is stored; a blank one is none. @throws {Refusal} invalid, field `reason` */
export function validReason(text = ""): string | null {
  requireStorable("reason", text);
  const reason = oneLine(text);
  const { reasonChars: max } = limits;
  requireLength("reason", reason, { max, noun: "a reason", reason: "reason_long" });
  return isBlank(reason) ? null : reason;
}

interface LengthRule {
  max: number;
  /** In English, for the API. */
  noun: string;
  reason: Reason;
}

/** @throws {Refusal} invalid, with the field: a text that is too long, and by how much */
export function requireLength(
  field: string,
  text: string,
  { max, noun, reason }: LengthRule,
): void {
  const excess = text.length - max;
  if (excess <= 0) return;
  const message = `Too long by ${excess}: ${noun} has at most ${max} characters.`;
  throw invalidText(field, message, { reason, params: { max, excess } });
}

/** @throws {Refusal} invalid, with the field: a name of punctuation, or of nothing that is seen */
export function requireTelling(field: string, name: string): void {
  if (canBeTold(name)) return;
  const message = "A name needs a letter, a digit or a symbol that can be seen.";
  throw invalidText(field, message, { reason: "name_unseen" });
}

export function invalidText(
  field: string,
  message: string,
  details: Pick<RefusalDetails, "reason" | "params">,
): Refusal {
  return new Refusal("invalid", message, { field, ...details });
}
