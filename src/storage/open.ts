/** The only file that knows which databases exist. */
import type { Config, DatabaseAddress } from "#kit/config.ts";
import type { Adapter } from "./adapter.ts";
import { sqliteAdapter } from "./sqlite/adapter.ts";

/** Where an installation keeps its data. */
export type Places = Pick<Config, "database" | "instanceDir">;

const adapters: Record<DatabaseAddress["kind"], (places: Places) => Adapter> = {
  sqlite: ({ database, instanceDir }) => sqliteAdapter(database.file, instanceDir),
};

/** The adapter of the database that DATABASE_URL names. Opens nothing yet. */
export function adapterOf(places: Places): Adapter {
  return adapters[places.database.kind](places);
}
