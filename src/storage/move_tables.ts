/**
 * Copies all tables of one database to another, and compares them. Memory stays flat: rows are read
 * in the order of their keys, some at a time.
 */
import { DatabaseError } from "./adapter.ts";
import type { Cell, Table, Tables } from "./tables.ts";

export interface MovedTable {
  name: string;
  rows: number;
}

export interface MoveProgress {
  copied(done: number, total: number): void;
  compared(done: number, total: number): void;
}

interface Sum {
  rows: number;
  /** Of all rows in the order of their keys. */
  hash: string;
}

/**
 * Copies everything, with the numbers of the log and where they go on. The target keeps nothing
 * that it had before.
 * @throws {DatabaseError} when a table of the target is not the same as the source's afterwards
 */
export async function moveTables(
  from: Tables,
  to: Tables,
  progress: MoveProgress,
): Promise<MovedTable[]> {
  const tables = await from.list();
  let total = 0;
  for (const table of tables) total += await from.count(table);
  for (const table of tables.toReversed()) await to.clear(table);
  const read = new Map<Table, Sum>();
  let done = 0;
  for (const table of tables) {
    const sum = await eachPage(from, table, async (rows) => {
      await to.insert(table, rows);
      progress.copied((done += rows.length), total);
    });
    read.set(table, sum);
  }
  for (const [table, last] of await from.lastNumbers()) await to.setLastNumber(table, last);
  await to.settle();
  done = 0;
  for (const table of tables) {
    const sum = await eachPage(to, table, async (rows) => {
      progress.compared((done += rows.length), total);
    });
    assertSame(table, read.get(table)!, sum);
  }
  return tables.map((table) => ({ name: table.name, rows: read.get(table)!.rows }));
}

async function eachPage(
  tables: Tables,
  table: Table,
  use: (rows: Cell[][]) => Promise<void>,
): Promise<Sum> {
  const hasher = new Bun.CryptoHasher("sha256");
  let count = 0;
  let last: Cell[] | undefined;
  for (;;) {
    const rows = await tables.rowsAfter(table, last);
    if (rows.length === 0) return { rows: count, hash: hasher.digest("hex") };
    for (const row of rows) hasher.update(`${JSON.stringify(row)}\n`);
    count += rows.length;
    last = rows.at(-1);
    await use(rows);
  }
}

function assertSame({ name }: Table, source: Sum, target: Sum): void {
  if (source.rows !== target.rows) {
    throw new DatabaseError(
      `The table ${name} has ${source.rows} rows, and its copy ${target.rows}: the copy was not finished and cannot be used.`,
    );
  }
  if (source.hash !== target.hash) {
    throw new DatabaseError(
      `The table ${name} and its copy differ: the copy was not finished and cannot be used.`,
    );
  }
}
