import { personLimits } from "#wire/limits.ts";
import { sleep } from "#kit/clock.ts";
import { addressKey } from "#wire/fold.ts";
import {
  credentialsByAddress,
  credentialsById,
  type StoredCredentials,
  upgradePassword,
} from "#storage/users.ts";
import type { Services } from "../context.ts";
import { credentialsWrong, Refusal } from "../refusals.ts";
import { writeLogged } from "../log/write.ts";
import { needsUpgrade } from "./password_hashes.ts";
import { newHash, passwordMatches } from "./passwords.ts";
import { type RateLimit, takeOrRefuse, waitOrRefuse } from "../rates.ts";
import type { Proven } from "./sessions.ts";

/**
 * A refusal comes this long after the check began: kinds of hashes differ in cost, and so would tell.
 * The dearest that is adopted takes 750 ms; where a check takes longer, it is the next multiple.
 */
const refusalMs = 1_000;

export interface Credentials {
  email: string;
  password: string;
  /** The network address of the request. */
  address: string;
  /**
   * The mark of a browser that this account has signed in with before: it is counted by itself, and
   * waits by itself, so that strangers' attempts do not lock out the owner. It cannot be made up, and
   * counts for no other account.
   */
  device?: DeviceMark;
}

export interface DeviceMark {
  userId: string;
  mark: string;
}

/**
 * Proves who somebody is. Answer and timing are the same whether the address exists or not. A hash
 * of an older kind is replaced. The caller starts the session, which asks again for the hash.
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

/** The account whose address and password these are. */
async function verified(
  services: Services,
  credentials: Credentials,
): Promise<StoredCredentials & { password: string }> {
  // Whatever is longer is nobody's address. What remains is remembered, and must not fill the memory.
  const typed = credentials.email.slice(0, personLimits.emailChars + 1);
  const email = addressKey(typed).slice(0, personLimits.emailChars + 1);
  const { password, address, device } = credentials;
  const row = await credentialsByAddress(services.db, typed);
  const known = device && device.userId === row?.id ? device : undefined;
  const attempt = beginAttempt(services, { email, address, userId: row?.id, known });
  // An absurdly long password is as wrong as any other, and not worth hashing.
  const sane = password.length <= personLimits.oldPasswordChars;
  const hash = (sane && row?.password) || null;
  let begunMs = 0;
  try {
    const matches = await passwordMatches({
      password: sane ? password : "",
      hash,
      queue: known?.userId ?? address,
      admit() {
        attempt.admit();
        begunMs = services.clock.monotonic();
      },
    });
    if (matches) attempt.succeeded();
    else attempt.failed();
    if (row && hash !== null && matches) return { ...row, password: hash };
  } finally {
    attempt.end();
  }
  const spentMs = services.clock.monotonic() - begunMs;
  await sleep(services.clock, refusalMs - (spentMs % refusalMs));
  throw credentialsWrong();
}

interface Asker {
  email: string;
  address: string;
  /** Of the account, where there is one. */
  userId: string | undefined;
  /** Where the account has signed in with this browser before. */
  known: DeviceMark | undefined;
}

const reason = "sign_in_too_often";

/**
 * The limits of the account are taken at once. That of the address is taken when the check begins,
 * which two do at a time: a lecture hall that waits for it is not in its own way, and still no more
 * passwords are looked at than the limit allows. A browser that is known is not asked for it. Each
 * is given back at the end where the attempt does not count there: a wrong password counts against
 * the guesses, a right one against the sign-ins.
 * @throws {Refusal} limited; so does `admit`
 */
function beginAttempt({ rates }: Services, { email, address, userId, known }: Asker) {
  const guesses: (() => void)[] = [];
  const signIns: (() => void)[] = [];
  const take = (taken: (() => void)[], limit: RateLimit, key: string) => {
    takeOrRefuse(limit, key, reason);
    taken.push(() => limit.giveBack(key));
  };
  // Whoever is refused for the address adds no key: else old ones could be washed out of memory.
  if (!known) waitOrRefuse(rates.loginsByAddress, address, reason);
  if (userId !== undefined) waitOrRefuse(rates.signInsByAccount, userId, reason);
  take(guesses, rates.loginsByAccount, `${email}\n${known?.mark ?? address}`);
  if (userId !== undefined) take(signIns, rates.signInsByAccount, userId);
  return {
    admit() {
      if (!known) take(guesses, rates.loginsByAddress, address);
    },
    failed() {
      guesses.length = 0;
    },
    succeeded() {
      signIns.length = 0;
    },
    end() {
      for (const giveBack of [...guesses, ...signIns]) giveBack();
    },
  };
}

/** Replaces a hash of an older kind. @returns the account with the hash that is stored now */
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
    // The next sign-in tries again; this one is good.
    services.logger.warn("password.upgrade_failed", { error: String(error) });
  }
  // It may be that another sign-in has replaced it, or that the password is another one.
  const stored = (await credentialsById(services.db, userId))?.password ?? from;
  const isSame =
    stored !== from && (await passwordMatches({ password: typed, hash: stored, queue: userId }));
  return { userId, password: isSame ? stored : from };
}
