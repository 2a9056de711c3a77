/** Acts on many groups and their undo by servers that are killed at seeded moments, on both databases. */
import { startPostgres } from "#tests/support/postgres_server.ts";
import type { Drill } from "./drill.ts";
import { runOn } from "./on_database.ts";

const files = ["tests/simulation/group_act_kills.test.ts"];
const kills = 20;

export const acts: Drill = async ({ seed }, progress) => {
  const env = { ACT_KILLS: String(kills), ACT_SEED: String(seed) };
  const what = `every kind of act on up to 1,000 groups and their undo, each killed ${kills} times`;
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
