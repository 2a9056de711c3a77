/**
 * Hashing and checking of passwords, at most two at once: each takes 19 MiB and a core for 30 ms
 * or more, and messages must not wait for a lecture hall that signs in.
 */
import { Gate } from "./gate.ts";
import { hashPassword, unknownHash, verifyHash } from "./password_hashes.ts";

const gate = new Gate({ running: 2, waiting: 400 });

/** @throws {Refusal} busy, when too many wait */
export function newHash(password: string): Promise<string> {
  return gate.pass(() => hashPassword(password));
}

/**
 * Costs the same when there is no account or it has no password; nobody passes then.
 * @param admit is asked when it is this one's turn, and throws what sends it away unchecked
 * @throws {Refusal} busy, when too many wait
 */
export function passwordMatches(
  password: string,
  hash: string | null,
  admit: () => void = () => {},
): Promise<boolean> {
  return gate.pass(async () => {
    admit();
    const matches = await verifyHash(password, hash ?? unknownHash);
    return matches && hash !== null;
  });
}
