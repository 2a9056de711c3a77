import { madeReason } from "#wire/looks.ts";
import { format } from "./format.ts";
import type { LooksTexts } from "./looks.en.ts";

/** Why the program recorded a look without asking; undefined for a reason that someone typed. */
export function madeReasonText(reason: string, texts: LooksTexts): string | undefined {
  const made = madeReason(reason);
  if (made?.kind === "rule") return texts.ofRule;
  return made && format(texts.ofCase, { number: made.number });
}
