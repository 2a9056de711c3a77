import { sleep, systemClock } from "#kit/clock.ts";
import {
  credentialsByEmail,
  credentialsById,
  type CredentialRow,
  upgradePassword,
} from "#storage/users.ts";
import type { Services } from "./context.ts";
import { credentialsWrong, Refusal } from "./errors.ts";
import { write } from "./events.ts";
import { needsUpgrade } from "./password_hashes.ts";
import { newHash, passwordMatches } from "./passwords.ts";
import { normalEmail, personLimits } from "./person_fields.ts";
import { takeOrRefuse, waitOrRefuse } from "./rates.ts";
import type { Proven } from "./sessions.ts";

/** A refusal comes at a multiple of this: kinds of hashes differ in cost, and so would tell. */
const refusalStepMs = 250;

export interface Credentials {
  email: string;
  password: string;
  /** The network address of the request. */
  address: string;
  /**
   * The mark of a browser that this account has signed in with before: failures are counted by it
   * instead of by the address, so that strangers' attempts do not lock out the owner. It cannot be
   * made up, and counts for no other account.
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
  if (row.disabled_at !== null) {
    throw new Refusal("forbidden", "This account is disabled. Ask your teacher.", {
      reason: "account_disabled",
    });
  }
  const proven = { userId: row.id, password: row.password };
  return needsUpgrade(row.password) ? upgraded(services, proven, credentials.password) : proven;
}

/** The account whose address and password these are. Only a wrong password counts against limits. */
async function verified(
  services: Services,
  credentials: Credentials,
): Promise<CredentialRow & { password: string }> {
  // Whatever is longer is nobody's address. What remains is remembered, and must not fill the memory.
  const email = normalEmail(credentials.email).slice(0, personLimits.emailChars + 1);
  const { password, address, device } = credentials;
  const startedMs = systemClock.monotonic();
  const row = await credentialsByEmail(services.db, email);
  const account = `${email}\n${device && device.userId === row?.id ? device.mark : address}`;
  const attempt = beginAttempt(services, { account, address });
  // An absurdly long password is as wrong as any other, and not worth hashing.
  const sane = password.length <= personLimits.oldPasswordChars;
  const hash = (sane && row?.password) || null;
  try {
    const matches = await passwordMatches(sane ? password : "", hash, () => attempt.admit());
    if (!matches) attempt.failed();
    if (row && hash !== null && matches) return { ...row, password: hash };
  } finally {
    attempt.end();
  }
  const spentMs = systemClock.monotonic() - startedMs;
  await sleep(systemClock, refusalStepMs - (spentMs % refusalStepMs));
  throw credentialsWrong();
}

interface LimitKeys {
  account: string;
  address: string;
}

/**
 * The account's limit is taken at once. That of the address is taken when the check begins, which
 * two do at a time: a lecture hall that waits for it is not in its own way, and still no more
 * passwords are looked at than the limit allows. Both are given back unless the attempt `failed`.
 * @throws {Refusal} limited; so does `admit`
 */
function beginAttempt({ rates }: Services, { account, address }: LimitKeys) {
  const told = {
    message: "Too many attempts. Please wait a moment.",
    reason: "sign_in_too_often",
  } as const;
  // Whoever is refused for the address adds no key: else old ones could be washed out of memory.
  waitOrRefuse(rates.loginsByAddress, address, told);
  takeOrRefuse(rates.loginsByAccount, account, told);
  let giveBack = () => rates.loginsByAccount.giveBack(account);
  return {
    admit() {
      takeOrRefuse(rates.loginsByAddress, address, told);
      giveBack = () => {
        rates.loginsByAccount.giveBack(account);
        rates.loginsByAddress.giveBack(address);
      };
    },
    failed() {
      giveBack = () => {};
    },
    end: () => giveBack(),
  };
}

/** Replaces a hash of an older kind. @returns the account with the hash that is stored now */
async function upgraded(
  services: Services,
  { userId, password: from }: Required<Proven>,
  typed: string,
): Promise<Required<Proven>> {
  try {
    const to = await newHash(typed);
    const count = await write(services, ({ tx }) => upgradePassword(tx, { id: userId, from, to }));
    if (count > 0) return { userId, password: to };
  } catch (error) {
    // The next sign-in tries again; this one is good.
    services.log.warn("password.upgrade_failed", { error: String(error) });
  }
  // It may be that another sign-in has replaced it, or that the password is another one.
  const stored = (await credentialsById(services.db, userId))?.password ?? from;
  const isSame = stored !== from && (await passwordMatches(typed, stored));
  return { userId, password: isSame ? stored : from };
}
