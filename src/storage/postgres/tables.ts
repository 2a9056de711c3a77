/** A PostgreSQL database as whole tables, for moving it. */
import type { SQL } from "bun";
import type { Cell, Column, Table, TableSession } from "../tables.ts";
import { explain } from "./explain.ts";
import { tableNames } from "./migrate.ts";

/** @param sql a pool for this alone, which is closed with it */
export function tableSession(sql: SQL, databaseName: string): TableSession {
  return {
    names: tableNames,
    describe: (name) => describe(sql, name),
    async rows(statement, values = []) {
      let count = 0;
      const text = statement.replaceAll("?", () => `$${(count += 1)}`);
      return Array.from<Cell[]>(await sql.unsafe(text, [...values]).values());
    },
    async insert({ name, columns }, rows) {
      const names = columns.map((column) => column.name).join(", ");
      const lists = columns.map(
        ({ isText }, at) => `$${at + 1}::${isText ? "text" : "double precision"}[]`,
      );
      await sql.unsafe(
        `insert into ${name} (${names}) select * from unnest(${lists.join(", ")})`,
        columns.map(({ isText }, at) =>
          sql.array(
            rows.map((row) => row[at] ?? null),
            isText ? "TEXT" : "DOUBLE PRECISION",
          ),
        ),
      );
    },
    lastNumbers: () => lastNumbers(sql),
    async setLastNumber(table, last) {
      await sql.unsafe(
        `select setval(pg_get_serial_sequence(table_name, column_name), $2)
         from information_schema.columns
         where table_schema = current_schema() and table_name = $1 and is_identity = 'YES'`,
        [table, last],
      );
    },
    async settle() {
      await sql.unsafe("analyze");
    },
    close: () => sql.close(),
    explain: (error) => explain(databaseName, error),
  };
}

async function describe(sql: SQL, name: string): Promise<Table> {
  const columns = await sql.unsafe(
    `select column_name as name, data_type = 'text' as "isText" from information_schema.columns
     where table_schema = current_schema() and table_name = $1 order by ordinal_position`,
    [name],
  );
  const key = await sql.unsafe(
    `select column_name as name from information_schema.key_column_usage
     join information_schema.table_constraints using (constraint_schema, constraint_name, table_name)
     where constraint_schema = current_schema() and table_name = $1
       and constraint_type = 'PRIMARY KEY'
     order by ordinal_position`,
    [name],
  );
  return {
    name,
    columns: Array.from<Column>(columns),
    key: Array.from(key as { name: string }[], (row) => row.name),
  };
}

async function lastNumbers(sql: SQL): Promise<Map<string, number>> {
  const rows = await sql.unsafe(
    `select table_name as name, cast(pg_sequence_last_value(
        pg_get_serial_sequence(table_name, column_name)::regclass) as double precision) as last
     from information_schema.columns
     where table_schema = current_schema() and is_identity = 'YES'`,
  );
  const used = Array.from(rows as { name: string; last: number | null }[]);
  return new Map(used.flatMap(({ name, last }) => (last === null ? [] : [[name, last]])));
}
