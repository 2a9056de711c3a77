import { accountLimits } from "#wire/limits.ts";
import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { FakeClock } from "#tests/simulation/fake_clock.ts";
import { makePerson } from "#tests/support/people.ts";
import { databaseFile, testServices } from "#tests/support/services.ts";
import { createRateLimits } from "../rates.ts";
import { createGroup, deleteGroup } from "../groups/groups.ts";
import { startCleanup } from "./cleanup.ts";
import { sendMessage, removeMessage } from "../messages/messages.ts";

test("an expired session is deleted within the hour, a live one is kept", async () => {
  const clock = new FakeClock();
  const services = testServices({ clock });
  await makePerson(services, { device: "old" });
  await clock.advance(accountLimits.sessionLifeMs - 1_000);
  await makePerson(services, { device: "young" });
  const devices = async () => {
    await services.db.transaction(() => Promise.resolve());
    const rows = await services.db.all<{
      device: string;
    }>`select device from sessions order by device`;
    return rows.map(({ device }) => device);
  };
  const stop = startCleanup(services, services.config);
  expect(await devices()).toEqual(["old", "young"]);
  await clock.advance(3_600_000);
  expect(await devices()).toEqual(["young"]);
  stop();
  services.dispose();
});

test("the cleanup runs at the start and every hour, even after a failure, until it is stopped", async () => {
  const clock = new FakeClock();
  let fails = false;
  let runs = 0;
  const services = testServices({
    clock,
    around: (db) => ({
      ...db,
      transaction(work) {
        runs += 1;
        return fails ? Promise.reject(new Error("no disk")) : db.transaction(work);
      },
    }),
  });
  const failures = () => services.lines.filter((line) => line.includes("cleanup.failed"));
  const stop = startCleanup(services, services.config);
  expect(runs).toBe(1);
  fails = true;
  await clock.advance(3_599_999);
  expect(runs).toBe(1);
  await clock.advance(1);
  expect([runs, failures()]).toEqual([2, [expect.stringContaining("no disk")]]);
  fails = false;
  await clock.advance(3_600_000);
  expect([runs, failures().length]).toEqual([3, 1]);
  stop();
  await clock.advance(7_200_000);
  expect(runs).toBe(3);
  services.dispose();
});

test("after an hour, no file contains erased text, and everything else is kept", async () => {
  const clock = new FakeClock();
  const services = testServices({ clock });
  const { context } = await makePerson(services, { role: "admin" });
  const group = async (name: string) => (await createGroup(context, { name, description: "" })).id;
  const write = async (conversationId: string, text: string) => {
    const unhurried = { ...context, rates: createRateLimits(clock) };
    return sendMessage(unhurried, {
      conversationId,
      content: `${text} ${"a longer text ".repeat(20)}`,
    });
  };
  const inFiles = (text: string) => {
    const file = databaseFile(services);
    return [file, `${file}-wal`].some((each) => readFileSync(each).includes(text));
  };
  const [kept, deleted] = [await group("kept"), await group("deleted")];
  for (let count = 1; count <= 60; count++) {
    const { id } = await write(kept, `removed ${count}.`);
    await write(kept, `kept ${count}.`);
    await write(deleted, `deleted ${count}.`);
    await removeMessage(context, { conversationId: kept, messageId: id });
  }
  await deleteGroup(context, deleted);
  expect(inFiles("removed 30.")).toBe(true);
  const stop = startCleanup(services, services.config);
  await clock.advance(3_600_000);
  // Transactions run one after another, so these two end after the cleanup's own.
  for (let turn = 0; turn < 2; turn++) await services.db.transaction(() => Promise.resolve());
  const all = Array.from({ length: 60 }, (_, index) => index + 1);
  expect(all.filter((count) => inFiles(`kept ${count}.`))).toEqual(all);
  expect(all.filter((count) => inFiles(`removed ${count}.`))).toEqual([]);
  expect(all.filter((count) => inFiles(`deleted ${count}.`))).toEqual([]);
  stop();
  services.dispose();
});
