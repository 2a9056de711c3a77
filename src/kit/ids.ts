/** Ids and secrets. Randomness is passed in where tests must be repeatable. */

export type RandomBytes = (count: number) => Uint8Array;

export const systemRandom: RandomBytes = (count) => crypto.getRandomValues(new Uint8Array(count));

/** The millisecond of the newest id of this process, and its count within it. */
const newest = { ms: -1, count: 0 };
const countMax = 0xfff;

/**
 * A UUID version 7 (RFC 9562, section 5.7): 48 bits of milliseconds, 12 bits that count up within a
 * millisecond from a random start (section 6.2, method 1), then random bits. Ids of one process
 * sort in the order in which they were created, as long as the clock does not go back.
 */
export function uuidv7(nowMs: number, random: RandomBytes = systemRandom): string {
  const bytes = random(16);
  const again = nowMs === newest.ms && newest.count < countMax;
  // Leaves at least half of the range for counting.
  newest.count = again ? newest.count + 1 : ((bytes[6]! & 0x07) << 8) | bytes[7]!;
  newest.ms = nowMs;
  let time = nowMs;
  for (let i = 5; i >= 0; i--) {
    bytes[i] = time % 256;
    time = Math.floor(time / 256);
  }
  bytes[6] = 0x70 | (newest.count >> 8);
  bytes[7] = newest.count & 0xff;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toHex();
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** An unguessable token of 256 bits, base64url. */
export function secretToken(random: RandomBytes = systemRandom): string {
  return random(32).toBase64({ alphabet: "base64url", omitPadding: true });
}

/** What is stored of a token: its SHA-256 as hex. */
export function tokenHash(token: string): string {
  return Bun.SHA256.hash(token, "hex");
}
