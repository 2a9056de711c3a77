/** Whole tables, row by row: what a database must do to be moved to another kind. */

import type { MetaKey } from "./meta.ts";

export type Cell = string | number | null;

export interface Column {
  name: string;
  isText: boolean;
}

export interface Table {
  name: string;
  columns: Column[];
  /** The columns of its primary key. */
  key: string[];
}

/** The connection of one database that `tablesOf` needs. It has no limits of time. */
export interface TableSession {
  /** The names of Team Chat's tables; one that refers to others comes after them. */
  names: readonly string[];
  /** Reads the form of a table from the database's own catalogue. */
  describe(name: string): Promise<Table>;
  /** Rows as lists of values. A `?` of the statement stands for a parameter. */
  rows(statement: string, values?: readonly Cell[]): Promise<Cell[][]>;
  /** Inserts rows in one transaction. */
  insert(table: Table, rows: readonly Cell[][]): Promise<void>;
  /** The last number that the database gave out by itself, for each table that has such numbers. */
  lastNumbers(): Promise<Map<string, number>>;
  setLastNumber(table: string, last: number): Promise<void>;
  /** Prepares for the first queries on everything that was inserted. */
  settle(): Promise<void>;
  close(): Promise<void>;
  /** An error of this database in words for the operator, if it is one. */
  explain(error: unknown): string | undefined;
}

/** The caller holds the exclusive lock of the database. */
export interface Tables {
  list(): Promise<Table[]>;
  count(table: Table): Promise<number>;
  /** Some rows that follow a row in the order of the key, or the first ones. */
  rowsAfter(table: Table, row: readonly Cell[] | undefined): Promise<Cell[][]>;
  /** Deletes what a new database contains. */
  clear(table: Table): Promise<void>;
  insert(table: Table, rows: readonly Cell[][]): Promise<void>;
  lastNumbers(): Promise<Map<string, number>>;
  setLastNumber(table: string, last: number): Promise<void>;
  settle(): Promise<void>;
  meta(key: MetaKey): Promise<string | undefined>;
  /** @param value undefined to delete it */
  setMeta(key: MetaKey, value: string | undefined): Promise<void>;
  /** Makes an unfinished database usable. */
  finish(): Promise<void>;
  close(): Promise<void>;
}
