/** Transactions that wait for each other, without a clock. */
import { SQL } from "bun";
import { until } from "#tests/support/patience.ts";

/** Work that lasts until it is let go, inside its transaction. */
export function held() {
  const begun = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  return { begun: begun.promise, letGo: goOn.resolve, hold: () => (begun.resolve(), goOn.promise) };
}

/** Resolves when a session waits for a lock. */
export async function someoneWaits(url: URL): Promise<void> {
  const sql = new SQL({ url, max: 1 });
  const query = "select 1 from pg_locks where locktype = 'advisory' and not granted";
  await until(async () => (await sql.unsafe(query)).length > 0, "a session that waits");
  await sql.close();
}
