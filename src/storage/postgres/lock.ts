/** Locks of an installation as advisory locks of a session, which ends with its process. */
import type { SQL } from "bun";
import type { Clock } from "#kit/clock.ts";
import { type Hold, type LockMode, LockTakenError } from "../adapter.ts";
import { openerOf, thisMachine } from "./connect.ts";

/**
 * Every process that uses the database shares the first, and every start the second as well, so that
 * others know about it. The third is for the start that prepares the database.
 */
const [everyProcess, start, turn] = [7_236_151_822, 7_236_151_823, 7_236_151_824];

/** How often a session is checked that must not have ended. */
const checkMs = 5_000;

/** Releases of this process that the server has not confirmed yet. */
const releasing = new Set<Promise<void>>();

export interface LockPorts {
  /** A pool for this lock alone, which is closed with it. */
  sql: SQL;
  /** The database's name for the operator. */
  name: string;
  clock: Clock;
}

/** @throws {LockTakenError} at once, when the locks of others rule this mode out */
export async function takeLock({ sql, name, clock }: LockPorts, mode: LockMode): Promise<Hold> {
  await Promise.all(releasing);
  let session: number;
  try {
    session = await sessionOf(sql);
    if (!(await takesAll(sql, mode))) throw await taken(sql, name, mode);
  } catch (error) {
    close(sql);
    throw error;
  }
  const endCheck = takeAgain({ sql, clock, mode }, session);
  return {
    afterDeath: false,
    release() {
      endCheck();
      close(sql);
    },
  };
}

/**
 * Waits for the start that prepares the database, however long that takes.
 * @param sql a pool for this lock alone, which is closed with it
 * @param waits called if there is one
 */
export async function takeTurn(sql: SQL, waits: () => void): Promise<Hold> {
  try {
    await sql.unsafe("set statement_timeout = 0; set lock_timeout = 0");
    if (!(await takes(sql, "", turn))) {
      waits();
      await sql.unsafe(`select pg_advisory_lock(${turn})`);
    }
  } catch (error) {
    close(sql);
    throw error;
  }
  return { afterDeath: false, release: () => close(sql) };
}

function close(sql: SQL): void {
  const ended = sql.close().finally(() => releasing.delete(ended));
  releasing.add(ended);
}

/**
 * Takes the locks again when their session has ended before its process, for example because the
 * server was restarted.
 * @returns a function that stops that
 */
function takeAgain(
  { sql, clock, mode }: Pick<LockPorts, "sql" | "clock"> & { mode: LockMode },
  session: number,
): () => void {
  let isEnded = false;
  let cancel = () => {};
  let holding = session;
  const look = async () => {
    try {
      const current = await sessionOf(sql);
      if (current !== holding && !isEnded && (await takesAll(sql, mode))) holding = current;
    } catch {
      // The server is away. The next check tries again.
    }
    schedule();
  };
  const schedule = () => {
    if (!isEnded) cancel = clock.after(checkMs, () => void look());
  };
  schedule();
  return () => {
    isEnded = true;
    cancel();
  };
}

async function sessionOf(sql: SQL): Promise<number> {
  const [row] = await sql.unsafe("select pg_backend_pid() as session");
  return (row as { session: number }).session;
}

async function takesAll(sql: SQL, mode: LockMode): Promise<boolean> {
  if (mode === "alone") return takes(sql, "", everyProcess);
  const isTaken = await takes(sql, "_shared", everyProcess);
  return isTaken && (mode === "shared" || takes(sql, "_shared", start));
}

async function takes(sql: SQL, kind: "" | "_shared", key: number): Promise<boolean> {
  const [row] = await sql.unsafe(`select pg_try_advisory_lock${kind}(${key}) as taken`);
  return (row as { taken: boolean }).taken;
}

async function taken(sql: SQL, name: string, mode: LockMode): Promise<LockTakenError> {
  const starts = await holdersOf(sql, start);
  const holders = starts.length > 0 ? starts : await holdersOf(sql, everyProcess);
  const here = holders.find(({ machine }) => machine === thisMachine)?.pid;
  const machines = [...new Set(starts.map(({ machine }) => machine))];
  return new LockTakenError(name, {
    here,
    sharedOnly: mode === "alone" && starts.length === 0,
    machines: machines.filter((machine) => machine !== thisMachine),
  });
}

/** The other sessions that have a lock. */
async function holdersOf(sql: SQL, key: number): Promise<ReturnType<typeof openerOf>[]> {
  const rows = await sql.unsafe(`
    select application_name as name
    from pg_locks join pg_stat_activity using (pid)
    where locktype = 'advisory' and granted and classid = ${Math.floor(key / 2 ** 32)}
      and objid = ${key % 2 ** 32} and pid <> pg_backend_pid()
      and pg_locks.database = (select oid from pg_database where datname = current_database())`);
  return Array.from(rows as { name: string }[], ({ name }) => openerOf(name));
}
