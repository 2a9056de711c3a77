/** What happens to the cluster while people write: one entry per fault. */
import { SQL } from "bun";
import { assert } from "#kit/assert.ts";
import { sleep, systemClock } from "#kit/clock.ts";
import { asked } from "#tests/postgres/empty_database.ts";
import { programPath } from "#tests/support/programs.ts";
import { until } from "#tests/support/patience.ts";
import type { Crowd } from "../crowd.ts";
import type { Cluster } from "./cluster.ts";
import type { Cut } from "./line_process.ts";

export interface Fault {
  what: string;
  /** @param turn how often it has happened before */
  act(cluster: Cluster, turn: number, crowd: Crowd): Promise<unknown>;
  /** How long it lasts before it is healed. */
  lastsMs?: number;
  heal?(cluster: Cluster, turn: number): Promise<unknown>;
}

/** Another one each time. */
const inTurn = <T>(all: readonly T[], turn: number): T => all[turn % all.length]!;

/** For a socket server or a web application in turn: nothing passes in these directions. */
function partition(what: string, cut: Cut): Fault {
  const severed = ({ members }: Cluster, turn: number) =>
    inTurn(
      members.filter(({ line }) => line),
      turn,
    );
  return {
    what,
    act: (cluster, turn) => severed(cluster, turn).line!.cut(cut),
    lastsMs: 10_000,
    async heal(cluster, turn) {
      const member = severed(cluster, turn);
      assert(!(await member.isReady()), `${member.name} is not ready without the database`);
      await member.line!.cut({ there: false, back: false });
    },
  };
}

/** Sessions of Team Chat, each with a chance of one third. */
const terminateSome = `
  select pg_terminate_backend(pid) from pg_stat_activity
  where datname = current_database() and application_name like 'Team Chat%' and random() < 0.33`;

/** The name of the connection that holds the lock which orders the commits. */
const holderOfLock = `
  select application_name as name from pg_locks join pg_stat_activity using (pid)
  where locktype = 'advisory' and granted and datname = current_database()
    and (classid::bigint << 32 | objid::bigint) = 7236151820`;

/** Stops a server in the middle of a transaction, and lets it go on unless it was stopped there. */
async function stopInsideLock({ members, databaseUrl }: Cluster): Promise<void> {
  const sql = new SQL({ url: databaseUrl, max: 1 });
  const holder = async () => {
    const [row] = (await sql.unsafe(holderOfLock)) as { name: string }[];
    // A connection's name ends with its process.
    return members.find(({ pid }) => row?.name.endsWith(` ${pid}`));
  };
  const isCaught = async () => {
    const member = await holder();
    member?.signal("SIGSTOP");
    // What it has sent may still be on its way to the database.
    await sleep(systemClock, 20);
    if (member && (await holder()) === member) return true;
    member?.signal("SIGCONT");
    return false;
  };
  await until(isCaught, "a server that was stopped inside the lock");
  await sql.close();
}

/** How many events have a time that is more than four minutes from their commit's. */
const mistimed = `
  select cast(count(*) as integer) as count from events
  where abs(extract(epoch from pg_xact_commit_timestamp(xmin) - created_at::timestamptz)) > 240`;

async function countMistimed({ databaseUrl }: Cluster): Promise<number> {
  const [row] = await asked<{ count: number }>(databaseUrl, mistimed);
  return row?.count ?? 0;
}

async function restartWithClock(cluster: Cluster, turn: number, crowd: Crowd): Promise<void> {
  const member = inTurn(cluster.members, turn);
  const before = await countMistimed(cluster);
  await member.end();
  const FAKETIME = turn % 2 === 0 ? "+5m" : "-5m";
  await member.start({ LD_PRELOAD: programPath("libfaketime"), FAKETIME });
  let scattered = 0;
  const isNoticed = async () => {
    // Clients come to it only when they connect again.
    crowd.scatter(scattered++);
    await sleep(systemClock, 2_000);
    return (await countMistimed(cluster)) > before;
  };
  await until(isNoticed, "a message with a wrong time");
}

/** A transaction of another program, which holds back what follows the oldest transaction. */
async function writeElsewhere({ postgres }: Cluster): Promise<void> {
  await asked(postgres.url, "create table if not exists elsewhere (id integer)");
  await asked(postgres.url, "begin; insert into elsewhere values (1); select pg_sleep(3); commit");
}

export const faults: Fault[] = [
  {
    what: "kill -9 of each server, one after another",
    async act({ members }) {
      for (const member of members) {
        await member.end("SIGKILL");
        await member.start();
      }
    },
  },
  {
    what: "`pg_terminate_backend` of a third of all sessions, ten times",
    async act({ databaseUrl }) {
      for (let time = 0; time < 10; time++) {
        await asked(databaseUrl, terminateSome);
        await sleep(systemClock, 300);
      }
    },
  },
  {
    what: "PostgreSQL aborts (as in `restart -m immediate`) and starts again",
    act: ({ postgres }) => postgres.crash(),
    lastsMs: 1_000,
    heal: ({ postgres }) => postgres.start(),
  },
  {
    what: "NATS away for 20 s",
    act: ({ nats }) => nats.stop(),
    lastsMs: 20_000,
    heal: ({ nats }) => nats.start(),
  },
  partition("nothing passes between one server and the database for 10 s", {
    there: true,
    back: true,
  }),
  partition("nothing passes from one server to the database for 10 s", {
    there: true,
    back: false,
  }),
  partition("nothing passes from the database to one server for 10 s", {
    there: false,
    back: true,
  }),
  {
    what: "the clock of one server 5 minutes ahead or behind for 5 s",
    act: restartWithClock,
    lastsMs: 5_000,
    async heal({ members }, turn) {
      const member = inTurn(members, turn);
      await member.end();
      await member.start();
    },
  },
  {
    what: "one server stopped (SIGSTOP) inside the lock for 6 s",
    act: stopInsideLock,
    lastsMs: 6_000,
    async heal({ members }) {
      for (const member of members) member.signal("SIGCONT");
    },
  },
  {
    what: "a transaction of 3 s that writes to another database of the cluster",
    act: writeElsewhere,
  },
];
