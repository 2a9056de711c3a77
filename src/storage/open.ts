/** The only file that knows which databases exist. */
import type { Config } from "#kit/config.ts";
import type { Adapter } from "./adapter.ts";
import { postgresAdapter } from "./postgres/adapter.ts";
import { sqliteAdapter } from "./sqlite/adapter.ts";

/** Where an installation keeps its data. */
export type Places = Pick<Config, "database" | "instanceDir">;

/** The adapter of the database that DATABASE_URL names. Opens nothing yet. */
export function adapterOf({ database, instanceDir }: Places): Adapter {
  return database.kind === "sqlite"
    ? sqliteAdapter(database.file, instanceDir)
    : postgresAdapter(database);
}
