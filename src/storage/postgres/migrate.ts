import type { SQL } from "bun";
import spine from "../migrations/0001_spine.postgres.sql" with { type: "text" };
import smallIndexes from "../migrations/0002_small_indexes.postgres.sql" with { type: "text" };
import foldedKeys from "../migrations/0003_folded_keys.postgres.sql" with { type: "text" };
import removedAs from "../migrations/0004_removed_as.postgres.sql" with { type: "text" };
import jobs from "../migrations/0005_jobs.postgres.sql" with { type: "text" };
import attempts from "../migrations/0006_attempts.postgres.sql" with { type: "text" };
import erasures from "../migrations/0007_erasures.postgres.sql" with { type: "text" };
import personFacts from "../migrations/0008_person_facts.postgres.sql" with { type: "text" };
import favourites from "../migrations/0009_favourites.postgres.sql" with { type: "text" };
import ownSettings from "../migrations/0010_own_settings.postgres.sql" with { type: "text" };
import identities from "../migrations/0011_identities.postgres.sql" with { type: "text" };
import courses from "../migrations/0012_courses.postgres.sql" with { type: "text" };
import roster from "../migrations/0013_roster.postgres.sql" with { type: "text" };
import createdIn from "../migrations/0014_created_in.postgres.sql" with { type: "text" };
import courseActs from "../migrations/0015_course_acts.postgres.sql" with { type: "text" };
import archivedGroups from "../migrations/0016_archived_groups.postgres.sql" with { type: "text" };
import mails from "../migrations/0017_mails.postgres.sql" with { type: "text" };
import staffEnds from "../migrations/0018_staff_ends.postgres.sql" with { type: "text" };
import merges from "../migrations/0019_merges.postgres.sql" with { type: "text" };
import invites from "../migrations/0020_invites.postgres.sql" with { type: "text" };
import bin from "../migrations/0021_bin.postgres.sql" with { type: "text" };
import openedGroups from "../migrations/0022_opened_groups.postgres.sql" with { type: "text" };
import groupArchive from "../migrations/0023_group_archive.postgres.sql" with { type: "text" };
import groupSets from "../migrations/0024_group_sets.postgres.sql" with { type: "text" };
import bulkKinds from "../migrations/0025_bulk_kinds.postgres.sql" with { type: "text" };
import messageDays from "../migrations/0026_message_days.postgres.sql" with { type: "text" };
import groupPlans from "../migrations/0027_group_plans.postgres.sql" with { type: "text" };
import audience from "../migrations/0028_audience.postgres.sql" with { type: "text" };
import ask from "../migrations/0029_ask.postgres.sql" with { type: "text" };
import rounds from "../migrations/0030_rounds.postgres.sql" with { type: "text" };
import modes from "../migrations/0031_modes.postgres.sql" with { type: "text" };
import cases from "../migrations/0032_cases.postgres.sql" with { type: "text" };
import mutes from "../migrations/0033_mutes.postgres.sql" with { type: "text" };
import looks from "../migrations/0034_looks.postgres.sql" with { type: "text" };
import chain from "../migrations/0035_chain.postgres.sql" with { type: "text" };
import versions from "../migrations/0036_versions.postgres.sql" with { type: "text" };
import redacted from "../migrations/0037_redacted.postgres.sql" with { type: "text" };
import chapters from "../migrations/0038_chapters.postgres.sql" with { type: "text" };
import wordRules from "../migrations/0039_word_rules.postgres.sql" with { type: "text" };
import leftGroups from "../migrations/0040_left_groups.postgres.sql" with { type: "text" };
import held from "../migrations/0041_held.postgres.sql" with { type: "text" };
import type { MigrateOptions } from "../adapter.ts";
import {
  type AppliedStep,
  checksum,
  createdTables,
  type Migration,
  openSteps,
  unfinishedMove,
} from "../migration_steps.ts";
import { fillKeys } from "./fill_keys.ts";
import { queriesOn } from "./statements.ts";

