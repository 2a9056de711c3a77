/** The statements that read and fill whole tables, the same for every database. */
import { DatabaseError } from "./adapter.ts";
import { unfinishedMove } from "./migration_steps.ts";
import type { Cell, Table, Tables, TableSession } from "./tables.ts";

/** A message may have 24 kB, so this is memory, not time. */
const rowsAtOnce = 1_000;

/** Errors come out as one line for the operator that names the database. */
export function tablesOn(session: TableSession): Tables {
  const attempt = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      const text = session.explain(error);
      throw text === undefined || error instanceof DatabaseError
        ? error
        : new DatabaseError(text, { cause: error });
    }
  };
  const ask = (statement: string, values?: readonly Cell[]) =>
    attempt(session.rows(statement, values));
  return {
    list: () => attempt(Promise.all(session.names.map((name) => session.describe(name)))),
    async count({ name }) {
      const [row] = await ask(`select cast(count(*) as double precision) from ${name}`);
      return Number(row?.[0]);
    },
    rowsAfter: (table, row) => ask(...pageOf(table, row)),
    async clear({ name }) {
      await ask(`delete from ${name}`);
    },
    insert: (table, rows) => attempt(session.insert(table, rows)),
    lastNumbers: () => attempt(session.lastNumbers()),
    setLastNumber: (table, last) => attempt(session.setLastNumber(table, last)),
    settle: () => attempt(session.settle()),
    async meta(key) {
      const [row] = await ask("select value from meta where key = ?", [key]);
      return row?.[0] as string | undefined;
    },
    async setMeta(key, value) {
      await ask("delete from meta where key = ?", [key]);
      if (value !== undefined)
        await ask("insert into meta (key, value) values (?, ?)", [key, value]);
    },
    async finish() {
      await ask("delete from migrations where name = ?", [unfinishedMove]);
    },
    close: () => session.close(),
  };
}

function pageOf(table: Table, row: readonly Cell[] | undefined): [string, Cell[]] {
  const { name, columns, key } = table;
  // Numbers of 64 bits are read as the program reads them.
  const read = columns.map((one) =>
    one.isText ? one.name : `cast(${one.name} as double precision)`,
  );
  // Qualified, or the order would be that of the numbers as they are read, which has no index.
  const order = key.map((one) => `${name}.${one}`).join(", ");
  const after = row ? `where (${order}) > (${key.map(() => "?").join(", ")})` : "";
  const statement = `select ${read.join(", ")} from ${name} ${after} order by ${order} limit ${rowsAtOnce}`;
  return [statement, row ? keyOf(table, row) : []];
}

function keyOf({ columns, key }: Table, row: readonly Cell[]): Cell[] {
  return key.map((name) => row[columns.findIndex((column) => column.name === name)] ?? null);
}
