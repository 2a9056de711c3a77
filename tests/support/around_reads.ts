import { AsyncResource } from "node:async_hooks";
import type { Database, Queries } from "#storage/database.ts";

/** A database with something between it and those who read, in snapshots too; transactions are left alone. */
export function aroundReads(db: Database, wrap: (queries: Queries) => Partial<Queries>): Database {
  return {
    ...db,
    ...wrap(db),
    snapshot: (work) => db.snapshot((queries) => work({ ...queries, ...wrap(queries) })),
  };
}

/** What somebody else does while a snapshot reads: it belongs to no work that is going on. */
export function bySomebodyElse<T>(act: () => Promise<T>): () => Promise<T> {
  const outside = new AsyncResource("somebody else");
  return () => outside.runInAsyncScope(act);
}
