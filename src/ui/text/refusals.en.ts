import { refusalTexts } from "#wire/refusal_texts.ts";

/** In English, pages use the same texts as the API, the socket and commands. */
export const refusals = refusalTexts;

export type RefusalTexts = Record<keyof typeof refusalTexts, string>;
