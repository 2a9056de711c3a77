import type { Database } from "#storage/database.ts";
import { aroundReads } from "#tests/support/around_reads.ts";

/** The control of the group commit: the same database, with one commit per transaction. */
export function oneCommitEach(db: Database): Database {
  let last: Promise<unknown> = Promise.resolve();
  return {
    ...db,
    transaction(work, asPost) {
      const next = last.then(() => db.transaction(work, asPost));
      last = next.catch(() => {});
      return next;
    },
  };
}

/** Counts reads and writes, for benches that promise few queries. */
export function counting(db: Database, count: { queries: number }): Database {
  return aroundReads(db, (queries) => ({
    all(text, ...values) {
      count.queries += 1;
      return queries.all(text, ...values);
    },
    get(text, ...values) {
      count.queries += 1;
      return queries.get(text, ...values);
    },
  }));
}
