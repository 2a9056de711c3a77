import type { Queries } from "../database.ts";
import { readMeta, writeMeta } from "../meta.ts";
import { personKeyRule, refreshKeys } from "../person_keys.ts";

/**
 * Fills the keys of all accounts, unless this rule has already done so. Runs within the caller's
 * transaction.
 */
export async function fillKeys(tx: Queries): Promise<void> {
  if ((await readMeta(tx, "person_keys")) === personKeyRule) return;
  const people = await tx.all<{ id: string }>`select id from users order by created_at, id`;
  await tx.run`update users set email_key = null`;
  for (const { id } of people) await refreshKeys(tx, id);
  await writeMeta(tx, "person_keys", personKeyRule);
}
