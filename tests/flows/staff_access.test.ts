/** What the page "What staff can see here" says is what the application does. */
import { afterEach, beforeEach, expect, test } from "bun:test";
import {
  editMessage,
  readRemovedContent,
  removeMessage,
  sendMessage,
} from "#core/messages/messages.ts";
import { readVersions } from "#core/messages/versions.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { type GroupWorld, groupWorld } from "./groups_support.ts";

const missing = { code: "not_found" };
const words = "The proof is on page 7";

let world: GroupWorld;
let alan: TestPerson;
let messageId: string;
beforeEach(async () => {
  world = await groupWorld();
  alan = await makePerson(world.services, { role: "admin", name: "Prof. Alan" });
  messageId = (await say(words)).id;
});
afterEach(() => world.services.dispose());

const say = (content: string) =>
  sendMessage(world.ada.context, { conversationId: world.groupId, content });
const chatOf = async (person: TestPerson) => {
  const answer = await world.get(`/chat/${world.groupId}`, person);
  return { status: answer.status, text: await answer.text() };
};
const message = () => ({ conversationId: world.groupId, messageId });
const acts = () => world.services.db.all<{ verb: string }>`select verb from audit order by at, id`;

test("the page makes these statements", async () => {
  const page = await (await world.get("/about/staff-access")).text();
  for (const statement of [
    "Everything written in the group",
    "They cannot even tell whether the group exists.",
    "whether they are in it or not",
    "Whoever reads a group from outside is listed in its details",
    "They cannot rewrite it.",
    "in a form that nobody can read.",
    "nobody can read it afterwards. The one exception:",
    "Students cannot read it.",
  ]) {
    expect(page).toContain(statement);
  }
});

test("other students see nothing of a group, as if it did not exist", async () => {
  const answer = await chatOf(world.ben);
  const absent = await world.get(`/chat/${crypto.randomUUID()}`, world.ben);
  expect([answer.status, absent.status]).toEqual([404, 404]);
  expect(answer.text).not.toContain("Team 1");
});

test("members read a group, and so do staff from outside, whose visit is logged and shown", async () => {
  expect((await chatOf(world.ada)).text).toContain(words);
  expect(await acts()).toEqual([]);
  expect((await chatOf(alan)).text).toContain(words);
  expect(await acts()).toEqual([{ verb: "conversation.read" }]);
  const page = await (await world.get("/about/staff-access", world.ada)).text();
  expect(page).toContain("Prof. Alan");
});

test("staff cannot rewrite a message; they remove it, keep the original, and that is logged", async () => {
  const refused = editMessage(alan.context, { ...message(), content: "Something else" });
  await expect(refused).rejects.toMatchObject({ code: "forbidden" });
  await removeMessage(alan.context, { ...message(), reason: "Wrong group" });
  const { text } = await chatOf(world.ada);
  expect(text).toContain("Staff removed a message from Ada.");
  expect(text).toContain("Wrong group");
  expect(text).not.toContain(words);
  expect(await readRemovedContent(alan.context, message())).toContain(words);
  const logged = (await acts()).map(({ verb }) => verb);
  expect(logged).toEqual(["message.remove", "conversation.read", "message.read_removed"]);
});

test("what its author deletes within 15 minutes is gone, for staff as well", async () => {
  await removeMessage(world.ada.context, { ...message(), reason: "" });
  const rows = await world.services.db.all<{ content: string }>`select content from messages`;
  expect(JSON.stringify(rows)).not.toContain(words);
});

test("the text before an edit is kept for staff, and goes when the message is deleted", async () => {
  await editMessage(world.ada.context, { ...message(), content: "The proof is on page 8" });
  expect((await chatOf(world.ada)).text).not.toContain("page 7");
  await expect(readVersions(world.ada.context, message())).rejects.toMatchObject(missing);
  expect(await readVersions(alan.context, message())).toMatchObject([{ content: words }]);
  const logged = (await acts()).map(({ verb }) => verb);
  expect(logged).toEqual(["conversation.read", "message.read_versions"]);
  await removeMessage(world.ada.context, message());
  expect(await readVersions(alan.context, message())).toEqual([]);
});

test("the log is for staff alone", async () => {
  expect((await world.get("/audit", alan)).status).toBe(200);
  expect((await world.get("/audit", world.ada)).status).toBe(404);
});

test("the details of a group say who else reads it", async () => {
  const page = await (await world.get(`/conversations/${world.groupId}`, world.ada)).text();
  expect(page).toContain("Teaching staff can read every group of their course.");
  expect(page).toContain('href="/about/staff-access"');
});
