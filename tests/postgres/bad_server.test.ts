/** Servers that Team Chat cannot rely on are refused with one line. */
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { SQL } from "bun";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { StorageError } from "#storage/database.ts";
import { postgresAdapter } from "#storage/postgres/adapter.ts";
import { openPostgres } from "#storage/postgres/postgres.ts";
import { mayMount, mountDisk } from "#tests/support/disks.ts";
import { testMs, until } from "#tests/support/patience.ts";
import { owner, type PostgresServer, startPostgres } from "#tests/support/postgres_server.ts";
import { asked, refusal } from "./empty_database.ts";

setDefaultTimeout(testMs);

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

test("a server that loses messages when its machine fails", async () => {
  await server.crash();
  await server.start(["fsync=off"]);
  expect(await refusal(server.url)).toContain("fsync=off");
});

test("a server that has no free connection", async () => {
  await server.crash();
  const limits = ["max_connections=1", "superuser_reserved_connections=0", "max_wal_senders=0"];
  await server.start(limits);
  const other = new SQL({ url: server.url, max: 1 });
  const connects = () =>
    other.unsafe("select 1").then(
      () => true,
      () => false,
    );
  await until(connects, "the only connection");
  expect(await refusal(server.url)).toContain("takes no more connections");
  await other.close();
});

test("a server that encrypts nothing, for an address that wants it", async () => {
  const url = new URL(server.url);
  url.searchParams.set("sslmode", "require");
  expect(await refusal(url)).toContain("does not encrypt connections, as sslmode wants");
});

test.skipIf(!mayMount)(
  "a full disk: what does not fit is refused whole, and all else goes on",
  async () => {
    await server.crash();
    await server.start();
    const folder = mkdtempSync(join(tmpdir(), "team-chat-disk-"));
    chmodSync(folder, 0o755);
    const disk = join(folder, "disk");
    mkdirSync(disk);
    const { unmount } = mountDisk(disk, `size=12m,mode=700,uid=${owner},gid=${owner}`);
    const name = `full_${crypto.randomUUID().replaceAll("-", "")}`;
    await asked(server.url, `create tablespace ${name} location '${disk}'`);
    await asked(server.url, `create database ${name} tablespace ${name}`);
    const url = new URL(`/${name}`, server.url);
    const db = openPostgres({ url });
    try {
      // Nothing is compressed.
      await asked(
        url,
        `create table things (id text collate "C", content text);
         alter table things alter content set storage external`,
      );
      const add = (id: string, characters: number) =>
        db.transaction(async (tx) => {
          await tx.run`insert into things (id) values (${id})`;
          await tx.run`
            insert into things (id, content)
            values (${id}, repeat('x', cast(${characters} as integer)))`;
        });
      await add("small", 1);
      // Little is left, so that "large" fails within the time a statement has.
      const { bavail, bsize } = statfsSync(disk);
      writeFileSync(join(disk, "others"), Buffer.alloc(bavail * bsize - 500_000));
      const error: unknown = await add("large", 1_000_000).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(StorageError);
      expect(error).toMatchObject({ problem: "full" });
      expect(postgresAdapter({ url }).explain(error)).toContain("its disk is full");
      await add("after", 1);
      expect(await db.all`select distinct id from things order by id`).toEqual([
        { id: "after" },
        { id: "small" },
      ]);
    } finally {
      db.close();
      await asked(server.url, `drop database ${name} with (force)`);
      await asked(server.url, `drop tablespace ${name}`);
      unmount();
      rmSync(folder, { recursive: true });
    }
  },
);

test("a replica", async () => {
  await server.crash();
  server.write("standby.signal", "");
  await server.start();
  expect(await refusal(server.url)).toContain("is a replica");
});
