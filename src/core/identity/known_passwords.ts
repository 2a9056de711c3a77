/**
 * The passwords of the demo stand in the manual: how they are kept out of production. A database
 * that a production start has looked through is marked, and is treated as production's from then
 * on, whatever a command's settings say.
 */
import type { Queries } from "#storage/database.ts";
import { readMeta, writeMeta } from "#storage/meta.ts";
import {
  accountsCalled,
  accountsWithPassword,
  type AccountWithPassword,
} from "#storage/passwords.ts";
import type { Services } from "../context.ts";
import { writeLogged } from "../log/write.ts";
import { demoPeople, studentPassword } from "./demo_accounts.ts";
import { passwordMatches } from "./passwords.ts";

export type CheckProgress = (done: number, total: number) => void;

const demoPasswords = [
  ...new Set([...demoPeople.map(({ password }) => password), studentPassword]),
];

/** Anybody who has read the manual could sign in to these accounts. */
export class KnownPasswords extends Error {
  constructor(readonly emails: readonly string[]) {
    super(`Accounts have passwords of the demo: ${emails.join(", ")}`);
  }
}

/** Known passwords must not come into a database that a production start has used. */
export class DatabaseInProduction extends Error {
  constructor() {
    super(
      "A production start has used this database, and the demo's passwords are known to everybody.",
    );
  }
}

/** Which of these hashes are of a password of the demo. Each is tried once: that takes its time. */
export async function hashesOfDemoPasswords(
  hashes: Iterable<string>,
  progress: CheckProgress = () => {},
): Promise<Set<string>> {
  const distinct = [...new Set(hashes)];
  const found = new Set<string>();
  let done = 0;
  const look = async (hash: string) => {
    for (const password of demoPasswords) {
      if (!found.has(hash) && (await passwordMatches({ password, hash, queue: "" })))
        found.add(hash);
    }
    done += 1;
    progress(done, distinct.length);
  };
  // As many at once as are let through.
  for (let start = 0; start < distinct.length; start += 2) {
    await Promise.all(distinct.slice(start, start + 2).map(look));
  }
  return found;
}

/** The accounts under the demo people's addresses or user names that still have a password of it. */
export async function accountsWithDemoPassword(db: Queries): Promise<AccountWithPassword[]> {
  const emails = demoPeople.map(({ email }) => email);
  const usernames = emails.map((email) => email.split("@")[0]!);
  return ofDemo(await accountsCalled(db, { emails, usernames }));
}

/**
 * What a production start asks for first: that nobody can sign in who has read the manual. Every
 * password of a database that was not in production before is tried, whoever's it is and under
 * whatever address; later only those of the demo people's addresses and user names, as no other
 * door is open to them.
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
  if (found.length > 0) throw new KnownPasswords(found.map(({ email }) => email));
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
