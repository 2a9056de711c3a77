/**
 * Bringing in a database of the original system.
 *
 * The source is copied and read, never changed. Ids stay. A second run takes what is new and
 * doubles nothing; what was changed, removed or deleted here since stays so. Each step is a
 * transaction: after a failure the next run goes on.
 *
 * An account with an address that somebody has here becomes that account; its password here
 * counts, unless it is still the demo's. Who wrote but is in no list of accounts appears as a
 * deleted user. Into production no account brings a password of the demo, which the original's
 * first two accounts have. The report says what was not taken over, and what is left to do.
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
  /** Where a copy of the source has room, such as the instance folder. */
  workDir: string;
  /** Whether known passwords must not come along; those of a database in production never do. */
  production: boolean;
  /** Told of the passwords that are tried, where they must not be the demo's. */
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
      report.note(
        "Messages of groups that are not here were left out.",
        `${total - seen} messages`,
      );
    }
    progress(total, total);
    return report;
  } finally {
    original.close();
  }
}
