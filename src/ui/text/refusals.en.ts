import { refusalTexts } from "#wire/refusal_texts.ts";

/** Pages say in English what every other door says. */
export const refusals = refusalTexts;

export type RefusalTexts = Record<keyof typeof refusalTexts, string>;
