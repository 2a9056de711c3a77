import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SQL } from "bun";
import { readConfig } from "#kit/config.ts";
import { openServices } from "#core/instance/open_services.ts";
import { startPostgres } from "#tests/support/postgres_server.ts";
import { type Population, type PopulationOptions, peoplePopulation } from "./population.ts";

/** A PostgreSQL database with people in it, which several servers may open. */
export interface PostgresPlace extends Population {
  url: string;
  /** With it, `team_chat.ts` uses the database and its people. */
  env: Record<string, string>;
  dispose(): Promise<void>;
}

/** On the server that the tests use, too: its own, or that of `TEST_DATABASE_URL`. */
export async function populatedPostgres(
  options: Omit<PopulationOptions, "folder">,
): Promise<PostgresPlace> {
  const named = process.env["TEST_DATABASE_URL"];
  const server = named ? undefined : await startPostgres({ onDisk: true });
  const serverUrl = server?.url ?? new URL(named!);
  const folder = mkdtempSync(join(tmpdir(), "team-chat-bench-"));
  const name = `bench_${crypto.randomUUID().replaceAll("-", "")}`;
  const url = new URL(`/${name}`, serverUrl).href;
  const asked = async (statement: string) => {
    const sql = new SQL({ url: serverUrl, max: 1 });
    await sql.unsafe(statement);
    await sql.close();
  };
  await asked(`create database ${name}`);
  const config = readConfig({ INSTANCE_DIR: folder, DATABASE_URL: url, LOG_LEVEL: "error" });
  const services = await openServices(config, { process: "bench" });
  const population = await peoplePopulation(services, { ...options, folder });
  services.db.close();
  return {
    ...population,
    url,
    env: { BENCH_DIR: folder, BENCH_DATABASE_URL: url },
    async dispose() {
      await asked(`drop database ${name} with (force)`);
      await server?.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
