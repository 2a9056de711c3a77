import { deleteForgiven } from "#storage/attempts.ts";
import { deleteExpiredSessions } from "#storage/sessions.ts";
import { adapterOf, type Places } from "#storage/open.ts";
import type { Services } from "../context.ts";
import { eraseDeletedGroups } from "../groups/erase_groups.ts";
import { writeLogged } from "../log/write.ts";
import type { Job } from "./jobs.ts";

/**
 * Deletes expired sessions and forgiven attempts, erases what deleted groups have left, and purges
 * erased text from the database's files, once an hour.
 */
export function cleanup(services: Services, places: Places): Job {
  return {
    name: "cleanup",
    everyMs: 3_600_000,
    async run() {
      await writeLogged(services, async ({ tx, now }) => {
        await deleteExpiredSessions(tx, now);
        await deleteForgiven(tx, await services.db.now(tx));
      });
      await eraseDeletedGroups(services);
      if (services.db.isInPlace()) await adapterOf(places).purge();
    },
  };
}
