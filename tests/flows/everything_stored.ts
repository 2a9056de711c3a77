/** What a world's database contains, for tests that nothing changes. */
import { Database as Connection } from "bun:sqlite";
import { expect } from "bun:test";
import { isPostgres } from "#tests/support/postgres_database.ts";
import { databaseFile, type TestServices } from "#tests/support/services.ts";
import type { RouteWorld } from "./route_world.ts";

type Stored = Record<string, unknown[]>;

interface Seen {
  connection: Connection;
  version: number;
  stored: Stored;
}

const seen = new WeakMap<TestServices, Seen>();

/** Every row of every table; read again only if anything was committed since the last time. */
export async function everything({ web: { services } }: Pick<RouteWorld, "web">): Promise<Stored> {
  if (isPostgres) return read(services);
  const last = seen.get(services);
  const connection = last?.connection ?? new Connection(databaseFile(services), { readonly: true });
  const version = versionOf(connection);
  if (last?.version === version) return last.stored;
  const stored = await read(services);
  seen.set(services, { connection, version, stored });
  return stored;
}

/** It differs after a commit of any other connection (sqlite.org/pragma.html#pragma_data_version). */
function versionOf(connection: Connection): number {
  const { data_version: version } = connection.query("pragma data_version").get() as {
    data_version: number;
  };
  return version;
}

async function read({ db }: TestServices): Promise<Stored> {
  const tables = await (isPostgres
    ? db.all<{ name: string }>`
        select table_name as name from information_schema.tables where table_schema = 'public'`
    : db.all<{ name: string }>`
        select name from sqlite_schema where type = 'table' and name not like 'sqlite%'`);
  const stored: Stored = {};
  for (const { name } of tables) {
    const text = Object.assign([`select * from "${name}"`], { raw: [] });
    stored[name] = await db.all(text);
  }
  expect(stored["users"]).not.toBeEmpty();
  return stored;
}
