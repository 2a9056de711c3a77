/**
 * The SQLite adapter: one writing connection, one for single reads, a few for snapshots, WAL,
 * synchronous=FULL.
 *
 * Group commit: transactions that wait at the same time run one after another inside a single
 * `BEGIN IMMEDIATE … COMMIT`, each in its own savepoint, and resolve together after the commit is
 * on the disk. One fsync then serves many writers.
 *
 * A commit to a file that was deleted or replaced is lost. So before a batch, and again before any
 * of its transactions resolves, the path must still lead to the open file.
 */
import { Database as Connection } from "bun:sqlite";
import { type Clock, sleep, systemClock } from "#kit/clock.ts";
import { type Database, type Queries, StorageError } from "../database.ts";
import { type FilePlace, openInPlace } from "./file_place.ts";
import { connect, type SqliteOptions } from "./connection.ts";
import { asStorageError, isBusy, isFatal } from "./errors.ts";
import { Nesting, ownQueries } from "../own_queries.ts";
import { Snapshots } from "./snapshots.ts";
import { statements } from "./statements.ts";
import { watchLog } from "./watch_log.ts";

interface Waiting {
  work: (tx: Queries) => Promise<unknown>;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
  since: number;
}

const batchSizeMax = 256;
const busyGiveUpMs = 5_000;
const retryPauseMs = 25;

export function openSqlite(options: SqliteOptions): Database {
  const clock = options.clock ?? systemClock;
  const { opened, place } = openInPlace(options.file, () => ({
    writer: connect(options),
    reader: onlyReads(connect(options)),
    first: onlyReads(connect(options)),
  }));
  const { writer, reader, first } = opened;
  // The system caches the pages that a reader does not; the size matters for the writer's.
  writer.run("pragma cache_size = -8000");
  // The journal of savepoints stays in memory: beyond 64 KiB it would go to a file for the whole batch.
  writer.run("pragma temp_store = memory");
  const queue: Waiting[] = [];
  const bounds = transactionBounds(writer);
  const writing = statements(writer);
  const { finalize, ...reading } = statements(reader);
  const nesting = new Nesting();
  let draining = false;
  const { isInPlace, assertInPlace } = watched(place, options);
  const connectAnother = () => readerInPlace(options, assertInPlace);
  const ports = { first, connect: connectAnother, nesting, clock: systemClock };
  const snapshots = new Snapshots(ports);

  async function drain(): Promise<void> {
    try {
      assertInPlace();
      const batch = { bounds, tx: writing, nesting, queue, assertInPlace };
      if (await begin(bounds, clock, queue)) await runBatch(batch);
    } catch (error) {
      const failure = asStorageError(error);
      for (const { reject } of queue.splice(0)) reject(failure);
    }
    draining = false;
    schedule();
  }

  /** A macrotask, so that everything that arrives in one turn of the event loop shares a commit. */
  function schedule(): void {
    if (draining || queue.length === 0) return;
    draining = true;
    setImmediate(() => void drain());
  }

  return {
    ...reading,
    async transaction<T>(work: (tx: Queries) => Promise<T>): Promise<T> {
      nesting.assertNone();
      return new Promise<T>((resolve, reject) => {
        const settle = resolve as (value: unknown) => void;
        queue.push({ work, resolve: settle, reject, since: clock.monotonic() });
        schedule();
      });
    },
    snapshot: (work) => snapshots.run(work),
    watchLog: (watcher) => watchLog({ connection: reader, clock }, watcher),
    // All servers are on one machine.
    now: async () => clock.now(),
    isInPlace,
    close() {
      finalize();
      writing.finalize();
      const { connection: _connection, ...ends } = bounds;
      for (const statement of Object.values(ends)) statement.finalize();
      snapshots.close();
      reader.close();
      writer.close();
    },
  };
}

/** A database that is only read, such as a backup: creates no files beside it. */
export function openReadOnly(file: string): Queries & { close(): void } {
  const connection = new Connection(file, { readonly: true });
  const { finalize, ...reading } = statements(connection);
  return {
    ...reading,
    close() {
      finalize();
      connection.close();
    },
  };
}

