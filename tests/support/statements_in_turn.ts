/** A database that records statements that a transaction did not await. */
import type { Database, Queries } from "#storage/database.ts";

/**
 * Every statement of a transaction takes several turns of the event loop. `unawaited` gets an entry
 * if another one begins, or the transaction's work ends, before it is done: in a database across a
 * network it would be too late, or fail unnoticed.
 */
export function inTurn(db: Database, unawaited: string[]): Database {
  return {
    ...db,
    transaction: (work) =>
      db.transaction(async (tx) => {
        const running = new Set<string>();
        const result = await work(slowed(tx, { running, unawaited }));
        unawaited.push(...running);
        return result;
      }),
  };
}

interface Notes {
  running: Set<string>;
  unawaited: string[];
}

function slowed(tx: Queries, { running, unawaited }: Notes): Queries {
  async function take<T>(text: TemplateStringsArray, statement: () => Promise<T>): Promise<T> {
    unawaited.push(...running);
    const name = text.join("?").replaceAll(/\s+/g, " ").trim();
    running.add(name);
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
    try {
      return await statement();
    } finally {
      running.delete(name);
    }
  }
  return {
    all: (text, ...values) => take(text, () => tx.all(text, ...values)),
    get: (text, ...values) => take(text, () => tx.get(text, ...values)),
    run: (text, ...values) => take(text, () => tx.run(text, ...values)),
  };
}
