/**
 * Hashes and checks passwords, at most two at once: each takes 19 MiB and a core for 30 ms or more,
 * and messages must not wait while a lecture hall signs in.
 */
import type { RandomBytes } from "#kit/ids.ts";
import { FairSemaphore } from "./fair_semaphore.ts";
import { hashPassword, unknownHash, verifyHash } from "./password_hashes.ts";

const hashing = new FairSemaphore({ running: 2, waiting: 400 });

/**
 * @param queue the queue to wait in: a network address or a known account
 * @throws {Refusal} busy, when the queue is full
 */
export function newHash(password: string, queue = ""): Promise<string> {
  return hashing.run(queue, () => hashPassword(password));
}

export interface Check {
  password: string;
  /** Undefined if there is no account, or it has no password. */
  hash: string | null;
  /** As in `newHash`. */
  queue: string;
  /** Called before the check, when its turn has come; throws to refuse it. */
  admit?: () => Promise<void>;
}

/**
 * Takes as long if there is no account or it has no password; the answer is then false.
 * @throws {Refusal} busy, when too many wait
 */
export function passwordMatches({ password, hash, queue, admit }: Check): Promise<boolean> {
  return hashing.run(queue, async () => {
    await admit?.();
    const matches = await verifyHash(password, hash ?? unknownHash);
    return matches && hash !== null;
  });
}

/** Letters and digits without those that look alike. There are 32, so five bits choose one. */
const alphabet = "abcdefghijkmnpqrstuvwxyz23456789";

/** Sixteen characters in four groups, 80 bits: short enough to read out or write down. */
export function generatedPassword(random: RandomBytes): string {
  const group = () => [...random(4)].map((byte) => alphabet[byte % alphabet.length]).join("");
  return [group(), group(), group(), group()].join("-");
}
