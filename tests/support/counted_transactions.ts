/** A database that counts what each transaction does, to prove that it does not grow with the data. */
import type { Database, Queries } from "#storage/database.ts";

export interface CountedTransaction {
  statements: number;
  /** Changed by the largest statement. */
  rows: number;
}

export interface TransactionCounter {
  /** Since it was emptied. */
  transactions: CountedTransaction[];
  /** Called before each transaction. */
  before: () => void;
  /** For `testServices`. */
  around(db: Database): Database;
}

export function transactionCounter(): TransactionCounter {
  const counter: TransactionCounter = {
    transactions: [],
    before: () => {},
    around: (db) => ({
      ...db,
      transaction(work) {
        counter.before();
        const counted: CountedTransaction = { statements: 0, rows: 0 };
        counter.transactions.push(counted);
        return db.transaction((tx) => {
          // The work may run again from its start.
          Object.assign(counted, { statements: 0, rows: 0 });
          return work(countingQueries(tx, counted));
        });
      },
    }),
  };
  return counter;
}

function countingQueries(tx: Queries, counted: CountedTransaction): Queries {
  const note = (rows: number) => {
    counted.statements += 1;
    counted.rows = Math.max(counted.rows, rows);
  };
  return {
    async all<Row>(...query: Parameters<Queries["all"]>) {
      const rows = await tx.all<Row>(...query);
      note(0);
      return rows;
    },
    async get<Row>(...query: Parameters<Queries["get"]>) {
      note(0);
      return tx.get<Row>(...query);
    },
    async run(...query) {
      const rows = await tx.run(...query);
      note(rows);
      return rows;
    },
  };
}
