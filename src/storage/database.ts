/**
 * The contract of every database adapter; tests/contracts runs its suite on each.
 *
 * Queries are tagged templates: `db.all<Row>`select … where id = ${id}``. A value is always a
 * parameter, never text. Parameters are numbered in order of appearance. Databases differ in how
 * they represent booleans and name types: a flag is `0` or `1` (see `flag`), as input and output; a
 * parameter without context, as in `is null`, is cast; a count is cast to integer.
 */
import type { PostOrder } from "./post_order.ts";

export type Value = string | number | null | List | ValueTable | Fragment;

export interface Queries {
  /** All rows. */
  all<Row>(text: TemplateStringsArray, ...values: Value[]): Promise<Row[]>;
  /** The first row, if there is one. */
  get<Row>(text: TemplateStringsArray, ...values: Value[]): Promise<Row | undefined>;
  /** The number of rows inserted, updated or deleted. */
  run(text: TemplateStringsArray, ...values: Value[]): Promise<number>;
}

export interface Database extends Queries {
  /**
   * Runs `work` alone: what it reads stays true until it ends, and the order of all transactions is
   * the order of their commits. It may undo `work` and run it again from the start, so `work` must
   * change nothing but rows, and return its results. When the promise resolves, the changes are on
   * the disk; when `work` throws, nothing was changed. `work` awaits nothing but its own queries.
   * Outside a transaction only reads are allowed, and they see committed rows.
   * @throws {StorageError} `busy` after five seconds without the lock, `full` without space,
   * `moved` when the database was deleted or replaced: the changes are then lost, or about to be
   * @param asPost describes the same work as a post: an adapter may store it with its neighbours in
   * one statement instead. If it could not, for whatever reason, it runs `work`. Like `work`, it may
   * be called again. An adapter that has no such statement ignores it.
   */
  transaction<T>(work: (tx: Queries) => Promise<T>, asPost?: () => PostOrder<T>): Promise<T>;
  /**
   * Runs `work` on one committed state: all its queries see every transaction that resolved before,
   * and none that commits later. It writes nothing, and awaits nothing but its own queries. Space
   * freed meanwhile cannot be reused, so after ten seconds its queries are refused. Neither a
   * transaction nor a snapshot may begin another one.
   */
  snapshot<T>(work: (queries: Queries) => Promise<T>): Promise<T>;
  /**
   * Calls back after every commit to the log, including those of other processes, within 200 ms. It
   * may call too often.
   * @returns a function that ends it
   */
  watchLog(watcher: LogWatcher): () => void;
  /**
   * The time in milliseconds since 1970 by the one clock that all servers with this database share.
   * @param queries of the transaction that needs it, or the database
   */
  now(queries: Queries): Promise<number>;
  /** Whether the open database is still the one at its path. */
  isInPlace(): boolean;
  close(): void;
}

export interface LogWatcher {
  /** There may have been a commit. Also called once at the beginning. */
  changed(): void;
  /** The database could not be read; it will be tried again. */
  failed(error: unknown): void;
}

export type StorageProblem = "busy" | "full" | "unreadable" | "moved";

/** The database failed, and nothing was written. */
export class StorageError extends Error {
  constructor(
    readonly problem: StorageProblem,
    options?: ErrorOptions,
  ) {
    super(`storage is ${problem}`, options);
  }
}

/** A boolean in the form that columns use. */
export type Flag = 0 | 1;

export function flag(value: boolean): Flag {
  return value ? 1 : 0;
}

/** A list of values: `where id in ${list(ids)}`. An empty one matches nothing. */
export class List {
  constructor(readonly values: readonly (string | number)[]) {}
}

export function valueList(values: readonly (string | number)[]): List {
  return new List(values);
}

/** A row of a ValueTable. A column is text unless one of its values is a number. */
export type Cells = readonly (string | number | null)[];

/**
 * Rows as a table with the columns column1, column2 …: `from ${valueTable(rows)} as w`. An empty
 * one has two columns.
 */
export class ValueTable {
  constructor(readonly rows: readonly Cells[]) {}
}

export function valueTable(rows: readonly Cells[]): ValueTable {
  return new ValueTable(rows);
}

/** SQL that several queries share. It comes from templates in the source, without values. */
export class Fragment {
  constructor(readonly text: string) {}
}

export function fragment(text: TemplateStringsArray, ...parts: Fragment[]): Fragment {
  return new Fragment(text.map((piece, index) => piece + (parts[index]?.text ?? "")).join(""));
}
