import { personLimits } from "#wire/limits.ts";
import type { Queries } from "#storage/database.ts";
import { readMeta, writeMeta } from "#storage/meta.ts";
import type { LooseRow, Original } from "#storage/original.ts";
import { setPassword } from "#storage/identities.ts";
import { anonymise } from "#storage/people.ts";
import {
  insertUser,
  type NewUser,
  userByEmail,
  userIdByUsername,
  userIdExists,
} from "#storage/users.ts";
import { type Adoption, adoptInOne, type People } from "./adoption.ts";
import { asId, asName, asRole, asText, asTime, storedId } from "./values.ts";
import type { Services } from "#core/context.ts";
import {
  accountsWithDemoPassword,
  type CheckProgress,
  hashesOfDemoPasswords,
} from "#core/identity/known_passwords.ts";
import { inSteps } from "#core/log/bulk_posts.ts";
import { Refusal } from "#core/refusals.ts";
import type { Writing } from "#core/log/write.ts";
import { lookalikeFinder } from "#core/people/lookalikes.ts";
import { freeUsername } from "#core/people/person_steps.ts";
import { isKnownHash } from "#core/identity/password_hashes.ts";
import { normalEmail, validName } from "#core/people/person_fields.ts";
import { endSessionsOf } from "#core/identity/sessions.ts";

/**
 * Finds the source's passwords that are the demo's. This happens before anything is written: each
 * test takes a tenth of a second, and other writers must not wait for it.
 */
export async function demoHashesOf(
  { db }: Services,
  original: Original,
  progress?: CheckProgress,
): Promise<Set<string>> {
  const hashes: string[] = [];
  for (const row of original.users()) {
    const id = asId(row["id"]);
    const hash = usableHash(row);
    if (id && hash !== null && (await accountHere(db, id)) === undefined) hashes.push(hash);
  }
  return hashesOfDemoPasswords(hashes, progress);
}

/** Each takes several statements. */
const accountsAtOnce = 50;

/**
 * Imports accounts in the order of their creation, some in each transaction.
 * @param known hashes that must not let anyone sign in
 * @returns the accounts
 */
export async function adoptPeople(adoption: Adoption, known: ReadonlySet<string>): Promise<People> {
  const ofDemo = await accountsWithDemoPassword(adoption.services.db);
  const demo = new Set(ofDemo.map(({ id }) => id));
  const rows = adoption.original.users().toSorted((one, other) => compare(made(one), made(other)));
  let people: People = new Map();
  for (const some of inSteps(rows, accountsAtOnce)) {
    people = await adoptSome(adoption, { rows: some, demo, known, adopted: people });
  }
  noteLookalikes(adoption, rows);
  return people;
}

/** Names are adopted as they are; staff decide what becomes of one that looks like theirs. */
function noteLookalikes({ report }: Adoption, rows: readonly LooseRow[]): void {
  const isStaff = (row: LooseRow) => asRole(row["role"]).role === "admin";
  const names = (some: readonly LooseRow[]) =>
    some.map((row) => asName(asText(row["name"]) ?? "", personLimits.nameChars)).filter(isName);
  const like = lookalikeFinder(names(rows.filter(isStaff)));
  for (const name of names(rows.filter((row) => !isStaff(row)))) {
    if (like(name) === undefined) continue;
    report.note("Names that look like that of a member of staff were kept.", name);
  }
}

/** @returns the accounts with those that were adopted before */
function adoptSome(
  adoption: Adoption,
  { rows, adopted: before, ...chosen }: Omit<PersonStep, "id" | "row"> & { rows: LooseRow[] },
): Promise<People> {
  return adoptInOne(adoption, async (step, writing) => {
    const adopted: People = new Map(before);
    for (const row of rows) {
      const id = asId(row["id"]);
      if (id === undefined) {
        step.report.count("people", "skipped");
        const address = asText(row["email"]) || "no address";
        step.report.note("Accounts without an id were left out.", address);
        continue;
      }
      adopted.set(id, await adoptPerson(step, writing, { ...chosen, id, row, adopted }));
    }
    return adopted;
  });
}

interface PersonStep {
  id: string;
  row: LooseRow;
  /** Accounts here that have a password of the demo. */
  demo: ReadonlySet<string>;
  known: ReadonlySet<string>;
  adopted: People;
}

async function adoptPerson(
  adoption: Adoption,
  writing: Writing,
  step: PersonStep,
): Promise<string> {
  const { report } = adoption;
  const { id, row, adopted } = step;
  const { tx } = writing;
  const here = await accountHere(tx, id);
  if (here !== undefined) {
    report.count("people", "present");
    return here;
  }
  report.count("people", "adopted");
  // Compared as in the source, not as ours are: two addresses that look the same are still two
  // accounts.
  const email = (asText(row["email"]) ?? "").trim().normalize("NFC").toLowerCase();
  const holder = email === "" ? undefined : await userByEmail(tx, email);
  if (holder && ![...adopted.values()].includes(holder.id)) {
    await writeMeta(tx, `adopted:${id}`, holder.id);
    await replaceDemoPassword(writing, holder.id, step);
    report.note("Accounts whose address was here already became that account.", email);
    return holder.id;
  }
  const ownId = storedId(id);
  if (ownId !== id) report.note("Ids that cannot be part of an address were replaced.", id);
  if (holder) {
    report.note(
      "The older of two accounts with the same address keeps it. The other has none, and its person signs in with the username.",
      email,
    );
  }
  const address = holder ? "" : addressOf(adoption, { id: ownId, email });
  const { password, ...person } = await personOf(adoption, writing, {
    row,
    address,
    known: step.known,
  });
  await insertUser(tx, { id: ownId, email: address, ...person });
  if (password !== null) await setPassword(tx, { id: ownId, password, at: person.at });
  return ownId;
}

