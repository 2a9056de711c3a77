/** The text that verbs accept; wire/text.ts decides how it is stored. */
import { limits } from "#wire/limits.ts";
import { isLegible, isBlank, isStorable, oneLine, severalLines } from "#wire/text.ts";
import { Refusal, type RefusalDetails } from "./refusals.ts";
import type { Reason } from "#wire/refusal_texts.ts";

/** @throws {Refusal} invalid, with the field: half a character or NUL */
export function requireStorable(field: string, text: string): void {
  if (isStorable(text)) return;
  throw invalidText(field, {
    reason: "text_unstorable",
  });
}

/** The stored form of a message. @throws {Refusal} invalid, field `content` */
export function validContent(text: string): string {
  requireStorable("content", text);
  const content = severalLines(text);
  if (isBlank(content)) {
    throw invalidText("content", { reason: "message_empty" });
  }
  const { length } = content;
  const { contentChars: max } = limits;
  if (length > max) {
    throw invalidText("content", { reason: "message_long", params: { max, length } });
  }
  return content;
}

/**
 * The stored form of the reason for a removal; blank counts as none. @throws {Refusal} invalid,
 * field `reason`
 */
export function validReason(text = ""): string | null {
  requireStorable("reason", text);
  const reason = oneLine(text);
  const { reasonChars: max } = limits;
  requireLength("reason", reason, { max, reason: "reason_long" });
  return isBlank(reason) ? null : reason;
}

interface LengthRule {
  max: number;
  reason: Reason;
}

/** @throws {Refusal} invalid, with the field and the number of characters above the limit */
export function requireLength(field: string, text: string, { max, reason }: LengthRule): void {
  const excess = text.length - max;
  if (excess <= 0) return;
  throw invalidText(field, { reason, params: { max, excess } });
}

/**
 * @throws {Refusal} invalid, with the field, for a name without a visible letter, digit or symbol
 */
export function requireLegible(field: string, name: string): void {
  if (isLegible(name)) return;
  throw invalidText(field, { reason: "name_unseen" });
}

export function invalidText(
  field: string,
  details: Pick<RefusalDetails, "reason" | "params">,
): Refusal {
  return new Refusal("invalid", { field, ...details });
}
