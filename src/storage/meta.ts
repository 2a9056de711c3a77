/** What the installation stores about itself, by key. */
import type { Queries } from "./database.ts";

export type MetaKey =
  | "epoch"
  | "setup_code"
  /** Signs tokens, if the database is shared by several machines. */
  | "secret_key"
  | "demo"
  /** When a link for a forgotten password was last asked for. */
  | "link_asked"
  /** `off` if teachers do not issue one-time codes. */
  | "teacher_codes"
  /** `teachers` if teachers read in the staff log what concerns their courses. */
  | "log_readers"
  /** How often the key that signs checkpoints of the staff log was changed. */
  | "log_key"
  /** Another one after each change of a word rule. */
  | "word_rules"
  /** The entry of the newest checkpoint that was mailed. */
  | "log_mailed"
  /** For how many days the staff log is kept. */
  | "log_days"
  /**
   * The time since which no account has a password of the demo, as a production start has verified.
   */
  | "production"
  /** The rule by which the keys of all accounts were computed: see person_keys.ts. */
  | "person_keys"
  /** Our account for an account of an adopted database, if it has another id. */
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
