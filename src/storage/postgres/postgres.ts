/**
 * The PostgreSQL adapter's database: a connection that writes, and pools that read.
 */
import { assert } from "#kit/assert.ts";
import { type Clock, systemClock } from "#kit/clock.ts";
import type { Database, Queries } from "../database.ts";
import { Nesting } from "../own_queries.ts";
import { connect, type ServerAddress } from "./connect.ts";
import { isAtWork, Pool } from "./connections.ts";
import { Health } from "./health.ts";
import { runSnapshot } from "./snapshots.ts";
import { isReading, queriesOn, type Session } from "./statements.ts";
import { Vigil } from "./vigil.ts";
import { watchLog } from "./watch_log.ts";
import { Writer } from "./writer.ts";

export interface PostgresOptions extends ServerAddress {
  clock?: Clock;
  /** How many connections read at once. The first query opens all of them. */
  readers?: number;
}

const snapshotsMax = 4;

export function openPostgres(options: PostgresOptions): Database {
  const { clock = systemClock, readers = 8, ...address } = options;
  const poolOf = (max: number) => new Pool(() => connect(address, max));
  const forReading = poolOf(readers);
  const forSnapshots = poolOf(Math.min(snapshotsMax, readers));
  const [forWriting, forProbes] = [poolOf(1), poolOf(1)];
  const pools = [forReading, forSnapshots, forWriting, forProbes];
  const nesting = new Nesting();
  const vigil = new Vigil({
    clock: systemClock,
    isAtWork: () => isAtWork(address),
    replace() {
      for (const pool of pools) pool.replace();
    },
  });
  const probe = async () => forProbes.sql.unsafe("select 1");
  const health = new Health({ probe, vigil, clock: systemClock });
  const writer = new Writer({ pool: forWriting, health, nesting, clock });
  return {
    ...readingQueries(queriesOn(sessionOf(forReading)), health),
    transaction: (work, asPost) => writer.transaction(work, asPost),
    snapshot: (work) =>
      runSnapshot({ pool: forSnapshots, health, nesting, clock: systemClock }, work),
    watchLog: (watcher) => watchLog({ pool: forReading, health, clock }, watcher),
    now: timeOf,
    isInPlace: () => true,
    close() {
      health.close();
      vigil.close();
      for (const pool of pools) pool.close();
    },
  };
}

function sessionOf(pool: Pool): Session {
  return {
    unsafe: (...query) => pool.sql.unsafe(...query),
    array: (...values) => pool.sql.array(...values),
  };
}

/** The time now; a transaction's own time is that of its beginning. */
async function timeOf(queries: Queries): Promise<number> {
  const row = await queries.get<{ now: number }>`
    select cast(floor(extract(epoch from clock_timestamp()) * 1000) as double precision) as now`;
  return row!.now;
}

/** Outside a transaction nothing is written. */
function readingQueries(queries: Queries, health: Health): Queries {
  const assertReads = (text: TemplateStringsArray) =>
    assert(isReading(text), "a statement outside a transaction only reads");
  return {
    async all<Row>(...query: Parameters<Queries["all"]>) {
      assertReads(query[0]);
      return health.guard(() => queries.all<Row>(...query));
    },
    async get<Row>(...query: Parameters<Queries["get"]>) {
      assertReads(query[0]);
      return health.guard(() => queries.get<Row>(...query));
    },
    async run(...query) {
      assertReads(query[0]);
      return health.guard(() => queries.run(...query));
    },
  };
}
