/** Recurring work that any server may do. Times are milliseconds by the database's clock. */
import type { Queries } from "./database.ts";

export interface StoredJob {
  name: string;
  dueMs: number;
  /** The server that has taken it, until its lease ends. */
  owner: string | null;
  leasedUntilMs: number | null;
  /** Attempts since the last success. */
  tries: number;
}

export function readJob(db: Queries, name: string): Promise<StoredJob | undefined> {
  return db.get<StoredJob>`
    select name, due_ms as "dueMs", owner, leased_until_ms as "leasedUntilMs", tries
    from jobs where name = ${name}`;
}

/** A job that nobody has ever taken is added. */
export function takeJob(
  tx: Queries,
  lease: { name: string; owner: string; nowMs: number; untilMs: number },
): Promise<number> {
  const { name, owner, nowMs, untilMs } = lease;
  return tx.run`
    insert into jobs (name, due_ms, owner, leased_until_ms, tries)
    values (${name}, ${nowMs}, ${owner}, ${untilMs}, 1)
    on conflict (name) do update set owner = excluded.owner,
      leased_until_ms = excluded.leased_until_ms, tries = jobs.tries + 1`;
}

/** A job that is due later than this becomes due then; one that nobody has ever taken is added. */
export function makeDue(
  tx: Queries,
  { name, dueMs }: Pick<StoredJob, "name" | "dueMs">,
): Promise<number> {
  return tx.run`
    insert into jobs (name, due_ms) values (${name}, ${dueMs})
    on conflict (name) do update set due_ms = excluded.due_ms
    where jobs.due_ms > excluded.due_ms`;
}

/** @returns 0 if another server has taken it */
export function renewLease(
  tx: Queries,
  { name, owner, untilMs }: { name: string; owner: string; untilMs: number },
): Promise<number> {
  return tx.run`
    update jobs set leased_until_ms = ${untilMs} where name = ${name} and owner = ${owner}`;
}

/** @returns 0 if another server has taken it */
export function endLease(
  tx: Queries,
  end: { name: string; owner: string; dueMs: number; tries: number },
): Promise<number> {
  return tx.run`
    update jobs set owner = null, leased_until_ms = null, due_ms = ${end.dueMs},
      tries = ${end.tries}
    where name = ${end.name} and owner = ${end.owner}`;
}
