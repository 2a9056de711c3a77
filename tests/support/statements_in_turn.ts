/** A database whose transactions fail if they do not await each of their statements. */
import type { Database, Queries } from "#storage/database.ts";

/**
 * Every statement of a transaction takes several turns of the event loop. The transaction fails if
 * another one begins, or the work ends, before it is done: in a database across a network it would
 * be too late, or fail unnoticed.
 */
export function inTurn(db: Database): Database {
  return {
    ...db,
    transaction: (work, asPost) =>
      db.transaction(async (tx) => {
        const running = new Set<string>();
        const result = await work(slowed(tx, running));
        requireNone(running);
        return result;
      }, asPost),
  };
}

function slowed(tx: Queries, running: Set<string>): Queries {
  async function take<T>(text: TemplateStringsArray, statement: () => Promise<T>): Promise<T> {
    requireNone(running);
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

function requireNone(running: ReadonlySet<string>): void {
  for (const name of running) throw new Error(`not awaited in its transaction: ${name}`);
}