/** Checks whether the path still leads to the open file, and tells the operator if it does not. */
function watched(place: FilePlace, { onMoved }: SqliteOptions) {
  let moved: string | undefined;
  const isInPlace = () => {
    const problem = place.problem();
    if (problem !== undefined && problem !== moved) onMoved?.(problem);
    moved = problem;
    return problem === undefined;
  };
  const assertInPlace = () => {
    if (!isInPlace()) throw new StorageError("moved", { cause: moved });
  };
  return { isInPlace, assertInPlace };
}

/** A further connection to the files that are already open, and to no others. */
function readerInPlace(options: SqliteOptions, assertInPlace: () => void): Connection {
  assertInPlace();
  let connection: Connection | undefined;
  try {
    connection = onlyReads(connect(options));
    assertInPlace();
    return connection;
  } catch (error) {
    connection?.close();
    throw asStorageError(error);
  }
}

function onlyReads(connection: Connection): Connection {
  connection.run("pragma cache_size = -1000");
  connection.run("pragma query_only = on");
  return connection;
}

/**
 * The statements that begin and end transactions, prepared once because every message needs them.
 */
function transactionBounds(connection: Connection) {
  return {
    connection,
    begin: connection.prepare("begin immediate"),
    commit: connection.prepare("commit"),
    rollback: connection.prepare("rollback"),
    savepoint: connection.prepare("savepoint work"),
    release: connection.prepare("release work"),
    undo: connection.prepare("rollback to work"),
  };
}

type TransactionBounds = ReturnType<typeof transactionBounds>;

/**
 * Takes the write lock; transactions that have waited too long are refused as busy.
 * @returns false if no transaction is left
 */
async function begin(bounds: TransactionBounds, clock: Clock, queue: Waiting[]): Promise<boolean> {
  while (queue.length > 0) {
    try {
      bounds.begin.run();
      return true;
    } catch (error) {
      if (!isBusy(error)) throw error;
      const deadline = clock.monotonic() - busyGiveUpMs;
      while (queue[0] && queue[0].since <= deadline) {
        queue.shift()!.reject(new StorageError("busy", { cause: error }));
      }
      await sleep(clock, retryPauseMs);
    }
  }
  return false;
}

interface Batch {
  bounds: TransactionBounds;
  tx: Queries;
  nesting: Nesting;
  queue: Waiting[];
  assertInPlace: () => void;
}

/** Resolves nothing before the commit: an answer means that the row is on the disk. */
async function runBatch(batch: Batch): Promise<void> {
  const { bounds, queue, assertInPlace } = batch;
  const taken: Waiting[] = [];
  const answers: (() => void)[] = [];
  try {
    while (queue.length > 0 && taken.length < batchSizeMax) {
      const waiting = queue.shift()!;
      taken.push(waiting);
      answers.push(await runInSavepoint(batch, waiting));
    }
    bounds.commit.run();
    assertInPlace();
  } catch (error) {
    if (bounds.connection.inTransaction) bounds.rollback.run();
    const failure = asStorageError(error);
    for (const { reject } of taken) reject(failure);
    return;
  }
  for (const answer of answers) answer();
}

/** @returns its answer, to be given after the commit */
async function runInSavepoint(
  { bounds, tx, nesting }: Batch,
  { work, resolve, reject }: Waiting,
): Promise<() => void> {
  bounds.savepoint.run();
  const own = ownQueries(tx, "transaction");
  try {
    const value = await nesting.run(own, work);
    own.open = false;
    bounds.release.run();
    return () => resolve(value);
  } catch (error) {
    own.open = false;
    // A full disk or a failed write undoes the whole batch, so every transaction in it fails.
    if (!bounds.connection.inTransaction || isFatal(error)) throw error;
    bounds.undo.run();
    bounds.release.run();
    return () => reject(error);
  }
}
