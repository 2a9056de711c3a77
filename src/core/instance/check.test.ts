import { afterEach, beforeEach, expect, test } from "bun:test";
import { insertEvent } from "#storage/events.ts";
import { type TestServices, testServices } from "#tests/support/services.ts";
import { checkInstallation } from "./check.ts";

let services: TestServices;
beforeEach(() => {
  services = testServices();
});
afterEach(() => services.dispose());

const nothing = { conversationId: null, seq: null, userId: null, messageId: null, data: null };

/** Entries about no group and no user: that the groups have a new order, or of an unknown kind. */
const append = (kind: string, count: number) =>
  services.db.transaction(async (tx) => {
    for (let done = 0; done < count; done += 1) {
      await insertEvent(tx, { ...nothing, kind, at: "2026-11-02T08:00:00.000Z" });
    }
  });
const check = () => checkInstallation(services.config, services);

test("an unreadable entry is found behind a thousand others", async () => {
  await append("order_changed", 1_000);
  expect(await check()).toEqual([]);
  await append("of_tomorrow", 1);
  expect(await check()).toEqual([
    { what: "an entry of the log is of an unknown kind, of_tomorrow", where: "event 1001" },
  ]);
});

test("twenty unreadable entries are listed, and further ones counted", async () => {
  await append("of_tomorrow", 20);
  const twenty = await check();
  expect(twenty.map(({ where }) => where)).toEqual(
    Array.from({ length: 20 }, (_, index) => `event ${index + 1}`),
  );
  await append("of_tomorrow", 1_010);
  expect(await check()).toEqual([
    ...twenty,
    { what: "1010 more like the last", where: "not listed" },
  ]);
});