/** Append only: never change a released migration, whose checksum every database stores. */
const migrations: Migration[] = [
  { name: "0001_spine", text: spine },
  { name: "0002_small_indexes", text: smallIndexes },
  { name: "0003_folded_keys", text: foldedKeys },
  { name: "0004_removed_as", text: removedAs },
  { name: "0005_jobs", text: jobs },
  { name: "0006_attempts", text: attempts },
  { name: "0007_erasures", text: erasures },
  { name: "0008_person_facts", text: personFacts },
  { name: "0009_favourites", text: favourites },
  { name: "0010_own_settings", text: ownSettings },
  { name: "0011_identities", text: identities },
  { name: "0012_courses", text: courses },
  { name: "0013_roster", text: roster },
  { name: "0014_created_in", text: createdIn },
  { name: "0015_course_acts", text: courseActs },
  { name: "0016_archived_groups", text: archivedGroups },
  { name: "0017_mails", text: mails },
  { name: "0018_staff_ends", text: staffEnds },
  { name: "0019_merges", text: merges },
  { name: "0020_invites", text: invites },
  { name: "0021_bin", text: bin },
  { name: "0022_opened_groups", text: openedGroups },
  { name: "0023_group_archive", text: groupArchive },
  { name: "0024_group_sets", text: groupSets },
  { name: "0025_bulk_kinds", text: bulkKinds },
  { name: "0026_message_days", text: messageDays },
  { name: "0027_group_plans", text: groupPlans },
  { name: "0028_audience", text: audience },
  { name: "0029_ask", text: ask },
  { name: "0030_rounds", text: rounds },
  { name: "0031_modes", text: modes },
  { name: "0032_cases", text: cases },
  { name: "0033_mutes", text: mutes },
  { name: "0034_looks", text: looks },
  { name: "0035_chain", text: chain },
  { name: "0036_versions", text: versions },
  { name: "0037_redacted", text: redacted },
  { name: "0038_chapters", text: chapters },
  { name: "0039_word_rules", text: wordRules },
  { name: "0040_left_groups", text: leftGroups },
  { name: "0041_held", text: held },
];

export const tableNames = createdTables(migrations);

/** Servers that start together take turns. Any number that nothing else in the database uses. */
const migratorsLock = 7_236_151_821;

/**
 * Updates the database to the newest schema, in one transaction.
 * @param name of the database, for the operator
 * @returns the names of the steps that were applied now
 * @throws {MigrationError} when it is newer than the program, or a step was changed
 */
export async function migrate(
  sql: SQL,
  name: string,
  { newEpoch, unfinished = false }: MigrateOptions,
): Promise<string[]> {
  return sql.begin(async (tx) => {
    await tx.unsafe(`
      set local statement_timeout = 0; set local lock_timeout = 0;
      set local idle_in_transaction_session_timeout = 0;
      select pg_advisory_xact_lock(${migratorsLock});
      create table if not exists migrations (name text collate "C" primary key, checksum text not null)`);
    const open = openSteps(migrations, await appliedSteps(tx), name);
    for (const migration of open) {
      await tx.unsafe(migration.text);
      await tx.unsafe("insert into migrations (name, checksum) values ($1, $2)", [
        migration.name,
        checksum(migration),
      ]);
    }
    await fillKeys(queriesOn(tx));
    await tx.unsafe(
      "insert into meta (key, value) values ('epoch', $1) on conflict (key) do nothing",
      [newEpoch],
    );
    if (unfinished) {
      await tx.unsafe("insert into migrations (name, checksum) values ($1, '')", [unfinishedMove]);
    }
    return open.map((step) => step.name);
  });
}

/** @throws {MigrationError} when it is newer than the program, or a step was changed */
export async function assertKnownSteps(sql: SQL, name: string): Promise<void> {
  openSteps(migrations, await appliedSteps(sql), name);
}

async function appliedSteps(sql: Pick<SQL, "unsafe">): Promise<AppliedStep[]> {
  const rows = await sql.unsafe("select name, checksum from migrations order by name");
  return Array.from<AppliedStep>(rows);
}
