/** A SQLite file as whole tables, for moving it. */
import type { Database as Connection } from "bun:sqlite";
import type { Cell, Column, Table, TableSession } from "../tables.ts";
import { connect } from "./connection.ts";
import { asStorageError } from "./errors.ts";
import { explainFileError } from "./file_error.ts";
import { tableNames } from "./migrate.ts";

export function tableSession(file: string): TableSession {
  const connection = connect({ file });
  connection.run("pragma busy_timeout = 5000");
  return {
    names: tableNames,
    async describe(name) {
      return describe(connection, name);
    },
    async rows(statement, values = []) {
      return connection.query<never, Cell[]>(statement).values(...values) as Cell[][];
    },
    async insert({ name, columns }, rows) {
      const names = columns.map((column) => column.name);
      const insert = connection.query<never, Cell[]>(
        `insert into ${name} (${names.join(", ")}) values (${names.map(() => "?").join(", ")})`,
      );
      connection.transaction(() => {
        for (const row of rows) insert.run(...row);
      })();
    },
    async lastNumbers() {
      const text = "select name, seq from sqlite_sequence";
      const rows = connection.query<{ name: string; seq: number }, []>(text).all();
      return new Map(rows.map(({ name, seq }) => [name, seq]));
    },
    async setLastNumber(table, last) {
      connection.transaction(() => {
        connection.query("delete from sqlite_sequence where name = ?").run(table);
        connection.query("insert into sqlite_sequence (name, seq) values (?, ?)").run(table, last);
      })();
    },
    async settle() {},
    async close() {
      connection.close();
    },
    explain: (error) => explainFileError(file, asStorageError(error)),
  };
}

interface ColumnRow {
  name: string;
  type: string;
  /** Its place in the primary key, from 1. */
  pk: number;
}

function describe(connection: Connection, name: string): Table {
  const rows = connection
    .query<ColumnRow, [string]>("select name, type, pk from pragma_table_info(?)")
    .all(name);
  const key = rows.filter(({ pk }) => pk > 0).toSorted((one, other) => one.pk - other.pk);
  return {
    name,
    columns: rows.map((row): Column => ({ name: row.name, isText: row.type === "TEXT" })),
    key: key.map((row) => row.name),
  };
}
