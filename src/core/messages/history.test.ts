import { afterAll, beforeAll, beforeEach, expect, test } from "bun:test";
import { limits, personLimits } from "#wire/limits.ts";
import { insertMessage } from "#storage/messages.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { type TestServices, testServices } from "#tests/support/services.ts";
import { createGroup } from "../groups/groups.ts";
import { readHistory, readHistoryPage } from "./history.ts";

let services: TestServices;
let admin: TestPerson;
let ada: TestPerson;
let group: string;
beforeAll(async () => {
  services = testServices();
  admin = await makePerson(services, { role: "admin" });
  ada = await makePerson(services, { name: "Ada" });
});
afterAll(() => services.dispose());
beforeEach(async () => {
  const members = [{ userId: ada.id }];
  ({ id: group } = await createGroup(admin.context, { name: "G", description: "", members }));
});

/** Stores messages as an adopted database may have them. */
async function fill(texts: string[], sender = ada): Promise<void> {
  const at = "2026-11-02T08:00:00.000Z";
  await services.db.transaction(async (tx) => {
    for (const [index, content] of texts.entries()) {
      const [number, id] = [index + 1, `${group} ${index}`];
      const times = { sentFromClient: at, sentFromServer: at };
      const key = { id, conversationId: group, senderId: sender.id, clientId: null };
      await insertMessage(tx, { ...key, ...times, content, seq: 10 * number, number });
    }
  });
}

const numbered = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => String(from + index));

async function page(query: { limit?: number; beforeSeq?: number } = {}) {
  const { messages, hasOlder } = await readHistoryPage(ada.context, {
    conversationId: group,
    ...query,
  });
  return { contents: messages.map(({ view }) => view.content), hasOlder };
}

test("a page has the number that was requested, at least one, and knows whether there are older ones", async () => {
  expect(await page()).toEqual({ contents: [], hasOlder: false });
  await fill(numbered(1, 3));
  for (const limit of [1, 0, -5])
    expect(await page({ limit })).toEqual({ contents: ["3"], hasOlder: true });
  expect(await page({ limit: 2 })).toEqual({ contents: ["2", "3"], hasOlder: true });
  expect(await page({ limit: 3 })).toEqual({ contents: ["1", "2", "3"], hasOlder: false });
  expect(await page({ limit: 2, beforeSeq: 30 })).toEqual({
    contents: ["1", "2"],
    hasOlder: false,
  });
  expect(await page({ beforeSeq: 10 })).toEqual({ contents: [], hasOlder: false });
});

test("without a request, a page is as long as the chat's, and the longest has a thousand", async () => {
  const texts = numbered(1, 1_001);
  await fill(texts);
  expect(await page()).toEqual({ contents: texts.slice(-limits.historyPage), hasOlder: true });
  expect(await page({ limit: 1_000 })).toEqual({ contents: texts.slice(1), hasOlder: true });
  expect(await page({ limit: 1_001 })).toEqual({ contents: texts.slice(1), hasOlder: true });
  expect((await page({ limit: 333 })).contents).toEqual(texts.slice(-333));
});

test("a message that is larger than a page is a page of its own", async () => {
  const huge = "x".repeat(limits.pageBytes + 1);
  await fill(["first", huge, "last"]);
  expect(await page()).toEqual({ contents: ["last"], hasOlder: true });
  expect(await page({ beforeSeq: 30 })).toEqual({ contents: [huge], hasOlder: true });
  expect(await page({ beforeSeq: 20 })).toEqual({ contents: ["first"], hasOlder: false });
});

test("names and reasons count for the size of a page as well", async () => {
  const long = await makePerson(services, { name: "€".repeat(personLimits.nameChars) });
  await fill(numbered(1, 600), long);
  await services.db.transaction(
    (tx) => tx.run`update messages set content = '', removed_at = sent_from_server,
      removed_as = 'staff', removed_reason = ${"€".repeat(limits.reasonChars)}
      where conversation_id = ${group}`,
  );
  const views = await readHistory(ada.context, { conversationId: group, limit: 600 });
  const bytes = Buffer.byteLength(JSON.stringify(views));
  expect(bytes).toBeLessThanOrEqual(limits.pageBytes);
  expect(bytes).toBeGreaterThan(limits.pageBytes * 0.8);
});

test("staff who read a group that they are not in are recorded, and its members are not", async () => {
  const other = await makePerson(services, { role: "admin" });
  const acts = () => services.db.all`
    select actor_id as actor, verb from audit where conversation_id = ${group}`;
  for (const { context } of [ada, admin]) await readHistory(context, { conversationId: group });
  expect(await acts()).toEqual([]);
  await readHistory(other.context, { conversationId: group });
  expect(await acts()).toEqual([{ actor: other.id, verb: "conversation.read" }]);
});

test("others than members and staff find no history, and nothing is recorded", async () => {
  const { context, id } = await makePerson(services);
  for (const conversationId of [group, "nowhere"]) {
    await expect(readHistory(context, { conversationId })).rejects.toMatchObject({
      code: "not_found",
    });
  }
  expect(await services.db.all`select verb from audit where actor_id = ${id}`).toEqual([]);
});
