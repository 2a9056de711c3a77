import { afterEach, beforeEach, expect, test } from "bun:test";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { type TestServices, testServices } from "#tests/support/services.ts";
import { createGroup } from "../groups/groups.ts";
import { checkInstallation } from "../instance/check.ts";
import { sendMessage } from "../messages/messages.ts";
import { appendMembers, appendPosts, type BulkPost } from "./bulk_posts.ts";
import { writeLogged } from "./write.ts";

let services: TestServices;
let admin: TestPerson;
let student: TestPerson;
let conversationId: string;
beforeEach(async () => {
  services = testServices();
  admin = await makePerson(services, { role: "admin" });
  student = await makePerson(services);
  ({ id: conversationId } = await createGroup(admin.context, { name: "G", description: "" }));
});
afterEach(async () => {
  expect(await checkInstallation(services.config, services)).toEqual([]);
  services.dispose();
});

const at = "2026-11-02T08:00:00.000Z";

function post(id: string, { id: senderId }: TestPerson): BulkPost {
  return { id, senderId, content: id, sentFromClient: at, sentFromServer: at };
}

const append = (posts: BulkPost[], id = conversationId) =>
  writeLogged(services, (writing) => appendPosts(writing, id, posts));

const add = (people: TestPerson[], id = conversationId) =>
  writeLogged(services, (writing) =>
    appendMembers(
      writing,
      id,
      people.map(({ id: userId }) => ({ userId, role: "member", joinedAt: at })),
    ),
  );

const place = () => services.db.get`
  select last_seq as seq, message_count as messages, last_message_id as "lastId"
  from conversations where id = ${conversationId}`;

const read = ({ id }: TestPerson) => services.db.get`
  select read_seq as seq, read_number as number, written from conversation_members
  where conversation_id = ${conversationId} and user_id = ${id}`;

test("a group that does not exist is refused, and nothing is stored", async () => {
  await expect(append([post("one", admin)], "gone")).rejects.toMatchObject({ code: "not_found" });
  await expect(add([student], "gone")).rejects.toMatchObject({ code: "not_found" });
  expect(await services.db.all`select 1 from messages`).toEqual([]);
});

test("no posts change nothing, neither in an empty group nor after a message", async () => {
  const before = await place();
  expect(before).toMatchObject({ messages: 0, lastId: null });
  await append([]);
  expect(await place()).toEqual(before);
  const { id } = await sendMessage(admin.context, { conversationId, content: "kept" });
  const written = await place();
  expect(written).toMatchObject({ messages: 1, lastId: id });
  await append([]);
  expect(await place()).toEqual(written);
});

test("posts continue the seqs and numbers, which are counted, and their senders have read up to them", async () => {
  await add([student]);
  await sendMessage(admin.context, { conversationId, content: "first" });
  const { seq } = (await place()) as { seq: number };
  await append([post("a", student), post("b", admin), post("c", student), post("d", admin)]);
  expect(await place()).toEqual({ seq: seq + 4, messages: 5, lastId: "d" });
  expect(await read(student)).toEqual({ seq: seq + 3, number: 4, written: 2 });
  expect(await read(admin)).toEqual({ seq: seq + 4, number: 5, written: 3 });
});

test("posts of a person who is not a member are stored, and do not make them one", async () => {
  await append([post("a", student)]);
  expect(await place()).toMatchObject({ messages: 1, lastId: "a" });
  expect(await read(student)).toBeUndefined();
});

test("members are counted once: one who is there, or is named twice, adds no event", async () => {
  const before = (await place()) as { seq: number };
  expect(await add([student, student, admin])).toBe(1);
  expect(await add([student])).toBe(0);
  expect(await place()).toMatchObject({ seq: before.seq + 1, messages: 0, lastId: null });
});
