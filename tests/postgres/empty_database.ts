/** Empty databases on the test server, each for one test. */
import { SQL } from "bun";
import { assert } from "#kit/assert.ts";
import { DatabaseError } from "#storage/adapter.ts";
import { postgresAdapter } from "#storage/postgres/adapter.ts";
import { copyStrategy } from "#tests/support/fast_folder.ts";
import { postgresServer } from "#tests/support/postgres_database.ts";

/** @param options of `create database`: `encoding 'LATIN1' template template0` */
export async function emptyDatabase(options = ""): Promise<URL> {
  const name = `empty_${crypto.randomUUID().replaceAll("-", "")}`;
  await asked(postgresServer(), `create database ${name} ${options} strategy ${copyStrategy()}`);
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
  assert(error instanceof DatabaseError, "the database is refused");
  const { message } = error;
  const name = `PostgreSQL ${url.hostname}:${url.port}${url.pathname}`;
  assert(message.startsWith(name), `${message} begins with ${name}`);
  assert(!message.includes("\n"), `${message} is one line`);
  const isSafe = url.password === "" || !message.includes(url.password);
  assert(isSafe, "the message does not show the password");
  return message;
}
