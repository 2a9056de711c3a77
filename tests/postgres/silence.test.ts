import { expect, setDefaultTimeout, test } from "bun:test";
import { openPostgres } from "#storage/postgres/postgres.ts";
import { openLine } from "#tests/simulation/cluster/line.ts";
import { testMs } from "#tests/support/patience.ts";
import { asked, emptyDatabase } from "./empty_database.ts";

setDefaultTimeout(testMs);

test("when nothing comes back from the database, everything that waits is refused as busy, and new connections are tried", async () => {
  const url = await emptyDatabase();
  await asked(url, `create table things (id text collate "C" primary key)`);
  const line = await openLine(url);
  const db = openPostgres({ url: line.url });
  const read = () => db.get`select 1 as one`;
  const write = (id: string) => db.transaction((tx) => tx.run`insert into things values (${id})`);
  const look = () => db.snapshot((state) => state.get`select 1 as one`);
  await Promise.all([read(), write("before"), look()]);
  await line.cut({ there: true, back: true });
  for (const outcome of await Promise.allSettled([read(), write("lost"), look()])) {
    expect(outcome).toMatchObject({ status: "rejected", reason: { problem: "busy" } });
  }
  await line.cut({ there: false, back: false });
  await Promise.all([read(), write("after"), look()]);
  const rows = await asked<{ id: string }>(url, "select id from things order by id");
  expect(rows.map(({ id }) => id)).toEqual(["after", "before"]);
  db.close();
  await line.stop();
});
