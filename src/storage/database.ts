/**
 * The contract every database adapter keeps; tests/contracts runs its suite on each.
 *
 * Queries are tagged templates: `db.all<Row>`select … where id = ${id}``. A value is always a
 * parameter, never text. Parameters are numbered in order of appearance. Databases differ in how
 * they write booleans and name types: a flag is `0` or `1` (see `flag`), in and out; a parameter that
 * stands alone, as in `is null`, is cast; a count is cast to integer.
 */
export type Value = string | number | null | List | ValueTable | Fragment;

export interface Queries {
  /** Every row. */
  all<Row>(text: TemplateStringsArray, ...values: Value[]): Promise<Row[]>;
  /** The first row, if any. */
  get<Row>(text: TemplateStringsArray, ...values: Value[]): Promise<Row | undefined>;
  /** How many rows were inserted, updated or deleted. */
  run(text: TemplateStringsArray, ...values: Value[]): Promise<number>;
}

export interface Database extends Queries {
  /**
   * Runs `work` alone: what it reads stays true until its end, and one order of all transactions is
   * the order of their commits. It may run `work` again from the start, after undoing what it wrote;
   * so `work` changes nothing but rows, and gives back what it found out. When the promise resolves,
   * what it wrote has reached the disk; when `work` throws, nothing of it was written. `work` awaits
   * nothing but its own queries. Outside a transaction only reads are allowed, and they see
   * committed rows.
   * @throws {StorageError} `busy` after five seconds without the lock, `full` without space, `moved`
   * when the database was deleted or replaced: what was written is then nowhere, or about to be
   */
  transaction<T>(work: (tx: Queries) => Promise<T>): Promise<T>;
  /**
   * Runs `work` on one committed state: all its queries see every transaction that had resolved
   * before, and none that commits later. It writes nothing, and awaits nothing but its own queries:
   * space that is freed meanwhile cannot be used again, so after ten seconds they are refused.
   * Neither kind of work may begin another transaction or snapshot.
   */
  snapshot<T>(work: (queries: Queries) => Promise<T>): Promise<T>;
  /**
   * Tells of every commit to the log, also of another process, within 200 ms; it may tell too often.
   * @returns what ends it
   */
  watchLog(watcher: LogWatcher): () => void;
  /** Whether the database that is open is still the one that others find. */
  isInPlace(): boolean;
  close(): void;
}

export interface LogWatcher {
  /** Somebody may have committed something. Called once at the beginning, too. */
  changed(): void;
  /** The database could not be looked at; it will be looked at again. */
  failed(error: unknown): void;
}

export type StorageProblem = "busy" | "full" | "unreadable" | "moved";

/** The database could not serve; nothing that lasts was written. */
export class StorageError extends Error {
  constructor(
    readonly problem: StorageProblem,
    options?: ErrorOptions,
  ) {
    super(`storage is ${problem}`, options);
  }
}

/** A boolean as columns have it. */
export type Flag = 0 | 1;

export function flag(value: boolean): Flag {
  return value ? 1 : 0;
}

/** A value that stands for several: `where id in ${list(ids)}`. An empty one matches nothing. */
export class List {
  constructor(readonly values: readonly (string | number)[]) {}
}

export function valueList(values: readonly (string | number)[]): List {
  return new List(values);
}

/**
 * Pairs as a table with the columns column1 and column2: `from ${valueTable(pairs)} as w`. It may be empty.
 */
export class ValueTable {
  constructor(readonly rows: readonly (readonly [string, string])[]) {}
}

export function valueTable(rows: readonly (readonly [string, string])[]): ValueTable {
  return new ValueTable(rows);
}

/** SQL that several queries have in common. It comes from templates in the source, without values. */
export class Fragment {
  constructor(readonly text: string) {}
}

export function fragment(text: TemplateStringsArray, ...parts: Fragment[]): Fragment {
  return new Fragment(text.map((piece, index) => piece + (parts[index]?.text ?? "")).join(""));
}
