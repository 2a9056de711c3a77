import { Database as Connection } from "bun:sqlite";
import { assert } from "#kit/assert.ts";
import type { Clock } from "#kit/clock.ts";

/** How long SQLite may block the event loop while another process holds the lock. */
const busyTimeoutMs = 15;

export interface SqliteOptions {
  /** A path. ":memory:" is refused, because readers and the writer are separate connections. */
  file: string;
  clock?: Clock;
  /**
   * Called with a description each time the path no longer leads to the open file: from then on
   * nothing is acknowledged.
   */
  onMoved?: (what: string) => void;
  /** NORMAL exists only for the drill that shows why FULL is needed. */
  synchronous?: "FULL" | "NORMAL";
}

/**
 * Opens a file that `migrate` has created.
 * @throws when it is missing, or on a disk where SQLite cannot keep its promises
 */
export function connect(options: SqliteOptions): Connection {
  const connection = new Connection(options.file, { readwrite: true });
  connection.run(`pragma busy_timeout = ${busyTimeoutMs}`);
  connection.run("pragma journal_mode = wal");
  connection.run(`pragma synchronous = ${options.synchronous ?? "FULL"}`);
  connection.run("pragma foreign_keys = on");
  // Overwrites erased content instead of only marking it as free.
  connection.run("pragma secure_delete = on");
  connection.run("pragma journal_size_limit = 67108864");
  // Every message rewrites the hot pages; copying them back less often saves the most.
  connection.run("pragma wal_autocheckpoint = 4000");
  assertSettings(connection, options);
  // The log file exists only after a read.
  connection.run("select 1 from sqlite_master limit 1");
  return connection;
}

/**
 * Copies the log into the database and empties it, so that erased content is in neither.
 * @returns whether that was possible; it is not while another connection is in a transaction
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

/**
 * Some file systems lack what an acknowledged message relies on, and SQLite reports that only here.
 */
function assertSettings(
  connection: Connection,
  { file, synchronous = "FULL" }: SqliteOptions,
): void {
  const setting = (row: unknown) => Object.values((row ?? {}) as Record<string, unknown>)[0];
  const journal = setting(connection.query("pragma journal_mode").get());
  const level = setting(connection.query("pragma synchronous").get());
  const keys = setting(connection.query("pragma foreign_keys").get());
  assert(
    journal === "wal",
    `${file} is on a disk without SQLite's write-ahead log: use a local disk`,
  );
  assert(level === (synchronous === "FULL" ? 2 : 1), "synchronous is set");
  assert(keys === 1, "foreign keys are checked");
}
