/** What the installation notes about itself, by key. */
import type { Queries } from "./database.ts";

export type MetaKey =
  | "epoch"
  | "setup_code"
  | "demo"
  /** Since when no account has a password of the demo: a production start has looked. */
  | "production"
  /** By which rule the keys of all accounts were made: see person_keys.ts. */
  | "person_keys"
  /** Which account of ours a person of an adopted database became, when it has another id. */
  | `adopted:${string}`;

export async function readMeta(db: Queries, key: MetaKey): Promise<string | undefined> {
  const row = await db.get<{ value: string }>`select value from meta where key = ${key}`;
  return row?.value;
}

export function writeMeta(tx: Queries, key: MetaKey, value: string): Promise<number> {
  return tx.run`
    insert into meta (key, value) values (${key}, ${value})
    on conflict (key) do update set value = excluded.value`;
}

export function deleteMeta(tx: Queries, key: MetaKey): Promise<number> {
  return tx.run`delete from meta where key = ${key}`;
}
