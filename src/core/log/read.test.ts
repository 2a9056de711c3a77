import { afterAll, beforeAll, beforeEach, expect, test } from "bun:test";
import { editMessage, sendMessage } from "#core/messages/messages.ts";
import { countingReads } from "#tests/support/around_reads.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { makeGroup } from "#tests/support/realtime.ts";
import { type TestServices, testServices } from "#tests/support/services.ts";
import { readConversationLog } from "./read.ts";

let services: TestServices;
let student: TestPerson;
let conversationId: string;
let reads = 0;

beforeAll(async () => {
  services = testServices({ around: countingReads(() => (reads += 1)) });
  student = await makePerson(services);
});
afterAll(() => services.dispose());

beforeEach(async () => {
  const { context } = await makePerson(services, { role: "admin" });
  conversationId = await makeGroup(context, [student]);
  const post = () => sendMessage(student.context, { conversationId, content: "hello" });
  const [first] = [await post(), await post()];
  await editMessage(student.context, { conversationId, messageId: first.id, content: "hi" });
});

async function replay(afterSeq: number, upToSeq: number) {
  reads = 0;
  const frames = await readConversationLog(services.db, { conversationId, afterSeq, upToSeq });
  return { kinds: frames.map(({ messageType }) => messageType), reads };
}

test("a replay of messages alone is one read", async () => {
  const { kinds, reads: count } = await replay(2, 4);
  expect(kinds).toEqual(["ChatMessage", "ChatMessage"]);
  expect(count).toBe(1);
});

test("other events are read as soon as the messages leave a gap, at either end", async () => {
  expect((await replay(1, 4)).kinds).toEqual(["MemberAdded", "ChatMessage", "ChatMessage"]);
  const { kinds, reads: count } = await replay(2, 5);
  expect(kinds).toEqual(["ChatMessage", "ChatMessage", "MessageEdited"]);
  expect(count).toBeGreaterThan(1);
});
