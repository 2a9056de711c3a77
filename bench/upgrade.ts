/**
 * How long the start waits for the schema: a database of the version before there were courses, with
 * 200,000 messages in 400 groups and 5,000 accounts, is brought to this version.
 */
import { Database as Connection } from "bun:sqlite";
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SQL } from "bun";
import { migrate as migratePostgres } from "#storage/postgres/migrate.ts";
import { migrate as migrateSqlite } from "#storage/sqlite/migrate.ts";
import { startPostgres } from "#tests/support/postgres_server.ts";
import { roundCount } from "./support/process.ts";
import { atMostOf, type Row } from "./support/report.ts";
import { summary } from "./support/statistics.ts";

const rounds = roundCount(3);
const sizes = { people: 5_000, groups: 400, members: 30, messages: 200_000 };
const steps = join(import.meta.dir, "../src/storage/migrations");
/** The first step of the upgrade. */
const courses = "0012";

export async function upgrade(progress: (step: string) => void): Promise<Row[]> {
  const what = "from before courses to this version, 200,000 messages";
  progress(`an upgrade on SQLite, ${rounds} times`);
  const sqlite = onSqlite();
  progress(`the same on PostgreSQL, ${rounds} times`);
  const postgres = await onPostgres();
  return [
    atMostOf({ what: `${what}, SQLite`, value: summary(sqlite), target: 10, unit: "s" }),
    atMostOf({ what: `${what}, PostgreSQL`, value: summary(postgres), target: 10, unit: "s" }),
  ];
}

/** The steps before, each with its text. */
function earlierSteps(kind: "sqlite" | "postgres"): { name: string; text: string }[] {
  const ending = `.${kind}.sql`;
  return readdirSync(steps)
    .filter((file) => file.endsWith(ending) && file < courses)
    .toSorted()
    .map((file) => ({
      name: file.replace(ending, ""),
      text: readFileSync(join(steps, file), "utf8"),
    }));
}

const checksum = (text: string) => new Bun.CryptoHasher("sha256").update(text).digest("hex");

/** Numbers from 1, in words that both databases understand. */
const upTo = (count: number) =>
  `(with recursive n (i) as (select 1 union all select i + 1 from n where i < ${count}) select i from n) as n`;

/** Each message is the next one of its group. */
const eachGroup = sizes.messages / sizes.groups;
const contents = [
  `insert into users (id, email, username, role, name, created_at, updated_at, name_key, search_key, email_key)
   select 'u' || i, 'u' || i || '@uni.example', 'u' || i, case when i <= 10 then 'admin' else 'user' end,
     'Person ' || i, '2026-01-01', '2026-01-01', 'person ' || i, '', 'u' || i || '@uni.example'
   from ${upTo(sizes.people)}`,
  `insert into conversations (id, owner_id, name, description, created_at, updated_at, position, last_seq, message_count)
   select 'g' || i, 'u1', 'Group ' || i, '', '2026-01-01', '2026-01-01', i, ${eachGroup}, ${eachGroup}
   from ${upTo(sizes.groups)}`,
  `insert into conversation_members (conversation_id, user_id, role, joined_at)
   select 'g' || g.i, 'u' || ((g.i * 12 + m.i) % ${sizes.people} + 1), 'member', '2026-01-01'
   from ${upTo(sizes.groups).replace("as n", "as g")} cross join ${upTo(sizes.members).replace("as n", "as m")}`,
  `insert into messages (id, sender_id, conversation_id, content, sent_from_client, sent_from_server, seq, number)
   select 'm' || i, 'u' || (i % ${sizes.people} + 1), 'g' || ((i - 1) % ${sizes.groups} + 1),
     'Has anybody solved exercise ' || i || ' of this sheet? The answer is in the chapter before.',
     '2026-02-01', '2026-02-01', (i - 1) / ${sizes.groups} + 1, (i - 1) / ${sizes.groups} + 1
   from ${upTo(sizes.messages)}`,
  `insert into events (conversation_id, seq, kind, message_id, created_at)
   select conversation_id, seq, 'ChatMessage', id, '2026-02-01' from messages`,
];

function onSqlite(): number[] {
  const folder = mkdtempSync(join(tmpdir(), "team-chat-bench-"));
  try {
    const before = join(folder, "before.sqlite3");
    const connection = new Connection(before, { create: true });
    connection.run(
      "create table migrations (name text primary key, checksum text not null) strict",
    );
    for (const { name, text } of earlierSteps("sqlite")) {
      connection.run(text);
      connection.run("insert into migrations values (?, ?)", [name, checksum(text)]);
    }
    for (const sql of contents) connection.run(sql);
    connection.close();
    return Array.from({ length: rounds }, (_, round) => {
      const file = join(folder, `${round}.sqlite3`);
      copyFileSync(before, file);
      const start = performance.now();
      migrateSqlite(file, "epoch");
      return (performance.now() - start) / 1_000;
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function onPostgres(): Promise<number[]> {
  const server = await startPostgres({ onDisk: true });
  try {
    const times: number[] = [];
    await prepared(server.url.href, "before");
    for (let round = 0; round < rounds; round += 1) {
      const name = `upgraded_${round}`;
      await asked(server.url.href, `create database ${name} template before`);
      const sql = new SQL({ url: new URL(`/${name}`, server.url).href, max: 1 });
      const start = performance.now();
      await migratePostgres(sql, name, { newEpoch: "epoch" });
      times.push((performance.now() - start) / 1_000);
      await sql.close();
    }
    return times;
  } finally {
    await server.stop();
  }
}

async function prepared(url: string, name: string): Promise<void> {
  await asked(url, `create database ${name}`);
  const sql = new SQL({ url: new URL(`/${name}`, url).href, max: 1 });
  await sql.unsafe(
    'create table migrations (name text collate "C" primary key, checksum text not null)',
  );
  for (const step of earlierSteps("postgres")) {
    await sql.unsafe(step.text);
    await sql.unsafe("insert into migrations values ($1, $2)", [step.name, checksum(step.text)]);
  }
  for (const statement of contents) await sql.unsafe(statement);
  await sql.unsafe("analyze");
  await sql.close();
}

async function asked(url: string, statement: string): Promise<void> {
  const sql = new SQL({ url, max: 1 });
  await sql.unsafe(statement);
  await sql.close();
}
