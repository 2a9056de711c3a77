/** Locks of an installation as advisory locks of a session, which ends with its process. */
import type { SQL } from "bun";
import { type Hold, type LockMode, LockTakenError } from "../adapter.ts";
import { processOf } from "./connect.ts";

/** Every process that uses the database shares the first; the second is for the only start. */
const [everyProcess, start] = [7_236_151_822, 7_236_151_823];

/** Releases of this process that the server has not confirmed yet. */
const releasing = new Set<Promise<void>>();

/**
 * @param sql a pool for this lock alone, which is closed with it
 * @throws {LockTakenError} at once, when the locks of others rule this mode out
 */
export async function takeLock(sql: SQL, name: string, mode: LockMode): Promise<Hold> {
  await Promise.all(releasing);
  const release = () => {
    const ended = sql.close().finally(() => releasing.delete(ended));
    releasing.add(ended);
  };
  try {
    const missed = await firstMissed(sql, mode);
    if (missed === undefined) return { afterDeath: false, release };
    const isStarted = missed === start || (await holderOf(sql, start)) !== undefined;
    const holder = await holderOf(sql, missed);
    throw new LockTakenError(
      name,
      holder === undefined ? undefined : processOf(holder),
      !isStarted,
    );
  } catch (error) {
    release();
    throw error;
  }
}

/** @returns the first of the mode's locks that others have; undefined if they are ours now */
async function firstMissed(sql: SQL, mode: LockMode): Promise<number | undefined> {
  if (mode === "alone") return (await takes(sql, "", everyProcess)) ? undefined : everyProcess;
  if (!(await takes(sql, "_shared", everyProcess))) return everyProcess;
  return mode === "shared" || (await takes(sql, "", start)) ? undefined : start;
}

async function takes(sql: SQL, kind: "" | "_shared", key: number): Promise<boolean> {
  const [row] = await sql.unsafe(`select pg_try_advisory_lock${kind}(${key}) as taken`);
  return (row as { taken: boolean }).taken;
}

/** The name of a session that has a lock. */
async function holderOf(sql: SQL, key: number): Promise<string | undefined> {
  const [row] = await sql.unsafe(`
    select application_name as name
    from pg_locks join pg_stat_activity using (pid)
    where locktype = 'advisory' and granted and classid = ${Math.floor(key / 2 ** 32)}
      and objid = ${key % 2 ** 32} and pid <> pg_backend_pid()
      and pg_locks.database = (select oid from pg_database where datname = current_database())
    limit 1`);
  return (row as { name: string } | undefined)?.name;
}
