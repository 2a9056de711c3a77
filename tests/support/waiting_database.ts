/**
 * A database that behaves like one across a network: reads take a while, and a transaction's work
 * may run again. Reveals code that is correct only because SQLite answers at once and runs
 * everything once.
 */
import { sleep, systemClock } from "#kit/clock.ts";
import type { Database, Queries } from "#storage/database.ts";
import { seededRandom } from "#tests/simulation/random.ts";
import { inTurn } from "./statements_in_turn.ts";

/** Thrown to undo the first attempt of a transaction. */
class Undone extends Error {}

/**
 * Each read takes 1 to 5 ms. Each transaction's work runs twice: the first attempt is always rolled
 * back, and other transactions may run in between; the second one counts.
 */
export function waitingDatabase(db: Database, seed = 1): Database {
  const random = seededRandom(seed);
  const pause = () => sleep(systemClock, 1 + Math.floor(random() * 5));
  return {
    ...waitingQueries(db, pause),
    async transaction(work) {
      const attempt = db.transaction(async (tx) => {
        // A failed attempt is undone by its own error.
        await work(waitingQueries(tx, pause)).catch(() => {});
        throw new Undone();
      });
      await attempt.catch((error: unknown) => {
        if (!(error instanceof Undone)) throw error;
      });
      return db.transaction((tx) => work(waitingQueries(tx, pause)));
    },
    snapshot: (work) => db.snapshot((queries) => work(waitingQueries(queries, pause))),
    watchLog: (watcher) => db.watchLog(watcher),
    now: (queries) => db.now(queries),
    isInPlace: () => db.isInPlace(),
    close: () => db.close(),
  };
}

function waitingQueries(queries: Queries, pause: () => Promise<void>): Queries {
  return {
    async all<Row>(...query: Parameters<Queries["all"]>) {
      await pause();
      return queries.all<Row>(...query);
    },
    async get<Row>(...query: Parameters<Queries["get"]>) {
      await pause();
      return queries.get<Row>(...query);
    },
    run: (...query) => queries.run(...query),
  };
}

/** `TEST_DATABASE=waiting`, optionally with a seed: `waiting:7`. */
export function testDatabase(db: Database): Database {
  const [kind, seed] = (process.env["TEST_DATABASE"] ?? "sqlite").split(":");
  if (kind === "sqlite") return inTurn(db);
  if (kind === "waiting") return waitingDatabase(db, Number(seed ?? 1));
  throw new Error(`TEST_DATABASE is sqlite or waiting, not ${kind}`);
}
