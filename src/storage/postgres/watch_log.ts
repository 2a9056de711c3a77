/**
 * Notices commits of other servers. The bus tells about them sooner, but may lose what it carries.
 */
import type { Clock } from "#kit/clock.ts";
import type { LogWatcher } from "../database.ts";
import type { Pool } from "./connections.ts";
import type { Health } from "./health.ts";

const query = "select pg_current_snapshot()::text as state";
/** A look takes the server a tenth of a millisecond. */
const everyMs = 100;

/** Calls back when a transaction of the cluster has begun or ended since the last look. */
export function watchLog(
  { pool, health, clock }: { pool: Pool; health: Health; clock: Clock },
  watcher: LogWatcher,
): () => void {
  let isEnded = false;
  let seen: string | undefined;
  let cancel = () => {};
  const look = async () => {
    try {
      const [row] = await health.guard(() => pool.sql.unsafe(query));
      const { state } = row as { state: string };
      if (state !== seen && !isEnded) watcher.changed();
      seen = state;
    } catch (error) {
      seen = undefined;
      if (!isEnded) watcher.failed(error);
    }
    if (!isEnded) cancel = clock.after(everyMs, () => void look());
  };
  void look();
  return () => {
    isEnded = true;
    cancel();
  };
}
