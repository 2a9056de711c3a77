import { AsyncResource } from "node:async_hooks";
import type { Database, Queries } from "#storage/database.ts";

/** Wraps a database's reads, including those of snapshots; transactions are left alone. */
export function aroundReads(db: Database, wrap: (queries: Queries) => Partial<Queries>): Database {
  return {
    ...db,
    ...wrap(db),
    snapshot: (work) => db.snapshot((queries) => work({ ...queries, ...wrap(queries) })),
  };
}

/** Calls `count` at each read. */
export function countingReads(count: () => void): (db: Database) => Database {
  return (db) =>
    aroundReads(db, (queries) => ({
      all: (...query) => (count(), queries.all(...query)),
      get: (...query) => (count(), queries.get(...query)),
    }));
}

/** What another process does during a snapshot, outside of any work in progress. */
export function bySomebodyElse<T>(act: () => Promise<T>): () => Promise<T> {
  const outside = new AsyncResource("somebody else");
  return () => outside.runInAsyncScope(act);
}
