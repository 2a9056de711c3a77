/**
 * Keeps the demo's passwords, which the manual prints, out of production. A database that a
 * production start has checked is marked, and counts as production from then on, whatever the
 * settings of a single command say.
 */
import type { Queries } from "#storage/database.ts";
import {
  accountsCalled,
  accountsWithPassword,
  type AccountWithPassword,
} from "#storage/identities.ts";
import { readMeta, writeMeta } from "#storage/meta.ts";
import type { Services } from "../context.ts";
import { writeLogged } from "../log/write.ts";
import { demoPeople, studentPassword } from "./demo_accounts.ts";
import { passwordMatches } from "./passwords.ts";

export type CheckProgress = (done: number, total: number) => void;

const demoPasswords = [
  ...new Set([...demoPeople.map(({ password }) => password), studentPassword]),
];

/** Anyone who has read the manual could sign in to these accounts. */
export class KnownPasswords extends Error {
  /** @param handles their addresses, or usernames where they have none */
  constructor(readonly handles: readonly string[]) {
    super(`Accounts have passwords of the demo: ${handles.join(", ")}`);
  }
}

/** Known passwords must not be added to a database that a production start has used. */
export class DatabaseInProduction extends Error {
  constructor() {
    super("A production start has used this database, and the demo's passwords are public.");
  }
}

/**
 * The hashes among these that belong to a password of the demo. Each is tested, which takes time.
 */
export async function hashesOfDemoPasswords(
  hashes: Iterable<string>,
  progress: CheckProgress = () => {},
): Promise<Set<string>> {
  const distinct = [...new Set(hashes)];
  const found = new Set<string>();
  let done = 0;
  const waiting = distinct.values();
  const testAll = async () => {
    for (const hash of waiting) {
      if (await isOfDemo(hash)) found.add(hash);
      done += 1;
      progress(done, distinct.length);
    }
  };
  // As many at once as the password checker allows.
  await Promise.all([testAll(), testAll()]);
  return found;
}

async function isOfDemo(hash: string): Promise<boolean> {
  for (const password of demoPasswords) {
    if (await passwordMatches({ password, hash, queue: "" })) return true;
  }
  return false;
}

/**
 * The accounts with the demo people's addresses or usernames that still have one of its passwords.
 */
export async function accountsWithDemoPassword(db: Queries): Promise<AccountWithPassword[]> {
  const emails = demoPeople.map(({ email }) => email);
  const usernames = emails.map((email) => email.split("@")[0]!);
  return ofDemo(await accountsCalled(db, { emails, usernames }));
}

/**
 * Required for a production start: no account has a password that the manual prints. In a database
 * that is new to production, every password is tested, whatever its account's address; later only
 * those of accounts with the demo people's addresses and usernames, because no others can have one.
 * @throws {KnownPasswords}
 */
export async function enterProduction(
  services: Services,
  progress: CheckProgress = () => {},
): Promise<void> {
  const { db } = services;
  const isNew = !(await isProduction(db));
  const found = isNew
    ? await ofDemo(await accountsWithPassword(db), progress)
    : await accountsWithDemoPassword(db);
  if (found.length > 0) throw new KnownPasswords(found.map(({ handle }) => handle));
  if (isNew) await writeLogged(services, ({ tx, now }) => writeMeta(tx, "production", now));
}

/** Whether a production start has used this database. */
export async function isProduction(db: Queries): Promise<boolean> {
  return (await readMeta(db, "production")) !== undefined;
}

/** @throws {DatabaseInProduction} */
export async function requireNoProduction({ db }: Pick<Services, "db">): Promise<void> {
  if (await isProduction(db)) throw new DatabaseInProduction();
}

async function ofDemo(
  rows: AccountWithPassword[],
  progress?: CheckProgress,
): Promise<AccountWithPassword[]> {
  const known = await hashesOfDemoPasswords(
    rows.map(({ password }) => password),
    progress,
  );
  return rows.filter(({ password }) => known.has(password));
}
