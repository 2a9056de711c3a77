/** Attempts that several machines count together. Times are milliseconds by the database's clock. */
import type { Queries } from "./database.ts";

/** @returns the moment until which the key's attempts count; undefined if there are none */
export async function countedUntil(db: Queries, key: string): Promise<number | undefined> {
  const row = await db.get<{ untilMs: number }>`
    select counted_until_ms as "untilMs" from attempts where key = ${key}`;
  return row?.untilMs;
}

export interface Attempt {
  key: string;
  nowMs: number;
  /** How long it counts. */
  eachMs: number;
  /** No attempt may count longer than until then. */
  latestMs: number;
}

/** @returns 0 if it would count for too long; then it does not count */
export function countAttempt(
  tx: Queries,
  { key, nowMs, eachMs, latestMs }: Attempt,
): Promise<number> {
  return tx.run`
    insert into attempts (key, counted_until_ms) values (${key}, ${nowMs + eachMs})
    on conflict (key) do update set counted_until_ms = excluded.counted_until_ms
      + case when attempts.counted_until_ms > ${nowMs}
          then attempts.counted_until_ms - ${nowMs} else 0 end
    where attempts.counted_until_ms + ${eachMs} <= ${latestMs}`;
}

export function forgiveAttempt(
  tx: Queries,
  { key, eachMs }: Pick<Attempt, "key" | "eachMs">,
): Promise<number> {
  return tx.run`
    update attempts set counted_until_ms = counted_until_ms - ${eachMs} where key = ${key}`;
}

/** @returns how many it deleted, at most the limit */
export function deleteForgiven(
  tx: Queries,
  { nowMs, limit }: { nowMs: number; limit: number },
): Promise<number> {
  return tx.run`
    delete from attempts where key in (
      select key from attempts where counted_until_ms <= ${nowMs} limit ${limit})`;
}
