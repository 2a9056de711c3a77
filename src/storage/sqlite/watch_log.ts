import type { Database as Connection } from "bun:sqlite";
import type { Clock } from "#kit/clock.ts";
import type { LogWatcher } from "../database.ts";

const everyMs = 200;

/**
 * Watches the file's version, which changes whenever another connection has written; reading it
 * does not read the file (https://sqlite.org/pragma.html#pragma_data_version).
 */
export function watchLog(
  { connection, clock }: { connection: Pick<Connection, "query">; clock: Clock },
  watcher: LogWatcher,
): () => void {
  let seen: number | undefined;
  let isEnded = false;
  let cancel = () => {};
  const look = () => {
    try {
      const row = connection.query<{ data_version: number }, []>("pragma data_version").get();
      const isNew = row?.data_version !== seen;
      seen = row?.data_version;
      if (isNew) watcher.changed();
    } catch (error) {
      seen = undefined;
      watcher.failed(error);
    }
    if (!isEnded) schedule();
  };
  const schedule = () => (cancel = clock.after(everyMs, look));
  schedule();
  return () => {
    isEnded = true;
    cancel();
  };
}
