/** Ids and secrets. Randomness is passed in where a test must repeat it. */

export type RandomBytes = (count: number) => Uint8Array;

export const systemRandom: RandomBytes = (count) => crypto.getRandomValues(new Uint8Array(count));

/**
 * A UUID version 7 (RFC 9562, section 5.7): 48 bits of milliseconds, then random bits,
 * so that ids sort by the time of their making.
 */
export function uuidv7(nowMs: number, random: RandomBytes = systemRandom): string {
  const bytes = random(16);
  let time = nowMs;
  for (let i = 5; i >= 0; i--) {
    bytes[i] = time % 256;
    time = Math.floor(time / 256);
  }
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toHex();
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** An unguessable token of 256 bits, base64url. */
export function secretToken(random: RandomBytes = systemRandom): string {
  return random(32).toBase64({ alphabet: "base64url", omitPadding: true });
}

/** What is stored of a token: its SHA-256, hex. */
export function tokenHash(token: string): string {
  return new Bun.CryptoHasher("sha256").update(token).digest("hex");
}
