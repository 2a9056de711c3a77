/** What people do with their own accounts: register, join as a guest, sign in, change it. */
import { accountLimits } from "#wire/limits.ts";
import type { Registration } from "#kit/config.ts";
import { credentialsById, setPassword } from "#storage/identities.ts";
import { isMerging } from "#storage/merges.ts";
import { updatePerson } from "#storage/people.ts";
import { setProfile, userById } from "#storage/users.ts";
import type { Context, Services } from "../context.ts";
import { signedIn } from "../requirements.ts";
import { writeAs } from "../write_as.ts";
import { notFound, Refusal } from "../refusals.ts";
import { type Writing, writeLogged } from "../log/write.ts";
import { requireOwnName } from "./lookalikes.ts";
import { addPerson, appendUserChanged, type NewPerson, requireFreeEmail } from "./person_steps.ts";
import { newHash, passwordMatches } from "../identity/passwords.ts";
import {
  normalEmail,
  validEmail,
  validName,
  validPassword,
  validUsername,
} from "./person_fields.ts";
import { allValid } from "../all_valid.ts";
import { attemptOrRefuse } from "../attempts.ts";
import { takeOrRefuse } from "../rates.ts";
import { type NewSession, renewSession } from "../identity/sessions.ts";

/** What else happens in the transaction that stores a new account, before its name is looked at. */
type Also = (writing: Writing, userId: string) => Promise<unknown>;

/** Who may register, and the network address of the request. */
export interface RegistrationRequest {
  registration: Registration;
  address: string;
  /** What else belongs to it, such as using an invite. */
  also?: Also;
}

export interface RegisterInput {
  email: string;
  /** Derived from the address if absent or empty. */
  username?: string;
  name: string;
  password: string;
}

/**
 * Creates an account with the role `user`. It is not signed in: see `startSession`.
 * @throws {Refusal} invalid and conflict (with the field), forbidden, limited, busy
 */
export async function registerAccount(
  services: Services,
  request: RegistrationRequest,
  input: RegisterInput,
): Promise<{ userId: string }> {
  const person = { ...(await newAccount(services, request, input)), role: "user" } as const;
  const userId = await writeLogged(services, (writing) =>
    addSelf(services, writing, { person, also: request.also }),
  );
  return { userId };
}

/**
 * Creates a guest: an account without a password that ends after 30 days. As nothing proves who
 * owns the address, it cannot be used a second time: the address of a live guest is a conflict, and
 * that guest continues with their browser's session. After the guest has expired, the address can
 * be used for a new account, which inherits nothing.
 * @throws {Refusal} invalid and conflict (with the field), forbidden, limited
 */
export async function registerGuest(
  services: Services,
  request: RegistrationRequest,
  input: { email: string; name: string },
): Promise<{ userId: string }> {
  requireOpen(request);
  const { email, name } = allValid({
    email: () => requireDomain(request, validEmail(input.email)),
    name: () => validName(input.name),
  });
  await takeRegistration(services, request);
  const expiresAt = new Date(services.clock.now() + accountLimits.guestLifeMs).toISOString();
  const person = { email, name, role: "guest", expiresAt } as const;
  return {
    userId: await writeLogged(services, (writing) => addSelf(services, writing, { person })),
  };
}

/**
 * Creates a guest without an address, who leaves when their pass ends. What they may see, `also` of the
 * request gives them. A pass is a teacher's word, so it is good where nobody may register as well.
 * @throws {Refusal} invalid and conflict (field `name`), limited
 */
export async function registerPass(
  services: Services,
  request: Omit<RegistrationRequest, "registration">,
  { name: typed, expiresAt }: { name: string; expiresAt: string },
): Promise<{ userId: string }> {
  const name = validName(typed);
  await takeRegistration(services, request);
  const person = { email: "", name, role: "guest", expiresAt } as const;
  const { also } = request;
  return {
    userId: await writeLogged(services, (writing) => addSelf(services, writing, { person, also })),
  };
}

/**
 * The guest who asks gets an account of their own: messages and groups stay theirs, and nothing ends any
 * longer. Their session goes on.
 * @throws {Refusal} as `registerAccount`; conflict, for those who are no guests, and while they are merged
 */
