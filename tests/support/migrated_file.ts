/** New SQLite databases for tests: copies of one that was migrated once, which takes a tenth of the time. */
import { Database as Connection } from "bun:sqlite";
import { copyFileSync, existsSync, mkdtempSync, renameSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { secretToken } from "#kit/ids.ts";
import { migrate } from "#storage/sqlite/migrate.ts";

let template: string | undefined;

/** Creates the database, with an epoch of its own, or updates the one that is there. */
export function provideMigratedFile(file: string): void {
  if (existsSync(file)) return void migrate(file, secretToken());
  template ??= migratedOnce();
  copyFileSync(template, file);
  const connection = new Connection(file);
  connection.query("update meta set value = ? where key = 'epoch'").run(secretToken());
  connection.close();
}

/** All files of a run share it: the code cannot change meanwhile. */
function migratedOnce(): string {
  const shared = process.env["TEST_SHARED_FOLDER"];
  const whole = shared && join(shared, "migrated.db");
  if (whole && existsSync(whole)) return whole;
  const file = join(mkdtempSync(join(tmpdir(), "team-chat-migrated-")), "chat.db");
  migrate(file, secretToken());
  if (!whole) return file;
  // Never seen half made, whoever else makes one now.
  renameSync(file, whole);
  return whole;
}
