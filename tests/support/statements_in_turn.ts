/** A database that notes statements of a transaction that nobody waited for. */
import type { Database, Queries } from "#storage/database.ts";

/**
 * Every statement of a transaction takes some turns of the event loop. `unawaited` is added to when
 * another one begins, or the transaction's work ends, before it is done: on a database across a network
 * it would come too late, or fail with nobody to hear of it.
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
