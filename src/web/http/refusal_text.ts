import type { Refusal } from "#core/refusals.ts";
import type { Reason } from "#core/reasons.ts";
import { format } from "#ui/text/format.ts";
import type { Texts } from "#ui/text/catalogue.ts";

/** A refusal in the visitor's language; a reason without a text does not compile. */
export function refusalText({ refusals }: Pick<Texts, "refusals">, refusal: Refusal): string {
  const ofReasons: Record<Reason, string> = refusals;
  const ofCodes: Partial<Record<string, string>> = refusals;
  const template = refusal.reason ? ofReasons[refusal.reason] : ofCodes[refusal.code];
  return template ? format(template, refusal.params ?? {}) : refusal.message;
}
