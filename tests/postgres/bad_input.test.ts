/** Databases that Team Chat cannot use are refused with one line, and stay as they were. */
import { expect, setDefaultTimeout, test } from "bun:test";
import { postgresAdapter } from "#storage/postgres/adapter.ts";
import { testMs } from "#tests/support/patience.ts";
import { postgresServer } from "#tests/support/postgres_database.ts";
import { asked, emptyDatabase, refusal } from "./empty_database.ts";

setDefaultTimeout(testMs);

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

test("a database that can only be read", async () => {
  const url = await emptyDatabase();
  await asked(
    url,
    `alter database ${url.pathname.slice(1)} set default_transaction_read_only = on`,
  );
  expect(await refusal(url)).toContain("default_transaction_read_only=on");
});

test("a database whose connections are all taken", async () => {
  const { url, limited } = await withRole("grant create on schema public to");
  await asked(url, `alter database ${url.pathname.slice(1)} connection limit 0`);
  expect(await refusal(limited)).toContain("takes no more connections");
});

test("a database of another program, which is not deleted either", async () => {
  const url = await emptyDatabase();
  await asked(url, "create table invoices (id integer)");
  expect(await refusal(url)).toContain("is a database of another program");
  await expect(postgresAdapter({ url }).assertMayBeDropped()).rejects.toThrow("not deleted");
  expect(await tables(url)).toEqual([{ table_name: "invoices" }]);
});

/** A role that is no superuser, and its address of an empty database. */
async function withRole(right?: string): Promise<{ url: URL; limited: URL }> {
  const url = await emptyDatabase();
  const role = url.pathname.slice(1).replace("empty", "role");
  await asked(url, `create role ${role} login password 'its-secret'`);
  if (right !== undefined) await asked(url, `${right} ${role}`);
  const limited = new URL(url);
  limited.username = role;
  limited.password = "its-secret";
  return { url, limited };
}

test("a role that may not create tables", async () => {
  const { url, limited } = await withRole();
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
