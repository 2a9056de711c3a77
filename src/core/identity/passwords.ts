/**
 * Hashing and checking of passwords, at most two at once: each takes 19 MiB and a core for 30 ms
 * or more, and messages must not wait for a lecture hall that signs in.
 */
import type { RandomBytes } from "#kit/ids.ts";
import { FairSemaphore } from "./fair_semaphore.ts";
import { hashPassword, unknownHash, verifyHash } from "./password_hashes.ts";

const hashing = new FairSemaphore({ running: 2, waiting: 400 });

/**
 * @param queue who waits in turn with others: a network address, or an account that is known
 * @throws {Refusal} busy, when too many wait there
 */
export function newHash(password: string, queue = ""): Promise<string> {
  return hashing.run(queue, () => hashPassword(password));
}

export interface Check {
  password: string;
  /** Nothing where there is no account, or it has no password. */
  hash: string | null;
  /** As in `newHash`. */
  queue: string;
  /** Asked when it is this one's turn; throws what sends it away unchecked. */
  admit?: () => void;
}

/**
 * Costs the same when there is no account or it has no password; nobody passes then.
 * @throws {Refusal} busy, when too many wait
 */
export function passwordMatches({ password, hash, queue, admit }: Check): Promise<boolean> {
  return hashing.run(queue, async () => {
    admit?.();
    const matches = await verifyHash(password, hash ?? unknownHash);
    return matches && hash !== null;
  });
}

/** Without letters and digits that look alike. 32 of them, so that five bits choose one. */
const alphabet = "abcdefghijkmnpqrstuvwxyz23456789";

/** Sixteen signs in four groups, 80 bits: to be read out or written down once. */
export function generatedPassword(random: RandomBytes): string {
  const signs = [...random(16)].map((byte) => alphabet[byte % 32]);
  return [0, 4, 8, 12].map((start) => signs.slice(start, start + 4).join("")).join("-");
}
