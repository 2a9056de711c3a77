import { Database as Connection } from "bun:sqlite";
import { assert } from "#kit/assert.ts";
import type { Clock } from "#kit/clock.ts";

/** How long SQLite may block the event loop while another process holds the lock. */
const busyTimeoutMs = 15;

export interface SqliteOptions {
  /** A path, or ":memory:" is refused: readers and the writer are two connections. */
  file: string;
  clock?: Clock;
  /**
   * Told in words, once each time, that the path no longer leads to the file that is open: nothing
   * is acknowledged then.
   */
  onMoved?: (what: string) => void;
  /** NORMAL exists only for the drill that shows why FULL is needed. */
  synchronous?: "FULL" | "NORMAL";
}

/**
 * Opens a file that `migrate` has made.
 * @throws when it is not there, or lies where SQLite cannot keep what an acknowledgement promises
 */
export function connect(options: SqliteOptions): Connection {
  const connection = new Connection(options.file, { create: false, readwrite: true, strict: true });
  connection.run(`pragma busy_timeout = ${busyTimeoutMs}`);
  connection.run("pragma journal_mode = wal");
  connection.run(`pragma synchronous = ${options.synchronous ?? "FULL"}`);
  connection.run("pragma foreign_keys = on");
  // What is erased is overwritten, not only marked as free.
  connection.run("pragma secure_delete = on");
  connection.run("pragma journal_size_limit = 67108864");
  // Hot pages are rewritten by every message: copying them back less often is most of the saving.
  connection.run("pragma wal_autocheckpoint = 4000");
  assertSettings(connection, options);
  // The log is there only when something was read.
  connection.run("select 1 from sqlite_master limit 1");
  return connection;
}

/**
 * Copies what the log holds into the database and empties it: what was erased is in neither then.
 * @returns whether that was possible; not while others are in the middle of something
 */
export function emptyWal(file: string): boolean {
  const connection = connect({ file });
  try {
    const row = connection.query<{ busy: number }, []>("pragma wal_checkpoint(truncate)").get();
    return row?.busy === 0;
  } finally {
    connection.close();
  }
}

/** Some file systems cannot do what an acknowledged message relies on, and SQLite says so only here. */
function assertSettings(
  connection: Connection,
  { file, synchronous = "FULL" }: SqliteOptions,
): void {
  const setting = (row: unknown) => Object.values((row ?? {}) as Record<string, unknown>)[0];
  const journal = setting(connection.query("pragma journal_mode").get());
  const level = setting(connection.query("pragma synchronous").get());
  const keys = setting(connection.query("pragma foreign_keys").get());
  assert(journal === "wal", `${file} lies where SQLite has no write-ahead log: use a local disk`);
  assert(level === (synchronous === "FULL" ? 2 : 1), "synchronous is set");
  assert(keys === 1, "foreign keys are checked");
}
