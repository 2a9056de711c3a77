import { sleep, systemClock } from "#kit/clock.ts";
import { credentialsByEmail, upgradePassword } from "#storage/users.ts";
import type { Services } from "./context.ts";
import { Refusal } from "./errors.ts";
import { write } from "./events.ts";
import { needsUpgrade } from "./password_hashes.ts";
import { newHash, passwordMatches } from "./passwords.ts";
import { normalEmail, personLimits } from "./person_fields.ts";
import { takeOrRefuse } from "./rates.ts";

/** A refusal comes at a multiple of this: kinds of hashes differ in cost, and so would tell. */
const refusalStepMs = 250;

export interface Credentials {
  email: string;
  password: string;
  /** The network address of the request. */
  address: string;
  /**
   * Stands for a browser that somebody has signed in with before, and cannot be made up; else the
   * address does. It keeps a stranger's attempts from locking out the owner.
   */
  device?: string;
}

/**
 * Proves who somebody is. Answer and timing are the same whether the address exists or not. A hash
 * of an older kind is replaced. The caller starts the session.
 * @throws {Refusal} unauthenticated, forbidden (right password, disabled account), limited, busy
 */
export async function signIn(
  services: Services,
  credentials: Credentials,
): Promise<{ userId: string }> {
  const email = normalEmail(credentials.email);
  const account = `${email}\n${credentials.device ?? credentials.address}`;
  takeAttempt(services, { account, address: credentials.address });
  const startedMs = systemClock.monotonic();
  const { password } = credentials;
  const row = await credentialsByEmail(services.db, email);
  // An absurdly long password is as wrong as any other, and not worth hashing.
  const sane = password.length <= personLimits.passwordChars;
  const matches = await passwordMatches(sane ? password : "", (sane && row?.password) || null);
  if (!row?.password || !matches) {
    const spentMs = systemClock.monotonic() - startedMs;
    await sleep(systemClock, refusalStepMs - (spentMs % refusalStepMs));
    throw new Refusal("unauthenticated", "Address or password is wrong.", {
      reason: "credentials_wrong",
    });
  }
  services.rates.loginsByAccount.giveBack(account);
  services.rates.loginsByAddress.giveBack(credentials.address);
  if (row.disabled_at !== null) {
    throw new Refusal("forbidden", "This account is disabled. Ask your teacher.", {
      reason: "account_disabled",
    });
  }
  if (needsUpgrade(row.password)) {
    await upgrade(services, { id: row.id, from: row.password, password });
  }
  return { userId: row.id };
}

function takeAttempt({ rates }: Services, keys: { account: string; address: string }): void {
  const told = {
    message: "Too many attempts. Please wait a moment.",
    reason: "sign_in_too_often",
  } as const;
  takeOrRefuse(rates.loginsByAccount, keys.account, told);
  takeOrRefuse(rates.loginsByAddress, keys.address, told);
}

async function upgrade(
  services: Services,
  { id, from, password }: { id: string; from: string; password: string },
): Promise<void> {
  try {
    const to = await newHash(password);
    await write(services, ({ tx }) => upgradePassword(tx, { id, from, to }));
  } catch (error) {
    // The next sign-in tries again; this one is good.
    services.log.warn("password.upgrade_failed", { error: String(error) });
  }
}
