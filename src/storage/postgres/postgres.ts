/**
 * The PostgreSQL adapter's database: a connection that writes, and pools that read.
 */
import { assert } from "#kit/assert.ts";
import { type Clock, systemClock } from "#kit/clock.ts";
import type { Database, Queries } from "../database.ts";
import { Nesting } from "../own_queries.ts";
import { connect, type ServerAddress } from "./connect.ts";
import { Health } from "./health.ts";
import { runSnapshot } from "./snapshots.ts";
import { isReading, queriesOn } from "./statements.ts";
import { watchLog } from "./watch_log.ts";
import { Writer } from "./writer.ts";

export interface PostgresOptions extends ServerAddress {
  clock?: Clock;
}

const readersMax = 8;
const snapshotsMax = 4;

export function openPostgres({ clock = systemClock, ...address }: PostgresOptions): Database {
  const pool = connect(address, readersMax);
  const forSnapshots = connect(address, snapshotsMax);
  const forWriting = connect(address, 1);
  const nesting = new Nesting();
  const probing = connect(address, 1);
  const health = new Health({ probe: async () => probing.unsafe("select 1"), clock: systemClock });
  const writer = new Writer({ sql: forWriting, health, nesting, clock });
  return {
    ...readingQueries(queriesOn(pool), health),
    transaction: (work, asPost) => writer.transaction(work, asPost),
    snapshot: (work) =>
      runSnapshot({ sql: forSnapshots, health, nesting, clock: systemClock }, work),
    watchLog: (watcher) => watchLog({ pool, health, clock }, watcher),
    now: timeOf,
    isInPlace: () => true,
    close() {
      health.close();
      for (const sql of [pool, forSnapshots, forWriting, probing]) void sql.close();
    },
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
