import { afterEach, beforeEach, expect, test } from "bun:test";
import { limits } from "#wire/limits.ts";
import { FakeClock } from "#tests/simulation/fake_clock.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { type TestServices, testServices } from "#tests/support/services.ts";
import { auditEntries } from "./audit_reading.ts";
import { createGroup } from "../groups/groups.ts";
import { editGroup } from "../groups/edit_group.ts";
import { issueCode } from "../identity/codes.ts";
import { disablePerson, editPerson, removePerson } from "../people/manage_people.ts";
import { addMembers, listMembers, removeFromGroup, replaceMembers } from "../groups/members.ts";
import { readHistory } from "../messages/history.ts";
import { readRemovedContent, sendMessage, removeMessage } from "../messages/messages.ts";
import { createAdmin } from "../people/operator.ts";

let services: TestServices;
let clock: FakeClock;
let admin: TestPerson;
let second: TestPerson;
let student: TestPerson;
let conversationId: string;

beforeEach(async () => {
  clock = new FakeClock();
  services = testServices({ clock });
  admin = await makePerson(services, { role: "admin", name: "Root" });
  second = await makePerson(services, { role: "admin", name: "Second" });
  student = await makePerson(services, { name: "Mira" });
  const people = [{ userId: student.id, role: "moderator" as const }];
  const group = { name: "G", description: "", members: people };
  ({ id: conversationId } = await createGroup(admin.context, group));
});
afterEach(() => services.dispose());

const record = async () => {
  const { entries } = await auditEntries(admin.context, 1);
  return entries.map(({ verb, actorName }) => `${actorName} ${verb}`);
};

test("creating a group and adding others to it is not recorded", async () => {
  await addMembers(admin.context, conversationId, [{ userId: second.id }]);
  await removeFromGroup(admin.context, { conversationId, userId: second.id });
  expect(await record()).toEqual([]);
});

test("staff who add themselves to a group, or leave it, are recorded in every case", async () => {
  const { context, id: userId } = second;
  const key = { conversationId, userId };
  const own = "Second conversation.";
  await addMembers(context, conversationId, [{ userId }]);
  await removeFromGroup(context, key);
  expect(await record()).toEqual([`${own}leave`, `${own}join`]);
  await replaceMembers(context, conversationId, [{ userId }, { userId: student.id }]);
  await replaceMembers(context, conversationId, [{ userId: student.id }]);
  expect(await record()).toHaveLength(4);
  const group = { name: "G", description: "" };
  const wanted = [{ userId, role: "member" as const }];
  await editGroup(context, conversationId, { ...group, shown: [], wanted });
  await editGroup(context, conversationId, { ...group, shown: [userId], wanted: [] });
  expect(await record()).toHaveLength(6);
});

test("a moderator's own message is erased within the time limit, and afterwards kept for staff", async () => {
  const say = async (content: string) =>
    (await sendMessage(student.context, { conversationId, content })).id;
  const [early, late] = [await say("a slip"), await say("an insult")];
  await clock.advance(limits.editWindowMs);
  await removeMessage(student.context, { conversationId, messageId: early });
  await clock.advance(1);
  await removeMessage(student.context, { conversationId, messageId: late });
  const views = await readHistory(admin.context, { conversationId });
  expect(views.map(({ removed }) => removed?.by)).toEqual(["author", "moderator"]);
  expect(await record()).toEqual(["Mira message.remove"]);
  await expect(
    readRemovedContent(admin.context, { conversationId, messageId: early }),
  ).rejects.toMatchObject({
    code: "not_found",
  });
  expect(await readRemovedContent(admin.context, { conversationId, messageId: late })).toBe(
    "an insult",
  );
});

test("a message that staff removed still says so when they are no longer staff", async () => {
  const { id: messageId } = await sendMessage(student.context, { conversationId, content: "rude" });
  const removed = await removeMessage(second.context, { conversationId, messageId });
  expect(removed.removed).toMatchObject({ by: "staff", byStaff: true });
  await editPerson(admin.context, second.id, { role: "user" });
  expect(await readHistory(student.context, { conversationId })).toEqual([removed]);
});

test("members of a group stay, even if their account is disabled", async () => {
  await disablePerson(admin.context, student.id);
  const before = await listMembers(admin.context, conversationId);
  expect(before).toHaveLength(2);
  await replaceMembers(admin.context, conversationId, before);
  await addMembers(admin.context, conversationId, before);
  expect(await listMembers(admin.context, conversationId)).toEqual(before);
  await expect(
    addMembers(admin.context, conversationId, [{ userId: "nobody" }]),
  ).rejects.toMatchObject({
    code: "not_found",
  });
});

test("reading another's group is recorded once, and again after ten minutes without reading", async () => {
  const read = () => readHistory(second.context, { conversationId });
  await read();
  await clock.advance(10 * 60_000);
  await read();
  expect(await record()).toEqual(["Second conversation.read"]);
  await clock.advance(10 * 60_000 + 1);
  await read();
  expect(await record()).toHaveLength(2);
});

test("the record is shown in pages of fifty, and a page that is not there is the nearest one", async () => {
  const pageOf = async (page: number) => {
    const { entries, ...shown } = await auditEntries(admin.context, page);
    return [entries.length, shown.page, shown.pages];
  };
  expect(await pageOf(1)).toEqual([0, 1, 1]);
  for (let count = 0; count < 50; count += 1) await issueCode(admin.context, student.id);
  expect(await pageOf(2)).toEqual([50, 1, 1]);
  await issueCode(admin.context, student.id);
  expect(await pageOf(0)).toEqual([50, 1, 2]);
  expect(await pageOf(2)).toEqual([1, 2, 2]);
  expect(await pageOf(99)).toEqual([1, 2, 2]);
});

test("the operator and deleted staff can be told apart", async () => {
  await issueCode(second.context, student.id);
  await removePerson(admin.context, second.id);
  const password = "a long enough secret";
  await createAdmin(services, { email: "op@uni.example.edu", name: "Op", password });
  const { entries } = await auditEntries(admin.context, 1);
  const by = (verb: string) => entries.find((entry) => entry.verb === verb);
  expect(by("user.create")).toMatchObject({ actorName: null, byOperator: true });
  expect(by("user.issue_code")).toMatchObject({ actorName: null, byOperator: false });
});
