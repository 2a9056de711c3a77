/** Snapshots. Each has a connection of the pool while it lasts. */
import type { Clock } from "#kit/clock.ts";
import type { Queries } from "../database.ts";
import { type Nesting, ownQueries } from "../own_queries.ts";
import { asStorageError } from "./errors.ts";
import type { Pool } from "./connections.ts";
import type { Health } from "./health.ts";
import { queriesOn } from "./statements.ts";

/** Rows that a snapshot may still read cannot be cleaned up, so a snapshot that hangs is ended. */
const lastsMsMax = 10_000;

const begin = `
  begin isolation level repeatable read read only;
  set local idle_in_transaction_session_timeout = '${lastsMsMax}ms'`;

export interface SnapshotPorts {
  pool: Pool;
  health: Health;
  nesting: Nesting;
  clock: Clock;
}

export async function runSnapshot<T>(
  { pool, health, nesting, clock }: SnapshotPorts,
  work: (queries: Queries) => Promise<T>,
): Promise<T> {
  nesting.assertNone();
  const session = await health
    .guard(() => pool.sql.reserve())
    .catch((error: unknown) => {
      throw asStorageError(error);
    });
  const own = ownQueries(queriesOn(session), "snapshot");
  const end = async () => {
    if (!own.open) return;
    own.open = false;
    cancel();
    await session.unsafe("rollback").catch(() => {});
    await session.release();
  };
  const cancel = clock.after(lastsMsMax, () => void end());
  try {
    await health.watch(session.unsafe(begin));
    return await health.watch(nesting.run(own, work));
  } catch (error) {
    throw asStorageError(error);
  } finally {
    await health.watch(end());
  }
}
