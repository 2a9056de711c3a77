/** Empty databases on the test server, each for one test. */
import { expect } from "bun:test";
import { SQL } from "bun";
import { DatabaseError } from "#storage/adapter.ts";
import { postgresAdapter } from "#storage/postgres/adapter.ts";
import { postgresServer } from "#tests/support/postgres_database.ts";

/** @param options of `create database`: `encoding 'LATIN1' template template0` */
export async function emptyDatabase(options = ""): Promise<URL> {
  const name = `empty_${crypto.randomUUID().replaceAll("-", "")}`;
  await asked(postgresServer(), `create database ${name} ${options}`);
  return new URL(`/${name}`, postgresServer());
}

/** Runs statements on a connection of their own, as another program would. */
export async function asked<Row>(url: URL, text: string): Promise<Row[]> {
  const sql = new SQL({ url, max: 1 });
  try {
    return Array.from<Row>(await sql.unsafe(text));
  } finally {
    await sql.close();
  }
}

/** Why Team Chat cannot use a database: one line that names it without the password. */
export async function refusal(url: URL): Promise<string> {
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
