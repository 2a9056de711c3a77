/** Databases that Team Chat cannot use are refused with one line, and stay as they were. */
import { expect, setDefaultTimeout, test } from "bun:test";
import { DatabaseError } from "#storage/adapter.ts";
import { postgresAdapter } from "#storage/postgres/adapter.ts";
import { testMs } from "#tests/support/patience.ts";
import { postgresServer } from "#tests/support/postgres_database.ts";
import { asked, emptyDatabase } from "./empty_database.ts";

setDefaultTimeout(testMs);

async function refusal(url: URL): Promise<string> {
  const error: unknown = await postgresAdapter({ url })
    .inspect()
    .catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(DatabaseError);
  const { message } = error as DatabaseError;
  expect(message).toStartWith(`PostgreSQL ${url.hostname}:${url.port}${url.pathname}`);
  expect(message).not.toContain("\n");
  if (url.password !== "") expect(message).not.toContain(url.password);
  return message;
}

const tables = (url: URL) =>
  asked(url, "select table_name from information_schema.tables where table_schema = 'public'");

test("a server that is not there", async () => {
  expect(await refusal(new URL("postgres://chat:secret@127.0.0.1:1/chat"))).toContain(
    "cannot be reached",
  );
});

test("a database that does not exist", async () => {
  expect(await refusal(new URL("/nowhere", postgresServer()))).toContain("does not exist");
});

test("a wrong password, and a role that does not exist", async () => {
  const url = new URL(await emptyDatabase());
  url.password = "wrong-secret";
  expect(await refusal(url)).toContain("refused the password");
  url.username = "nobody";
  expect(await refusal(url)).toContain("refused the password");
});

test("a database whose encoding cannot hold every message", async () => {
  const url = await emptyDatabase("encoding 'LATIN1' locale 'C' template template0");
  expect(await refusal(url)).toContain("stores text as LATIN1");
});

test("a database that acknowledges what is not on the disk", async () => {
  const url = await emptyDatabase();
  await asked(url, `alter database ${url.pathname.slice(1)} set synchronous_commit = off`);
  expect(await refusal(url)).toContain("synchronous_commit=off");
});

test("a database of another program, which is not deleted either", async () => {
  const url = await emptyDatabase();
  await asked(url, "create table invoices (id integer)");
  expect(await refusal(url)).toContain("is a database of another program");
  await expect(postgresAdapter({ url }).assertMayBeDropped()).rejects.toThrow("not deleted");
  expect(await tables(url)).toEqual([{ table_name: "invoices" }]);
});

test("a role that may not create tables", async () => {
  const url = await emptyDatabase();
  const role = url.pathname.slice(1).replace("empty", "role");
  await asked(url, `create role ${role} login password 'its-secret'`);
  const limited = new URL(url);
  limited.username = role;
  limited.password = "its-secret";
  expect(await refusal(limited)).toContain("does not let this role create tables");
  expect(await tables(url)).toEqual([]);
});

test("a database of a newer version, or with a changed step", async () => {
  const url = await emptyDatabase();
  await postgresAdapter({ url }).migrate({ newEpoch: "first" });
  await asked(url, "update migrations set checksum = 'another' where name = '0001_spine'");
  expect(await refusal(url)).toContain("is not the one that was applied");
  await asked(url, "update migrations set name = '9999_later' where name = '0001_spine'");
  expect(await refusal(url)).toContain("created by a newer Team Chat");
});
