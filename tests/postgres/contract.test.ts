import { postgresAdapter } from "#storage/postgres/adapter.ts";
import { openPostgres } from "#storage/postgres/postgres.ts";
import { adapterContract } from "../contracts/adapter.ts";
import { databaseContract } from "../contracts/database.ts";
import { asked, emptyDatabase } from "./empty_database.ts";

adapterContract("PostgreSQL keeps the contract of an adapter:", async () => ({
  adapter: postgresAdapter({ url: await emptyDatabase() }),
  backsUp: false,
  remove() {},
}));

databaseContract("PostgreSQL keeps the contract:", async () => {
  const url = await emptyDatabase();
  await asked(
    url,
    `create table things (id text collate "C" primary key, size integer not null);
     create table entries (id integer generated always as identity primary key, who text)`,
  );
  const opened = [openPostgres({ url })];
  return {
    db: opened[0]!,
    another() {
      const db = openPostgres({ url });
      opened.push(db);
      return db;
    },
    close() {
      for (const db of opened) db.close();
    },
  };
});
