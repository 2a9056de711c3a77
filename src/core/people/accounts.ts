/** What people do with their own accounts: register, come as a guest, sign in, change it. */
import { accountLimits } from "#wire/limits.ts";
import type { Registration } from "#kit/config.ts";
import { credentialsById, setPassword, setProfile, userById } from "#storage/users.ts";
import type { Context, Services } from "../context.ts";
import { signedIn } from "../requirements.ts";
import { writeAs } from "../write_as.ts";
import { notFound, Refusal } from "../refusals.ts";
import { writeLogged } from "../log/write.ts";
import { addPerson, appendUserChanged } from "./person_steps.ts";
import { newHash, passwordMatches } from "../identity/passwords.ts";
import { validEmail, validName, validPassword, validUsername } from "./person_fields.ts";
import { takeOrRefuse } from "../rates.ts";
import { type NewSession, renewSession } from "../identity/sessions.ts";

/** Who may register, and from which network address the request came. */
export interface RegistrationRequest {
  registration: Registration;
  address: string;
}

export interface RegisterInput {
  email: string;
  /** Made from the address when absent or empty. */
  username?: string;
  name: string;
  password: string;
}

/**
 * Makes an account with the role `user`. It is not signed in: see `startSession`.
 * @throws {Refusal} invalid and conflict (with the field), forbidden, limited, busy
 */
export async function registerAccount(
  services: Services,
  request: RegistrationRequest,
  input: RegisterInput,
): Promise<{ userId: string }> {
  requireOpen(request);
  const email = validEmail(input.email);
  requireDomain(request, email);
  const username = input.username?.trim() ? validUsername(input.username) : undefined;
  const name = validName(input.name);
  const plain = validPassword(input.password, { email, name });
  takeRegistration(services, request);
  const password = await newHash(plain, request.address).catch((error: unknown) => {
    // A server that is busy is not the visitor's fault.
    services.rates.registrationsByAddress.giveBack(request.address);
    throw error;
  });
  const userId = await writeLogged(services, (writing) =>
    addPerson(services, writing, { email, username, name, role: "user", password }),
  );
  return { userId };
}

/**
 * Makes a guest: an account without a password that ends after 30 days. Because nothing proves
 * whose the address is, it cannot be entered a second time: a live guest's address is a conflict,
 * and that person goes on with the session of their browser. After the guest has expired the
 * address makes a new account, which inherits nothing.
 * @throws {Refusal} invalid and conflict (with the field), forbidden, limited
 */
export async function registerGuest(
  services: Services,
  request: RegistrationRequest,
  input: { email: string; name: string },
): Promise<{ userId: string }> {
  requireOpen(request);
  const email = validEmail(input.email);
  requireDomain(request, email);
  const name = validName(input.name);
  takeRegistration(services, request);
  const expiresAt = new Date(services.clock.now() + accountLimits.guestLifeMs).toISOString();
  const userId = await writeLogged(services, (writing) =>
    addPerson(services, writing, { email, name, role: "guest", password: null, expiresAt }),
  );
  return { userId };
}

/**
 * Every session ends; the device that asked has the new one that is returned.
 * @throws {Refusal} invalid (fields `current`, `password`), forbidden for guests, limited, busy
 */
export async function changePassword(
  context: Context,
  input: { current: string; password: string },
): Promise<NewSession> {
  const { id } = context.actor;
  const account = await credentialsById(context.db, id);
  if (!account?.password) {
    throw new Refusal("forbidden", { reason: "password_absent" });
  }
  const key = `change:${id}`;
  takeOrRefuse(context.rates.loginsByAccount, key, "sign_in_too_often");
  let wrong = false;
  try {
    wrong = !(await passwordMatches({
      password: input.current,
      hash: account.password,
      queue: id,
    }));
  } finally {
    if (!wrong) context.rates.loginsByAccount.giveBack(key);
  }
  if (wrong) throw currentWrong();
  const password = await newHash(validPassword(input.password, account), id);
  return writeAs(context, signedIn, async (acting, writing) => {
    // Checking took a while: a password that was replaced meanwhile is not replaced again.
    const present = await credentialsById(writing.tx, id);
    if (present?.password !== account.password) throw currentWrong();
    await setPassword(writing.tx, { id, password, at: writing.now });
    return renewSession(acting, writing);
  });
}

function currentWrong(): Refusal {
  return new Refusal("invalid", {
    field: "current",
    reason: "password_wrong",
  });
}

export interface Profile {
  name: string;
  /** `null` follows the browser. */
  locale: "en" | "de" | null;
  theme: "light" | "dark" | null;
}

/**
 * Changes what is given, and keeps the rest. A new name is told to every group one is in.
 * @throws {Refusal} invalid, field `name`; limited
 */
export async function updateProfile(context: Context, change: Partial<Profile>): Promise<void> {
  // Counted once, however often the transaction has to be tried.
  const known = await userById(context.db, context.actor.id);
  if (known && nameAfter(known, change) !== known.name) takeNameChange(context);
  await writeAs(context, signedIn, async (acting, writing) => {
    const { id } = acting.actor;
    const { tx, now } = writing;
    const present = await userById(tx, id);
    if (!present) throw notFound();
    const name = nameAfter(present, change);
    const isRenamed = name !== present.name;
    await setProfile(tx, {
      id,
      name,
      locale: change.locale === undefined ? present.locale : change.locale,
      theme: change.theme === undefined ? present.theme : change.theme,
      at: now,
    });
    // Language and look are nobody else's business, and no socket's.
    if (isRenamed) await appendUserChanged(acting, writing, id);
  });
}

/** A name that stays is kept as it is, also one that could not be chosen today. */
function nameAfter(present: { name: string }, change: Partial<Profile>): string {
  const isSame = change.name === undefined || change.name === present.name;
  return isSame ? present.name : validName(change.name ?? "");
}

function takeNameChange({ rates, actor }: Context): void {
  takeOrRefuse(rates.namesByAccount, actor.id, "name_too_often");
}

function requireOpen({ registration }: RegistrationRequest): void {
  if (registration.mode !== "closed") return;
  throw new Refusal("forbidden", {
    reason: "registration_closed",
  });
}

/** Subdomains count: `cs.uni.example.edu` is of `uni.example.edu`. */
function requireDomain({ registration }: RegistrationRequest, email: string): void {
  if (registration.mode !== "domains") return;
  const domain = email.slice(email.lastIndexOf("@") + 1);
  if (registration.domains.some((own) => domain === own || domain.endsWith(`.${own}`))) return;
  const domains = registration.domains.join(", ");
  throw new Refusal("invalid", {
    field: "email",
    reason: "email_domain",
    params: { domains },
  });
}

function takeRegistration({ rates }: Services, { address }: RegistrationRequest): void {
  takeOrRefuse(rates.registrationsByAddress, address, "registration_too_often");
}
