/**
 * The passwords of the demo stand in the manual: how they are kept out of production. A database
 * that a production start has looked through is marked, and is treated as production's from then
 * on, whatever a command's settings say.
 */
import { ConfigError } from "#kit/config.ts";
import type { Queries } from "#storage/database.ts";
import { readMeta, writeMeta } from "#storage/meta.ts";
import { accountsCalled, accountsWithPassword, type PasswordRow } from "#storage/passwords.ts";
import type { Services } from "../context.ts";
import { writeLogged } from "../log/write.ts";
import { demoPeople, studentPassword } from "./demo_accounts.ts";
import { passwordMatches } from "./passwords.ts";

export type CheckProgress = (done: number, total: number) => void;

const demoPasswords = [
  ...new Set([...demoPeople.map(({ password }) => password), studentPassword]),
];
const namesMost = 10;

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
      if (!found.has(hash) && (await passwordMatches({ password, hash, lane: "" })))
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
export async function accountsWithDemoPassword(db: Queries): Promise<PasswordRow[]> {
  const emails = demoPeople.map(({ email }) => email);
  const usernames = emails.map((email) => email.split("@")[0]!);
  return ofDemo(await accountsCalled(db, { emails, usernames }));
}

/**
 * What a production start asks for first: that nobody can sign in who has read the manual. Every
 * password of a database that was not in production before is tried, whoever's it is and under
 * whatever address; later only those of the demo people's addresses and user names, as no other
 * door is open to them.
 * @throws {ConfigError} naming the accounts and what to do
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
  if (found.length > 0) throw new ConfigError(refusal(found));
  if (isNew) await writeLogged(services, ({ tx, now }) => writeMeta(tx, "production", now));
}

/** Whether a production start has used this database. */
export async function isProduction(db: Queries): Promise<boolean> {
  return (await readMeta(db, "production")) !== undefined;
}

/** @throws {ConfigError} when the database is production's: known passwords must not come into it */
export async function requireNoProduction({ db }: Pick<Services, "db">): Promise<void> {
  if (!(await isProduction(db))) return;
  throw new ConfigError(
    "A production start has used this database, and the demo's passwords are known to everybody.",
  );
}

async function ofDemo(rows: PasswordRow[], progress?: CheckProgress): Promise<PasswordRow[]> {
  const known = await hashesOfDemoPasswords(
    rows.map(({ password }) => password),
    progress,
  );
  return rows.filter(({ password }) => known.has(password));
}

function refusal(found: PasswordRow[]): string {
  const emails = found.slice(0, namesMost).map(({ email }) => email);
  const rest = found.length - emails.length;
  const who = emails.join(", ") + (rest > 0 ? ` and ${rest} more` : "");
  const what =
    found.length === 1 ? "1 account has a password" : `${found.length} accounts have passwords`;
  return `${what} of the demo, which everybody knows: ${who}. Change each with "run.sh cli set-password <address>", or start with an empty database.`;
}
