/** Imports of a list and their undo by servers that are killed at seeded moments, on both databases. */
import { startPostgres } from "#tests/support/postgres_server.ts";
import type { Drill } from "./drill.ts";
import { runOn } from "./on_database.ts";

const files = ["tests/simulation/import_kills.test.ts"];
const kills = 20;

export const imports: Drill = async ({ seed }, progress) => {
  const env = { IMPORT_KILLS: String(kills), IMPORT_SEED: String(seed) };
  const what = `an import of 4,000 people and its undo, each killed ${kills} times`;
  const note = `seed ${seed}, `;
  const server = await startPostgres();
  try {
    const onPostgres = { TEST_DATABASE: "postgres", TEST_DATABASE_URL: server.url.href };
    return [
      await runOn({ what, files, env, note }, progress),
      await runOn(
        { what: `${what}, on PostgreSQL`, files, env: { ...env, ...onPostgres }, note },
        progress,
      ),
    ];
  } finally {
    await server.stop();
  }
};
