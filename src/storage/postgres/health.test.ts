import { expect, test } from "bun:test";
import { SQL } from "bun";
import { FakeClock } from "#tests/simulation/fake_clock.ts";
import { Health } from "./health.ts";
import { Vigil } from "./vigil.ts";

const away = () =>
  Promise.reject(
    new SQL.PostgresError("starting up", { code: "ERR_POSTGRES_SERVER_ERROR", errno: "57P03" }),
  );

function world() {
  const clock = new FakeClock();
  const database = { isAway: true, probes: 0, questions: 0 };
  const vigil = new Vigil({ clock, isAtWork: () => Promise.resolve(true), replace: () => {} });
  const health = new Health({
    clock,
    vigil,
    probe() {
      database.probes += 1;
      return database.isAway ? away() : Promise.resolve();
    },
  });
  const ask = () =>
    health.guard(() => {
      database.questions += 1;
      return database.isAway ? away() : Promise.resolve("answer");
    });
  return { clock, database, health, ask };
}

test("while the database is away nothing but one probe asks, and everything else is busy after five seconds", async () => {
  const { clock, database, health, ask } = world();
  await expect(ask()).rejects.toMatchObject({ errno: "57P03" });
  const waiting = Promise.allSettled(Array.from({ length: 50 }, ask));
  await clock.advance(5_000);
  const outcomes = await waiting;
  expect(outcomes.map((one) => one.status === "rejected" && one.reason.problem)).toEqual(
    outcomes.map(() => "busy"),
  );
  expect(database.questions).toBe(1);
  expect(database.probes).toBeGreaterThan(3);
  expect(database.probes).toBeLessThan(15);
  health.close();
  await clock.advance(1_000);
});

test("what waited goes on when the database is back", async () => {
  const { clock, database, ask } = world();
  await expect(ask()).rejects.toThrow();
  const waiting = Promise.all([ask(), ask()]);
  await clock.advance(2_000);
  expect(database.questions).toBe(1);
  database.isAway = false;
  await clock.advance(1_000);
  expect(await waiting).toEqual(["answer", "answer"]);
  const { probes } = database;
  expect(await ask()).toBe("answer");
  await clock.advance(5_000);
  expect(database.probes).toBe(probes);
});

test("an error that the database itself answers asks for no probe", async () => {
  const { clock, database, health } = world();
  const refused = new SQL.PostgresError("unique", { code: "", errno: "23505" });
  await expect(health.guard(() => Promise.reject(refused))).rejects.toBe(refused);
  await clock.advance(5_000);
  expect(database.probes).toBe(0);
});

test("closed, it asks no more", async () => {
  const { clock, database, health, ask } = world();
  await expect(ask()).rejects.toThrow();
  health.close();
  await clock.advance(60_000);
  expect(database.probes).toBeLessThan(2);
});
