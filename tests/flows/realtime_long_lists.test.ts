/** What users with very many groups receive. */
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { createGroups, updateGroup } from "#core/groups/groups.ts";
import { sendMessage } from "#core/messages/messages.ts";
import { RateLimit } from "#core/rates.ts";
import { limits } from "#wire/limits.ts";
import { testMs } from "#tests/support/patience.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { startTestRealtime, type TestRealtime } from "#tests/support/realtime.ts";
import { testWeb } from "#tests/support/web.ts";

setDefaultTimeout(testMs);

const count = 2_000;
const description = "€".repeat(2_000);
let realtime: TestRealtime;
let professor: TestPerson;
let groups: string[];
beforeAll(async () => {
  realtime = await startTestRealtime();
  const { services } = realtime;
  services.rates.messages = new RateLimit(services.clock, { burst: 1e9, perSecond: 1 });
  professor = await makePerson(services, { role: "admin" });
  const inputs = Array.from({ length: count }, (_, index) => ({
    name: `Seminar group ${index}`,
    description,
    members: [],
  }));
  groups = (await createGroups(professor.context, inputs)).map(({ id }) => id);
  const say = (conversationId: string) =>
    sendMessage(professor.context, { conversationId, content: "Übung für morgen ".repeat(30) });
  await Promise.all(groups.map(say));
});
afterAll(() => realtime.stop());

const bytesOf = (frame: unknown) => Buffer.byteLength(JSON.stringify(frame));

test("a list of two thousand groups takes less than half of what may wait for a slow reader", async () => {
  const socket = await realtime.connect(professor);
  const welcome = await socket.identify(professor);
  expect(welcome.payload.conversations).toHaveLength(count);
  expect(welcome.payload.conversations.every(({ lastMessage }) => lastMessage)).toBe(true);
  expect(bytesOf(welcome) * 2).toBeLessThan(limits.backpressureBytes);
});

test("no list contains descriptions, nor does the entry of a renamed group", async () => {
  const socket = await realtime.connect(professor);
  const welcome = await socket.identify(professor);
  const id = groups[7]!;
  await updateGroup(professor.context, id, { name: "Renamed", description });
  const { payload } = await socket.next("ConversationListed");
  expect(payload.conversation.name).toBe("Renamed");
  expect(JSON.stringify([welcome, payload])).not.toContain("€€€€".repeat(100));
});

test("a group's page contains its own description, and no other group's", async () => {
  const web = testWeb({ services: realtime.services });
  const answer = await web.get(`/chat/${groups[0]}/data`, professor);
  const page = (await answer.json()) as { conversation: { description: string } };
  expect(page.conversation.description).toBe(description);
  const text = await (await web.get(`/chat/${groups[0]}`, professor)).text();
  expect(text.split(description).length - 1).toBe(1);
});
