import { deleteExpiredSessions } from "#storage/sessions.ts";
import { adapterOf, type Places } from "#storage/open.ts";
import type { Services } from "../context.ts";
import { writeLogged } from "../log/write.ts";

const everyMs = 3_600_000;

/**
 * Deletes expired sessions and purges erased text from the files, once an hour. Returns a function
 * that stops it.
 */
export function startCleanup(services: Services, places: Places): () => void {
  let cancel = () => {};
  const tidy = async () => {
    try {
      await writeLogged(services, ({ tx, now }) => deleteExpiredSessions(tx, now));
      if (services.db.isInPlace()) await adapterOf(places).purge();
    } catch (error) {
      services.logger.warn("cleanup.failed", { error: String(error) });
    }
  };
  const schedule = () => {
    cancel = services.clock.after(everyMs, () => {
      void tidy();
      schedule();
    });
  };
  void tidy();
  schedule();
  return () => cancel();
}
