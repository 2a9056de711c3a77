/**
 * A database of its own for each test, on the PostgreSQL server that `TEST_DATABASE_URL` names.
 * Tests get their services at once, so the database is created while the first query waits.
 */
import { SQL } from "bun";
import { basename, join } from "node:path";
import { assert } from "#kit/assert.ts";
import type { Clock } from "#kit/clock.ts";
import type { PostgresAddress } from "#kit/config.ts";
import { secretToken } from "#kit/ids.ts";
import type { Database } from "#storage/database.ts";
import { migrate } from "#storage/postgres/migrate.ts";
import { openPostgres, type PostgresOptions } from "#storage/postgres/postgres.ts";
import { copyStrategy } from "./fast_folder.ts";
import { inTurn } from "./statements_in_turn.ts";

export const isPostgres = process.env["TEST_DATABASE"] === "postgres";

/** @throws when there is none: `./run.sh test` starts one */
export function postgresServer(): URL {
  const url = process.env["TEST_DATABASE_URL"];
  assert(url, "TEST_DATABASE_URL names no PostgreSQL server; ./run.sh test starts one");
  return new URL(url);
}

/** @param folder names it, and is the same for services that share it */
export function postgresAddress(folder: string): PostgresAddress {
  return { kind: "postgres", url: new URL(`/${databaseName(folder)}`, postgresServer()) };
}

/** Creates the database if there is none. */
export function postgresTestDatabase({ url }: PostgresAddress, clock: Clock): Database {
  return inTurn(lazily(openMigrated({ url, clock, readers: 2 })));
}

function databaseName(folder: string): string {
  return basename(folder)
    .toLowerCase()
    .replaceAll(/[^a-z\d]/g, "_");
}

/** The setting for programs that use the folder's database, which is there from then on. */
export async function databaseSetting(folder: string): Promise<Record<string, string>> {
  if (!isPostgres) return {};
  const { url } = postgresAddress(folder);
  await create(url);
  return { DATABASE_URL: url.href };
}

/** Creates databases; a connection takes as long as several statements. */
let creator: SQL | undefined;

/** Services and programs that share a folder share its database. @returns whether it is new */
async function create(url: URL, template = "template1"): Promise<boolean> {
  creator ??= new SQL({ url: postgresServer(), max: 1 });
  const how = `template ${template} strategy ${copyStrategy()}`;
  return creator.unsafe(`create database ${url.pathname.slice(1)} ${how}`).then(
    () => true,
    (error: unknown) => {
      if (!String(error).includes("already exists")) throw error;
      return false;
    },
  );
}

/** A copy of a database that was migrated once takes a fraction of the time, and so do few connections. */
async function openMigrated(options: PostgresOptions): Promise<Database> {
  const { url } = options;
  const isNew = await create(url, await migratedTemplate());
  const newEpoch = secretToken();
  if (!isNew) {
    const sql = new SQL({ url, max: 1 });
    await migrate(sql, url.pathname, { newEpoch });
    await sql.close();
  }
  const db = openPostgres(options);
  if (isNew) {
    await db.transaction((tx) => tx.run`update meta set value = ${newEpoch} where key = 'epoch'`);
  }
  return db;
}

let template: Promise<string> | undefined;

/** All processes of the tests share it. */
const migratedTemplate = () => (template ??= provideTemplate());

async function provideTemplate(): Promise<string> {
  const name = `migrated_${await schemaDigest()}`;
  const admin = new SQL({ url: postgresServer(), max: 1 });
  await admin`select pg_advisory_lock(hashtext(${name}))`;
  const [present] = await admin`select 1 from pg_database where datname = ${name}`;
  if (!present) {
    const unfinished = `${name}_unfinished`;
    await admin.unsafe(`drop database if exists ${unfinished}`);
    await admin.unsafe(`create database ${unfinished}`);
    const sql = new SQL({ url: new URL(`/${unfinished}`, postgresServer()), max: 1 });
    await migrate(sql, unfinished, { newEpoch: "replaced in each copy" });
    await sql.close();
    await admin.unsafe(`alter database ${unfinished} rename to ${name}`);
  }
  await admin.close();
  return name;
}

/** Differs with each change of a migration: the server may be there for longer than one run. */
async function schemaDigest(): Promise<string> {
  const folder = join(import.meta.dir, "../../src/storage/migrations");
  const names = [...new Bun.Glob("*.postgres.sql").scanSync(folder)].toSorted();
  const texts = await Promise.all(names.map((name) => Bun.file(join(folder, name)).text()));
  return new Bun.CryptoHasher("sha256").update(texts.join("\0")).digest("hex").slice(0, 16);
}

function lazily(opening: Promise<Database>): Database {
  return {
    all: async <Row>(...query: Parameters<Database["all"]>) => (await opening).all<Row>(...query),
    get: async <Row>(...query: Parameters<Database["get"]>) => (await opening).get<Row>(...query),
    run: async (...query) => (await opening).run(...query),
    transaction: async (work, asPost) => (await opening).transaction(work, asPost),
    snapshot: async (work) => (await opening).snapshot(work),
    watchLog(watcher) {
      const watching = opening.then((db) => db.watchLog(watcher));
      return () => void watching.then((end) => end());
    },
    now: async (queries) => (await opening).now(queries),
    isInPlace: () => true,
    close: () => void opening.then((db) => db.close()),
  };
}
