import type { RandomBytes } from "#kit/ids.ts";

/** Without letters and digits that look alike. 32 of them, so that five bits choose one. */
const alphabet = "abcdefghijkmnpqrstuvwxyz23456789";

/** Sixteen signs in four groups, 80 bits: to be read out or written down once. */
export function generatedPassword(random: RandomBytes): string {
  const signs = [...random(16)].map((byte) => alphabet[byte % 32]);
  return [0, 4, 8, 12].map((start) => signs.slice(start, start + 4).join("")).join("-");
}