export async function becomeUser(
  context: Context,
  request: RegistrationRequest,
  input: RegisterInput,
): Promise<void> {
  const { id } = context.actor;
  const { email, name, password } = await newAccount(context, request, input);
  await writeAs(context, signedIn, async (acting, writing) => {
    const { tx, now: at } = writing;
    const present = await userById(tx, id);
    if (present?.role !== "guest") throw new Refusal("conflict", { reason: "guest_no_longer" });
    if (await isMerging(tx, [id])) throw new Refusal("conflict", { reason: "merging" });
    await requireFreeEmail(writing, email, id);
    await updatePerson(tx, { ...present, email, name, role: "user", expiresAt: null, at });
    await setPassword(tx, { id, password, at });
    await request.also?.(writing, id);
    await requireOwnName(writing, { id, name });
    await appendUserChanged(acting, writing, { id, nameBefore: present.name });
  });
}

/** What is typed for a new account, with the hash of its password. */
async function newAccount(
  services: Services,
  request: RegistrationRequest,
  input: RegisterInput,
): Promise<Pick<NewPerson, "email" | "username" | "name"> & { password: string }> {
  requireOpen(request);
  const typed = { email: normalEmail(input.email), name: input.name };
  const { plain, ...valid } = allValid({
    email: () => requireDomain(request, validEmail(input.email)),
    username: () => (input.username?.trim() ? validUsername(input.username) : undefined),
    name: () => validName(input.name),
    plain: () => validPassword(input.password, typed),
  });
  await takeRegistration(services, request);
  const password = await newHash(plain, request.address).catch(async (error: unknown) => {
    // A busy server is not the visitor's fault, so the attempt does not count.
    await services.rates.registrationsByAddress.giveBack(request.address);
    throw error;
  });
  return { ...valid, password };
}

/** Someone who chooses their own name. @throws {Refusal} conflict, with the field */
async function addSelf(
  services: Services,
  writing: Writing,
  { person, also }: { person: NewPerson; also?: Also },
): Promise<string> {
  const id = await addPerson(services, writing, person);
  await also?.(writing, id);
  await requireOwnName(writing, { id, name: person.name });
  return id;
}

/**
 * Ends every session; the requesting device gets the new one that is returned.
 * @throws {Refusal} invalid (fields `current`, `password`), forbidden for guests, limited, busy
 */
export async function changePassword(
  context: Context,
  input: { current: string; password: string },
): Promise<NewSession> {
  const { id } = context.actor;
  const account = await credentialsById(context.db, id);
  if (account?.role === "guest") throw new Refusal("forbidden", { reason: "password_absent" });
  if (!account?.password) throw new Refusal("forbidden", { reason: "password_none" });
  const key = `change:${id}`;
  await attemptOrRefuse(context.rates.loginsByAccount, key, "sign_in_too_often");
  let wrong = false;
  try {
    wrong = !(await passwordMatches({
      password: input.current,
      hash: account.password,
      queue: id,
    }));
  } finally {
    if (!wrong) await context.rates.loginsByAccount.giveBack(key);
  }
  if (wrong) throw currentWrong();
  const password = await newHash(validPassword(input.password, account), id);
  return writeAs(context, signedIn, async (acting, writing) => {
    // Checking takes a while; do not replace a password that was replaced meanwhile.
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
  /** `null`: follow the browser. */
  locale: "en" | "de" | null;
  theme: "light" | "dark" | null;
}

/**
 * Changes what is given, and keeps the rest. All groups of the account receive a new name.
 * @throws {Refusal} invalid and conflict, field `name`; limited
 */
export async function updateProfile(context: Context, change: Partial<Profile>): Promise<void> {
  // Counted once, even if the transaction runs more than once.
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
    // Language and theme concern no other user and no socket.
    if (!isRenamed) return;
    await requireOwnName(writing, { id, name });
    await appendUserChanged(acting, writing, { id, nameBefore: present.name });
  });
}

/** An unchanged name is kept, even if it could not be chosen today. */
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

/** Includes subdomains: `cs.uni.example.edu` belongs to `uni.example.edu`. */
function requireDomain({ registration }: RegistrationRequest, email: string): string {
  if (registration.mode !== "domains") return email;
  const domain = email.slice(email.lastIndexOf("@") + 1);
  if (registration.domains.some((own) => domain === own || domain.endsWith(`.${own}`)))
    return email;
  const domains = registration.domains.join(", ");
  throw new Refusal("invalid", {
    field: "email",
    reason: "email_domain",
    params: { domains },
  });
}

function takeRegistration(
  { rates }: Pick<Services, "rates">,
  { address }: Pick<RegistrationRequest, "address">,
): Promise<void> {
  return attemptOrRefuse(rates.registrationsByAddress, address, "registration_too_often");
}
