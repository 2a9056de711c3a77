import { Database as Connection } from "bun:sqlite";
import spine from "../migrations/0001_spine.sqlite.sql" with { type: "text" };
import smallIndexes from "../migrations/0002_small_indexes.sqlite.sql" with { type: "text" };
import {
  type AppliedStep,
  checksum,
  createdTables,
  type Migration,
  MigrationError,
  openSteps,
  unfinishedMove,
} from "../migration_steps.ts";
import type { MigrateOptions } from "../adapter.ts";
import { asFileError } from "./file_error.ts";
import foldedKeys from "../migrations/0003_folded_keys.sqlite.sql" with { type: "text" };
import removedAs from "../migrations/0004_removed_as.sqlite.sql" with { type: "text" };
import jobs from "../migrations/0005_jobs.sqlite.sql" with { type: "text" };
import attempts from "../migrations/0006_attempts.sqlite.sql" with { type: "text" };
import erasures from "../migrations/0007_erasures.sqlite.sql" with { type: "text" };
import personFacts from "../migrations/0008_person_facts.sqlite.sql" with { type: "text" };
import favourites from "../migrations/0009_favourites.sqlite.sql" with { type: "text" };
import ownSettings from "../migrations/0010_own_settings.sqlite.sql" with { type: "text" };
import identities from "../migrations/0011_identities.sqlite.sql" with { type: "text" };
import courses from "../migrations/0012_courses.sqlite.sql" with { type: "text" };
import roster from "../migrations/0013_roster.sqlite.sql" with { type: "text" };
import createdIn from "../migrations/0014_created_in.sqlite.sql" with { type: "text" };
import courseActs from "../migrations/0015_course_acts.sqlite.sql" with { type: "text" };
import archivedGroups from "../migrations/0016_archived_groups.sqlite.sql" with { type: "text" };
import mails from "../migrations/0017_mails.sqlite.sql" with { type: "text" };
import staffEnds from "../migrations/0018_staff_ends.sqlite.sql" with { type: "text" };
import merges from "../migrations/0019_merges.sqlite.sql" with { type: "text" };
import invites from "../migrations/0020_invites.sqlite.sql" with { type: "text" };
import bin from "../migrations/0021_bin.sqlite.sql" with { type: "text" };
import openedGroups from "../migrations/0022_opened_groups.sqlite.sql" with { type: "text" };
import groupArchive from "../migrations/0023_group_archive.sqlite.sql" with { type: "text" };
import groupSets from "../migrations/0024_group_sets.sqlite.sql" with { type: "text" };
import bulkKinds from "../migrations/0025_bulk_kinds.sqlite.sql" with { type: "text" };
import messageDays from "../migrations/0026_message_days.sqlite.sql" with { type: "text" };
import groupPlans from "../migrations/0027_group_plans.sqlite.sql" with { type: "text" };
import audience from "../migrations/0028_audience.sqlite.sql" with { type: "text" };
import ask from "../migrations/0029_ask.sqlite.sql" with { type: "text" };
import rounds from "../migrations/0030_rounds.sqlite.sql" with { type: "text" };
import modes from "../migrations/0031_modes.sqlite.sql" with { type: "text" };
import cases from "../migrations/0032_cases.sqlite.sql" with { type: "text" };
import mutes from "../migrations/0033_mutes.sqlite.sql" with { type: "text" };
import looks from "../migrations/0034_looks.sqlite.sql" with { type: "text" };
import chain from "../migrations/0035_chain.sqlite.sql" with { type: "text" };
import versions from "../migrations/0036_versions.sqlite.sql" with { type: "text" };
import redacted from "../migrations/0037_redacted.sqlite.sql" with { type: "text" };
import chapters from "../migrations/0038_chapters.sqlite.sql" with { type: "text" };
import wordRules from "../migrations/0039_word_rules.sqlite.sql" with { type: "text" };
import leftGroups from "../migrations/0040_left_groups.sqlite.sql" with { type: "text" };
import held from "../migrations/0041_held.sqlite.sql" with { type: "text" };
import { fillKeys } from "./fill_keys.ts";

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

/** The first version without the WAL-reset bug (sqlite.org/wal.html). */
const sqliteVersionMin = "3.51.3";

/**
 * Updates the file to the newest schema, each step in a transaction, and checks what the program
 * relies on. Creates the file if it is missing, unless it must exist.
 * @returns the names of the migrations that were applied now
 * @throws {MigrationError} when the file is newer than the program, or a step was changed
 */
export function migrate(
  file: string,
  newEpoch: string,
  { mustExist = false, unfinished = false }: Omit<MigrateOptions, "newEpoch"> = {},
): string[] {
  const connection = new Connection(file, { create: !mustExist, readwrite: true });
  try {
    connection.run("pragma busy_timeout = 5000");
    assertVersion(versionOf(connection));
    connection.run("pragma journal_mode = wal");
    connection.run("pragma synchronous = FULL");
    connection.run("begin immediate");
    const applied = apply(connection, file);
    fillKeys(connection);
    connection
      .query("insert into meta (key, value) values ('epoch', ?) on conflict do nothing")
      .run(newEpoch);
    if (unfinished) {
      connection
        .query("insert into migrations (name, checksum) values (?, '')")
        .run(unfinishedMove);
    }
    connection.run("commit");
    return applied;
  } catch (error) {
    // Closing the connection undoes an open transaction.
    throw asFileError(file, error);
  } finally {
    connection.close();
  }
}

function apply(connection: Connection, file: string): string[] {
  connection.run(
    "create table if not exists migrations (name text primary key, checksum text not null) strict",
  );
  const open = openSteps(migrations, appliedSteps(connection), file);
  for (const migration of open) {
    connection.run(migration.text);
    connection
      .query("insert into migrations (name, checksum) values (?, ?)")
      .run(migration.name, checksum(migration));
  }
  return open.map(({ name }) => name);
}

/** @throws {MigrationError} when the file is newer than the program, or a step was changed */
export function assertKnownSteps(connection: Connection, file: string): void {
  openSteps(migrations, appliedSteps(connection), file);
}

function appliedSteps(connection: Connection): AppliedStep[] {
  return connection
    .query<AppliedStep, []>("select name, checksum from migrations order by name")
    .all();
}

function versionOf(connection: Connection): string {
  return connection.query<{ version: string }, []>("select sqlite_version() as version").get()!
    .version;
}

/** @throws {MigrationError} when this version of SQLite may damage a database */
export function assertVersion(version: string): void {
  if (Bun.semver.order(version, sqliteVersionMin) < 0) {
    throw new MigrationError(
      `SQLite ${version} can corrupt a database in WAL mode; ${sqliteVersionMin} or newer is needed.`,
    );
  }
}
