/**
 * Locks of an installation as advisory locks of a session, which ends with its process. Behind a
 * pooler a session lasts as long as a transaction, so the locks belong to a transaction that stays open.
 */
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

export interface LockSession {
  /** A pool of one connection for this lock alone, which is closed with it. */
  sql: SQL;
  isPooled?: boolean;
}

export interface LockPorts extends LockSession {
  /** The database's name for the operator. */
  name: string;
  clock: Clock;
}

/** @throws {LockTakenError} at once, when the locks of others rule this mode out */
export async function takeLock(ports: LockPorts, mode: LockMode): Promise<Hold> {
  const { sql, name } = ports;
  await Promise.all(releasing);
  let session: number;
  try {
    session = await begin(ports);
    if (!(await takesAll(ports, mode))) throw await taken(sql, name, mode);
  } catch (error) {
    close(sql);
    throw error;
  }
  const endCheck = takeAgain(ports, mode, session);
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
 * @param waits called if there is one
 */
export async function takeTurn(locking: LockSession, waits: () => void): Promise<Hold> {
  const { sql, isPooled } = locking;
  const local = isPooled ? "local" : "";
  try {
    await begin(locking);
    await sql.unsafe(`set ${local} statement_timeout = 0; set ${local} lock_timeout = 0`);
    if (!(await takes(locking, "", turn))) {
      waits();
      await sql.unsafe(`select pg_advisory_${isPooled ? "xact_" : ""}lock(${turn})`);
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
function takeAgain(ports: LockPorts, mode: LockMode, session: number): () => void {
  const { sql, clock } = ports;
  let isEnded = false;
  let cancel = () => {};
  let holding = session;
  const look = async () => {
    try {
      const current = await sessionOf(sql);
      if (current === holding || isEnded) return;
      const begun = await begin(ports);
      if (await takesAll(ports, mode)) holding = begun;
    } catch {
      // The server is away. The next check tries again.
    } finally {
      schedule();
    }
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

/** @returns its session, in which the locks are taken */
async function begin({ sql, isPooled }: LockSession): Promise<number> {
  if (isPooled) await sql.unsafe("begin; set local idle_in_transaction_session_timeout = 0");
  return sessionOf(sql);
}

async function takesAll(locking: LockSession, mode: LockMode): Promise<boolean> {
  if (mode === "alone") return takes(locking, "", everyProcess);
  const isTaken = await takes(locking, "_shared", everyProcess);
  return isTaken && (mode === "shared" || takes(locking, "_shared", start));
}

async function takes(
  { sql, isPooled }: LockSession,
  kind: "" | "_shared",
  key: number,
): Promise<boolean> {
  const name = `pg_try_advisory_${isPooled ? "xact_" : ""}lock${kind}`;
  const [row] = await sql.unsafe(`select ${name}(${key}) as taken`);
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
