import type { Refusal } from "#core/refusals.ts";
import { format } from "#ui/text/format.ts";
import type { Texts } from "#ui/text/catalogue.ts";

/** A refusal's text in the visitor's language. */
export function refusalText({ refusals }: Pick<Texts, "refusals">, refusal: Refusal): string {
  return format(refusals[refusal.reason], refusal.params);
}
