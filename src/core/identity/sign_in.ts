import { personLimits } from "#wire/limits.ts";
import { sleep } from "#kit/clock.ts";
import { addressKey } from "#wire/fold.ts";
import {
  credentialsById,
  credentialsByTyped,
  type StoredCredentials,
  upgradePassword,
} from "#storage/identities.ts";
import type { Services } from "../context.ts";
import { credentialsWrong, Refusal } from "../refusals.ts";
import { writeLogged } from "../log/write.ts";
import { needsUpgrade } from "./password_hashes.ts";
import { newHash, passwordMatches } from "./passwords.ts";
import { type AttemptLimit, attemptOrRefuse, mayAttemptOrRefuse } from "../attempts.ts";
import type { Proven } from "./sessions.ts";

/**
 * A refusal is sent this long after the check began, because kinds of hashes take different times,
 * which would reveal them. The slowest adopted kind takes 750 ms; a check that takes longer is
 * refused at the next multiple.
 */
const refusalMs = 1_000;

export interface Credentials {
  /** The address or username, as it was typed. */
  email: string;
  password: string;
  /** The network address of the request. */
  address: string;
  /**
   * The mark of a browser that has signed in to this account before. It has limits and a queue of
   * its own, so that strangers' attempts do not lock out the owner. It cannot be forged, and is
   * valid for no other account.
   */
  device?: DeviceMark;
}

export interface DeviceMark {
  userId: string;
  mark: string;
}

/**
 * Verifies an address and a password. Answer and timing are the same whether the address exists or
 * not. A hash of an older kind is replaced. The caller starts the session, which checks the hash
 * again.
 * @throws {Refusal} unauthenticated, forbidden (right password, disabled account), limited, busy
 */
export async function signIn(
  services: Services,
  credentials: Credentials,
): Promise<Required<Proven>> {
  const row = await verified(services, credentials);
  if (row.disabledAt !== null) {
    throw new Refusal("forbidden", {
      reason: "account_disabled",
    });
  }
  const proven = { userId: row.id, password: row.password };
  return needsUpgrade(row.password) ? upgraded(services, proven, credentials.password) : proven;
}

/** Finds the account with this address and password. */
async function verified(
  services: Services,
  credentials: Credentials,
): Promise<StoredCredentials & { password: string }> {
  // No address is longer. Limits count attempts by its key, which must not fill the memory.
  const typed = credentials.email.length <= personLimits.emailChars ? credentials.email : "";
  const email = addressKey(typed).slice(0, personLimits.emailChars);
  const { password, address, device } = credentials;
  const row = await credentialsByTyped(services.db, typed);
  const known = device && device.userId === row?.id ? device : undefined;
  // An address and a username of the same account count together.
  const account = row?.id ?? `nobody\n${email}`;
  const attempt = await beginAttempt(services, { account, address, known });
  // A password of absurd length is wrong in any case, and not worth hashing.
  const sane = password.length <= personLimits.oldPasswordChars;
  const hash = (sane && row?.password) || null;
  let begunMs = services.clock.monotonic();
  try {
    const matches = await passwordMatches({
      password: sane ? password : "",
      hash,
      queue: known?.userId ?? address,
      async admit() {
        await attempt.admit();
        begunMs = services.clock.monotonic();
      },
    });
    if (matches) attempt.succeeded();
    else attempt.failed();
    if (row && hash !== null && matches) return { ...row, password: hash };
  } finally {
    await attempt.end();
  }
  const spentMs = services.clock.monotonic() - begunMs;
  await sleep(services.clock, refusalMs - (spentMs % refusalMs));
  throw credentialsWrong();
}

interface Taken {
  limit: AttemptLimit;
  key: string;
}

interface Asker {
  /** The id of the account; an address without one takes as many steps, and so as long. */
  account: string;
  address: string;
  /** The account's limit for browsers that have signed in to it before. */
  known: DeviceMark | undefined;
}

const reason = "sign_in_too_often";

/**
 * Takes the account's limits at once, and the network address's limit when the check begins. As two
 * checks run at a time, a lecture hall that waits for its turn does not use up its own limit, and
 * no more passwords are checked than the limit allows. A known browser is exempt from the address's
 * limit. Attempts that do not count are given back at the end: wrong passwords count as guesses,
 * right ones as sign-ins.
 * @throws {Refusal} limited; so does `admit`
 */
async function beginAttempt({ rates }: Services, { account, address, known }: Asker) {
  const guesses: Taken[] = [];
  const signIns: Taken[] = [];
  const take = async (taken: Taken[], limit: AttemptLimit, key: string) => {
    await attemptOrRefuse(limit, key, reason);
    taken.push({ limit, key });
  };
  const end = async () => {
    const all = [...guesses, ...signIns];
    await Promise.all(all.map(async ({ limit, key }) => limit.giveBack(key)));
  };
  // A refusal because of the address adds no key; otherwise it could push old keys out of memory.
  if (!known) await mayAttemptOrRefuse(rates.loginsByAddress, address, reason);
  await mayAttemptOrRefuse(rates.signInsByAccount, account, reason);
  await take(guesses, rates.loginsByAccount, `${account}\n${known?.mark ?? address}`);
  try {
    await take(signIns, rates.signInsByAccount, account);
  } catch (error) {
    await end();
    throw error;
  }
  return {
    async admit() {
      if (!known) await take(guesses, rates.loginsByAddress, address);
    },
    failed() {
      guesses.length = 0;
    },
    succeeded() {
      signIns.length = 0;
    },
    end,
  };
}

/** Replaces a hash of an older kind. @returns the account with its current hash */
async function upgraded(
  services: Services,
  { userId, password: from }: Required<Proven>,
  typed: string,
): Promise<Required<Proven>> {
  try {
    const to = await newHash(typed, userId);
    const count = await writeLogged(services, ({ tx }) =>
      upgradePassword(tx, { id: userId, from, to }),
    );
    if (count > 0) return { userId, password: to };
  } catch (error) {
    // The next sign-in tries again; this one has succeeded.
    services.logger.warn("password.upgrade_failed", { error: String(error) });
  }
  // Another sign-in may have replaced the hash, or the password may have changed.
  const stored = (await credentialsById(services.db, userId))?.password ?? from;
  const isSame =
    stored !== from && (await passwordMatches({ password: typed, hash: stored, queue: userId }));
  return { userId, password: isSame ? stored : from };
}
