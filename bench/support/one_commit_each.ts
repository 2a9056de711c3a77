import type { Database } from "#storage/database.ts";

/** The control of the group commit: the same database, with one commit for every transaction. */
export function oneCommitEach(db: Database): Database {
  let last: Promise<unknown> = Promise.resolve();
  return {
    ...db,
    transaction(work) {
      const next = last.then(() => db.transaction(work));
      last = next.catch(() => {});
      return next;
    },
  };
}

/** Counts what is read and written, for benches that promise few queries. */
export function counting(db: Database, count: { queries: number }): Database {
  return {
    ...db,
    all(text, ...values) {
      count.queries += 1;
      return db.all(text, ...values);
    },
    get(text, ...values) {
      count.queries += 1;
      return db.get(text, ...values);
    },
  };
}
