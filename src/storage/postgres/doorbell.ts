/**
 * Notifies all servers that the log may have grown. A notification is a transaction of its own: inside
 * the writing one it would hold a lock of the whole cluster until the commit is on the disk.
 */
import type { SQL } from "bun";
import type { Clock } from "#kit/clock.ts";
import type { LogWatcher } from "../database.ts";

const channel = "team_chat_log";
const everyMs = 200;

export class Doorbell {
  #isRinging = false;
  #again = false;

  constructor(private readonly sql: SQL) {}

  /** Rings that come while one is on its way become one. */
  ring(): void {
    if (this.#isRinging) {
      this.#again = true;
      return;
    }
    this.#isRinging = true;
    // If it is lost, servers find the commit by looking every 200 ms.
    void this.sql
      .notify(channel, "")
      .catch(() => {})
      .then(() => {
        this.#isRinging = false;
        if (!this.#again) return;
        this.#again = false;
        this.ring();
      });
  }
}

/**
 * Calls back at each ring, and looks itself every 200 ms, because no notification arrives while
 * the listening connection is broken, or behind a pooler.
 */
export function watchLog(
  { pool, listener, clock }: { pool: SQL; listener: SQL; clock: Clock },
  watcher: LogWatcher,
): () => void {
  let isEnded = false;
  let seen: string | undefined;
  let cancel = () => {};
  const changed = () => {
    if (!isEnded) watcher.changed();
  };
  const listening = listener.listen(channel, changed, changed).catch(() => undefined);
  const look = async () => {
    try {
      // Changes whenever a transaction of the cluster has begun or ended.
      const [row] = await pool.unsafe("select pg_current_snapshot()::text as state");
      const state = (row as { state: string }).state;
      if (state !== seen) changed();
      seen = state;
    } catch (error) {
      seen = undefined;
      if (!isEnded) watcher.failed(error);
    }
    if (!isEnded) schedule();
  };
  const schedule = () => (cancel = clock.after(everyMs, () => void look()));
  void look();
  return () => {
    isEnded = true;
    cancel();
    void listening.then((subscription) => subscription?.unlisten()).catch(() => {});
  };
}
