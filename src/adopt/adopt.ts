/**
 * Imports a database of the original system.
 *
 * The source is copied and read, never changed. Ids are kept. A second run imports what is new and
 * duplicates nothing; anything that was changed, removed or deleted here since stays so. Each step
 * is a transaction, so after a failure the next run continues.
 *
 * An account whose address is already used here becomes that account, with the password it has
 * here, unless that is still one of the demo's. Authors who are missing from the list of accounts
 * appear as deleted users. No imported account in production has one of the demo's passwords, which
 * the original's first two accounts have. The report says what was skipped, and what is left to do.
 */
import { markAllRead } from "#storage/bulk.ts";
import { openOriginal } from "#storage/original.ts";
import { AdoptReport } from "./report.ts";
import { adoptGroups } from "./groups.ts";
import { adoptMessages } from "./messages.ts";
import { adoptPeople, demoHashesOf } from "./people.ts";
import type { Services } from "#core/context.ts";
import {
  type CheckProgress,
  enterProduction,
  isProduction,
} from "#core/identity/known_passwords.ts";
import { writeLogged } from "#core/log/write.ts";

export interface AdoptOptions {
  /** A folder with room for a copy of the source, such as the instance folder. */
  workDir: string;
  /** Whether to leave out known passwords; databases in production always do. */
  production: boolean;
  /** Called with the number of passwords tested, if they must not be the demo's. */
  passwordProgress?: CheckProgress;
  progress: (done: number, total: number) => void;
}

/**
 * @throws {OriginalError} when the file is not a database of the original
 * @throws {KnownPasswords} in production, when an account here has a password of the demo
 */
export async function adoptDatabase(
  services: Services,
  path: string,
  { workDir, production, passwordProgress, progress }: AdoptOptions,
): Promise<AdoptReport> {
  const original = openOriginal(path, workDir);
  const report = new AdoptReport();
  try {
    const isStrict = production || (await isProduction(services.db));
    if (isStrict) await enterProduction(services);
    const known = isStrict
      ? await demoHashesOf(services, original, passwordProgress)
      : new Set<string>();
    const people = await adoptPeople({ services, original, report }, known);
    const groups = await adoptGroups({ services, original, report, people });
    const total = original.messageCount();
    let seen = 0;
    for (const group of groups) {
      const { rows, startedEmpty } = await adoptMessages(
        { services, original, report, people },
        group,
        (done) => progress(seen + done, total),
      );
      seen += rows;
      if (startedEmpty) await writeLogged(services, ({ tx }) => markAllRead(tx, group.id));
    }
    if (seen < total) {
      report.count("messages", "skipped", total - seen);
      report.note("Messages of missing groups were left out.", `${total - seen} messages`);
    }
    progress(total, total);
    return report;
  } finally {
    original.close();
  }
}
