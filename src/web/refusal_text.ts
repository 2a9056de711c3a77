import type { Refusal } from "#core/errors.ts";
import { format } from "#ui/text/format.ts";
import type { Texts } from "#ui/text/catalogue.ts";

/** A refusal in the visitor's language. One without a translation speaks English. */
export function refusalText(texts: Texts, refusal: Refusal): string {
  const reasons: Partial<Record<string, string>> = texts.refusals;
  const template = reasons[refusal.reason ?? ""] ?? reasons[refusal.code];
  return template ? format(template, refusal.params ?? {}) : refusal.message;
}
