import { accountLimits } from "#wire/limits.ts";
import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { FakeClock } from "#tests/simulation/fake_clock.ts";
import { makePerson } from "#tests/support/people.ts";
import { databaseFile, testServices } from "#tests/support/services.ts";
import { createRateLimits } from "../rates.ts";
import { deleteGroup, eraseForGood } from "../groups/bin.ts";
import { createGroup } from "../groups/groups.ts";
import { cleanup } from "./cleanup.ts";
import { sendMessage, removeMessage } from "../messages/messages.ts";

test("an expired session is deleted, a live one is kept", async () => {
  const clock = new FakeClock();
  const services = testServices({ clock });
  await makePerson(services, { device: "old" });
  await clock.advance(accountLimits.sessionLifeMs - 1_000);
  await makePerson(services, { device: "young" });
  const devices = async () => {
    const rows = await services.db.all<{
      device: string;
    }>`select device from sessions order by device`;
    return rows.map(({ device }) => device);
  };
  const { run } = cleanup(services, services.config);
  await run();
  expect(await devices()).toEqual(["old", "young"]);
  await clock.advance(3_600_000);
  await run();
  expect(await devices()).toEqual(["young"]);
  services.dispose();
});

test("after a cleanup, no file contains erased text, and everything else is kept", async () => {
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
  await eraseForGood(context, { id: deleted, name: "deleted" });
  expect(inFiles("removed 30.")).toBe(true);
  await cleanup(services, services.config).run();
  const all = Array.from({ length: 60 }, (_, index) => index + 1);
  expect(all.filter((count) => inFiles(`kept ${count}.`))).toEqual(all);
  expect(all.filter((count) => inFiles(`removed ${count}.`))).toEqual([]);
  expect(all.filter((count) => inFiles(`deleted ${count}.`))).toEqual([]);
  services.dispose();
});
