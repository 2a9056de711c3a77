/**
 * The three kinds of password hash in use: ours, and the two of Werkzeug. node:crypto, which only
 * those need, is not loaded at each start.
 */

/** OWASP's first recommendation for argon2id: 19 MiB, two passes. */
const argon2 = { algorithm: "argon2id", memoryCost: 19_456, timeCost: 2 } as const;
const ownPrefix = /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/;
/** Werkzeug 2.3 and 3.0 use these when a hash does not name its parameters. */
const pbkdf2Rounds = 600_000;

export function hashPassword(password: string): Promise<string> {
  return Bun.password.hash(password, argon2);
}

/** A hash that matches no password and costs as much as a real one. */
export const unknownHash =
  "$argon2id$v=19$m=19456,t=2,p=1$b2YgYW4gYWNjb3VudCB0aGF0IGlzIG5vdCB0aGVyZQ$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/** Whether a stored hash is of an older kind, or weaker than ours. */
export function needsUpgrade(hash: string): boolean {
  return !ownPrefix.test(hash);
}

/** Whether a password can match this hash: its kind is known. */
export function isKnownHash(text: string): boolean {
  return /^(\$argon2id\$|(scrypt(:[1-9]\d*){3}|pbkdf2:sha(1|256|512)(:[1-9]\d*)?)\$[^$]*\$[0-9a-f]+$)/.test(
    text,
  );
}

/** @returns false also for unknown kinds of hash */
export async function verifyHash(password: string, hash: string): Promise<boolean> {
  if (hash.startsWith("$argon2")) return verifyArgon2(password, hash);
  const [method = "", salt = "", digest = ""] = hash.split("$");
  const [kind, ...settings] = method.split(":");
  if (!/^([0-9a-f]{2})+$/.test(digest)) return false;
  const expected = Buffer.from(digest, "hex");
  const key = { password, salt, bytes: expected.length };
  const actual =
    kind === "scrypt"
      ? await scryptKey(key, settings.map(Number))
      : kind === "pbkdf2"
        ? await pbkdf2Key(key, settings)
        : undefined;
  return actual !== undefined && crypto.timingSafeEqual(actual, expected);
}

async function verifyArgon2(password: string, hash: string): Promise<boolean> {
  try {
    return await Bun.password.verify(password, hash);
  } catch {
    // Truncated or corrupt.
    return false;
  }
}

interface KeyInput {
  password: string;
  salt: string;
  bytes: number;
}

/** `scrypt:N:r:p`. Node refuses to use more than 32 MiB by default, which N=32768 exceeds. */
async function scryptKey(
  { password, salt, bytes }: KeyInput,
  [N, r, p]: number[],
): Promise<Buffer | undefined> {
  const { scrypt } = await import("node:crypto");
  return new Promise((resolve) => {
    // In place of a zero, Bun would use a default.
    if (!N || !r || !p) return resolve(undefined);
    try {
      const options = { N, r, p, maxmem: 132 * N * r * p };
      scrypt(password, salt, bytes, options, (error, key) => resolve(error ? undefined : key));
    } catch {
      // Parameters that scrypt does not allow.
      resolve(undefined);
    }
  });
}

/** `pbkdf2:sha256[:rounds]`; the salt is text. */
async function pbkdf2Key(
  { password, salt, bytes }: KeyInput,
  [digest = "", rounds = String(pbkdf2Rounds)]: string[],
): Promise<Buffer | undefined> {
  if (!/^sha(1|256|512)$/.test(digest)) return undefined;
  const count = Number(rounds);
  if (!Number.isInteger(count) || count < 1 || count > 10_000_000) return undefined;
  const { pbkdf2 } = await import("node:crypto");
  return new Promise((resolve, reject) => {
    pbkdf2(password, salt, count, bytes, digest, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}
