/** PostgreSQL as the database of one or several servers. The operator creates it empty. */
import type { SQL } from "bun";
import { systemClock } from "#kit/clock.ts";
import { type PostgresAddress, postgresName } from "#kit/config.ts";
import { type Adapter, BackupError, DatabaseError } from "../adapter.ts";
import { tablesOn } from "../table_queries.ts";
import { connect } from "./connect.ts";
import { explain } from "./explain.ts";
import { assertMayBeDropped, assertUsable } from "./inspect.ts";
import { takeLock, takeTurn } from "./lock.ts";
import { migrate, tableNames } from "./migrate.ts";
import { openPostgres } from "./postgres.ts";
import { tableSession } from "./tables.ts";

export function postgresAdapter(address: Omit<PostgresAddress, "kind">): Adapter {
  const { url, directUrl, isPooled } = address;
  const name = postgresName(url);
  /** Uses a connection for a moment; errors come out as one line for the operator. */
  const briefly = async <T>(use: (sql: SQL) => Promise<T>): Promise<T> => {
    const sql = connect(address, 1);
    try {
      return await use(sql);
    } catch (error) {
      const text = explain(name, error);
      throw text === undefined || error instanceof DatabaseError
        ? error
        : new DatabaseError(text, { cause: error });
    } finally {
      await sql.close();
    }
  };
  const locking = () =>
    directUrl ? { sql: connect({ url: directUrl }, 1) } : { sql: connect(address, 1), isPooled };
  return {
    severalStarts: true,
    async inspect({ mustExist = false } = {}) {
      const exists = await briefly((sql) => assertUsable(sql, name));
      if (!exists && mustExist) throw new DatabaseError(`${name} has no tables of Team Chat.`);
      return exists;
    },
    migrate: (options) => briefly((sql) => migrate(sql, name, options)),
    open: async ({ clock }) => openPostgres({ url, isPooled, clock }),
    openTables: () => tablesOn(tableSession(connect(address, 1), name)),
    lock: (mode) => takeLock({ ...locking(), name, clock: systemClock }, mode),
    takeTurn: (waits) => takeTurn(locking(), waits),
    // The server checks its own files.
    check: async () => ({ problems: [], readable: true }),
    async assertSound() {},
    async backup() {
      throw new BackupError(
        `${name} is backed up by PostgreSQL's own tools, while Team Chat runs: pg_dump --format=custom --file=<file> <database>`,
      );
    },
    purge: () =>
      briefly(async (sql) => {
        await sql.unsafe("vacuum");
        return !(await isSnapshotHeld(sql));
      }),
    assertMayBeDropped: () => briefly((sql) => assertMayBeDropped(sql, name)),
    drop: () =>
      briefly(async (sql) => {
        await sql.unsafe(`drop table if exists ${[...tableNames, "migrations"].join(", ")}`);
      }),
    explain: (error) => explain(name, error),
  };
}

/** Rows that an older snapshot may still read outlive a vacuum. */
async function isSnapshotHeld(sql: SQL): Promise<boolean> {
  const [row] = await sql.unsafe(`
    select exists (select from pg_stat_activity where datname = current_database()
      and backend_xmin is not null and pid <> pg_backend_pid()) as held`);
  return (row as { held: boolean }).held;
}
