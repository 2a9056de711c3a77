/** Newest messages that are kept in memory are those that the database has. */
import { afterEach, beforeEach, expect, test } from "bun:test";
import { aroundReads, countingReads } from "#tests/support/around_reads.ts";
import type { Value } from "#storage/database.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { makeGroup } from "#tests/support/realtime.ts";
import { type TestServices, testServices } from "#tests/support/services.ts";
import { editMessage, removeMessage, sendMessage } from "../messages/messages.ts";
import { updateProfile } from "../people/accounts.ts";
import { removePerson } from "../people/manage_people.ts";
import { RateLimit } from "../rates.ts";
import { createGroups, listGroups } from "./groups.ts";
import { removeFromGroup } from "./members.ts";
import { NewestMessages } from "./newest_messages.ts";

let services: TestServices;
let admin: TestPerson;
let ada: TestPerson;
let ben: TestPerson;
let conversationId: string;
let reads = 0;

beforeEach(async () => {
  services = testServices({ around: countingReads(() => (reads += 1)) });
  admin = await makePerson(services, { role: "admin" });
  ada = await makePerson(services, { name: "Ada" });
  ben = await makePerson(services, { name: "Ben" });
  conversationId = await makeGroup(admin.context, [ada, ben], "One");
});
afterEach(() => services.dispose());

const post = (person: TestPerson, content: string) =>
  sendMessage(person.context, { conversationId, content });

/** What a list shows, which is the same as if nothing were kept. */
async function newest({ context }: TestPerson) {
  const list = await listGroups(context);
  expect(list).toEqual(await listGroups({ ...context, newestMessages: new NewestMessages() }));
  const { senderName, content } = list[0]?.lastMessage ?? {};
  return [senderName, content];
}

async function readsOf({ context }: TestPerson): Promise<number> {
  reads = 0;
  await listGroups(context);
  return reads;
}

test("whoever is no member is not shown what others have read", async () => {
  await post(ada, "Hello");
  expect(await newest(ada)).toEqual(["Ada", "Hello"]);
  const other = await makePerson(services);
  expect(await listGroups(other.context)).toEqual([]);
  const staff = await makePerson(services, { role: "admin" });
  expect(await newest(staff)).toEqual([undefined, undefined]);
  await removeFromGroup(admin.context, { conversationId, userId: ben.id });
  expect(await listGroups(ben.context)).toEqual([]);
});

test("a membership that ends between the two reads is left out", async () => {
  await post(ada, "Hello");
  let isFirst = true;
  const db = aroundReads(services.db, (queries) => ({
    async all<Row>(text: TemplateStringsArray, ...values: Value[]) {
      const rows = await queries.all<Row>(text, ...values);
      if (isFirst) {
        isFirst = false;
        await removeFromGroup(admin.context, { conversationId, userId: ben.id });
      }
      return rows;
    },
  }));
  expect(await listGroups({ ...ben.context, db })).toEqual([]);
  expect(isFirst).toBe(false);
});

test("a message is read once for all members until something happens in its group", async () => {
  expect(await readsOf(ada)).toBe(1);
  const { id: messageId } = await post(ada, "Hello");
  expect(await readsOf(ada)).toBe(2);
  expect([await readsOf(ada), await readsOf(ben)]).toEqual([1, 1]);
  await editMessage(ada.context, { conversationId, messageId, content: "Hello!" });
  expect(await readsOf(ben)).toBe(2);
});

test("each change of the newest message is shown at once", async () => {
  const { id: messageId } = await post(ada, "Hello");
  expect(await newest(ben)).toEqual(["Ada", "Hello"]);
  await editMessage(ada.context, { conversationId, messageId, content: "Good evening" });
  expect(await newest(ben)).toEqual(["Ada", "Good evening"]);
  await updateProfile(ada.context, { name: "Ada Lovelace" });
  expect(await newest(ben)).toEqual(["Ada Lovelace", "Good evening"]);
  await removeMessage(ada.context, { conversationId, messageId });
  expect(await newest(ben)).toEqual(["Ada Lovelace", ""]);
  await post(ben, "Hello");
  expect(await newest(ben)).toEqual(["Ben", "Hello"]);
});

test("the name of a writer who has left is read each time", async () => {
  await post(ada, "Hello");
  await removeFromGroup(admin.context, { conversationId, userId: ada.id });
  expect(await newest(ben)).toEqual(["Ada", "Hello"]);
  await updateProfile(ada.context, { name: "Ada Lovelace" });
  expect(await newest(ben)).toEqual(["Ada Lovelace", "Hello"]);
  await removePerson(admin.context, ada.id);
  expect(await newest(ben)).toEqual(["", "Hello"]);
});

test("a writer who is deleted while a member has no name in any list", async () => {
  await post(ada, "Hello");
  expect(await newest(ben)).toEqual(["Ada", "Hello"]);
  await removePerson(admin.context, ada.id);
  expect(await newest(ben)).toEqual(["", "Hello"]);
});

test("each group of a long list is listed once, whether its message is known or not", async () => {
  const members = [{ userId: ada.id }];
  const inputs = Array.from({ length: 60 }, (_, i) => ({
    name: `G ${i}`,
    description: "",
    members,
  }));
  const groups = await createGroups(admin.context, inputs);
  services.rates.messages = new RateLimit(services.clock, { burst: 100, perSecond: 1 });
  await post(ada, "Hello");
  await listGroups(ada.context);
  for (const { id } of groups)
    await sendMessage(admin.context, { conversationId: id, content: "Hello" });
  await newest(ada);
  const list = await listGroups(ada.context);
  expect(list.map(({ id }) => id)).toEqual([conversationId, ...groups.map(({ id }) => id)]);
});
