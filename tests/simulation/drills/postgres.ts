/** The flows of both servers, the simulations and the verbs on PostgreSQL. */
import { olderVersions, startPostgres } from "#tests/support/postgres_server.ts";
import type { Drill } from "./drill.ts";
import { root, runOn } from "./on_database.ts";

/** They are about files of SQLite, or run programs that know nothing but their folder. */
const ofSqlite =
  /\/(adopt_production|backup|backup_target|check|cleanup|cli|crashes|database_files|database_moved|faults|lock|power_loss|private_files|terminal|web_process)\.test\.ts$/;
/** They build mistakes into SQLite's timing and types. */
const ofItsMistakes = /\/(seeded_bugs|seeded_waiting)\.test\.ts$/;

/** What an older version may do differently. */
const ofDatabase = [
  "tests/contracts/columns.test.ts",
  "tests/postgres/contract.test.ts",
  "tests/postgres/move_database.test.ts",
  "tests/postgres/writing.test.ts",
];

export const postgres: Drill = async ({ version }, progress) => {
  const older = olderVersions.find((one) => one === version);
  if (version !== undefined && !older) throw new Error(`There is no version ${version} to try.`);
  const server = await startPostgres({ version: older });
  try {
    const row = await runOn(
      {
        what: older
          ? `the database's contract on PostgreSQL ${older}`
          : "flows, simulations and verbs on PostgreSQL",
        files: older ? ofDatabase : filesOfBoth(),
        env: { TEST_DATABASE: "postgres", TEST_DATABASE_URL: server.url.href },
        note: "",
      },
      progress,
    );
    return [row];
  } finally {
    await server.stop();
  }
};

function filesOfBoth(): string[] {
  const all = ["tests/{flows,simulation}/*.test.ts", "src/core/**/*.test.ts"].flatMap((pattern) => [
    ...new Bun.Glob(pattern).scanSync(root),
  ]);
  return all.filter((path) => !ofSqlite.test(path) && !ofItsMistakes.test(path));
}