/** The account here for an account of the source, from an earlier adoption or by the same id. */
async function accountHere(db: Queries, id: string): Promise<string | undefined> {
  const ownId = storedId(id);
  const became = await readMeta(db, `adopted:${id}`);
  return became ?? ((await userIdExists(db, ownId)) ? ownId : undefined);
}

/** A password set here is kept. One of the demo's is replaced, and its sessions end. */
async function replaceDemoPassword(
  writing: Writing,
  holderId: string,
  { row, demo, known }: PersonStep,
): Promise<void> {
  const password = usableHash(row);
  if (!demo.has(holderId) || password === null || known.has(password)) return;
  await setPassword(writing.tx, { id: holderId, password, at: writing.now });
  await endSessionsOf(writing, { userId: holderId, reason: "signed_out" });
}

function addressOf({ report }: Adoption, { id, email }: { id: string; email: string }): string {
  if (email !== "" && email.length <= personLimits.emailChars) return email;
  report.note("Accounts without a usable address sign in with their username.", id);
  return "";
}

interface PersonRow {
  row: LooseRow;
  address: string;
  known: ReadonlySet<string>;
}

async function personOf(
  adoption: Adoption,
  writing: Writing,
  { row, address, known }: PersonRow,
): Promise<Omit<NewUser, "id" | "email"> & { password: string | null }> {
  const { report } = adoption;
  const id = asId(row["id"])!;
  const email = asText(row["email"]) ?? "";
  const { role, known: isRole } = asRole(row["role"]);
  if (!isRole) report.note("Unknown roles became user.", asText(row["role"]) || "none");
  if (role === "guest") {
    report.note("Guests can no longer sign in. They can join again as new guests.", email || id);
  }
  const shown = asText(row["username"]) ?? "";
  const wanted = shown.trim().toLowerCase();
  const taken =
    wanted === "" ||
    wanted.length > personLimits.nameChars ||
    (await userIdByUsername(writing.tx, wanted)) !== undefined;
  const username = taken ? await freeUsername(writing, normalEmail(email), id) : wanted;
  return {
    username,
    name: nameOf(adoption, [asText(row["name"]), shown, email.split("@")[0]]),
    role,
    password:
      role === "guest" ? null : passwordOf(adoption, { row, handle: address || username, known }),
    // Nobody could sign in to this account: its address becomes free, and its owner can register
    // again.
    expiresAt: role === "guest" ? writing.now : null,
    at: asTime(row["created_at"]) ?? writing.now,
  };
}

interface HashedRow extends Omit<PersonRow, "address"> {
  /** The address, or the username of an account without one. */
  handle: string;
}

function passwordOf({ report }: Adoption, { row, handle, known }: HashedRow): string | null {
  const hash = usableHash(row);
  if (hash === null) {
    report.note("Accounts without a usable password cannot sign in until they get one.", handle);
  } else if (known.has(hash)) {
    report.note(
      "These accounts had passwords of the demo, which are public and were not imported. Nobody can sign in to them until you set a new one for each: run.sh cli set-password <address or username>.",
      handle,
    );
    return null;
  }
  return hash;
}

/** The first of these that is a valid name here, in its stored form. */
function nameOf({ report }: Adoption, texts: (string | undefined)[]): string {
  const [first = "", ...others] = texts.filter((text) => text !== undefined && text.trim() !== "");
  for (const text of [first, ...others]) {
    const name = asName(text, personLimits.nameChars);
    if (!isName(name)) continue;
    if (name !== asName(first, Infinity)) {
      report.note("Names that are not allowed here, or are too long, were replaced.", name);
    }
    return name;
  }
  return "Unnamed";
}

function isName(text: string): boolean {
  try {
    return validName(text) !== "";
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

function usableHash(row: LooseRow): string | null {
  const hash = asText(row["password"]);
  return hash !== undefined && isKnownHash(hash) ? hash : null;
}

/** The account of a user of whom only the id is known: a deleted user. */
export async function ghost({ tx, now }: Writing, sourceId: string): Promise<string> {
  const id = storedId(sourceId);
  if (await userIdExists(tx, id)) return id;
  const username = `deleted-${id}`;
  await insertUser(tx, { id, email: "", username, role: "user", name: "", at: now });
  await anonymise(tx, { id, username, at: now });
  return id;
}

function made(row: LooseRow): string {
  return asTime(row["created_at"]) ?? "9";
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
