/** Members that are kept in memory are those that the database has. */
import { afterEach, beforeEach, expect, test } from "bun:test";
import { countingReads } from "#tests/support/around_reads.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { makeGroup } from "#tests/support/realtime.ts";
import { type TestServices, testServices } from "#tests/support/services.ts";
import { membersOf } from "#storage/members.ts";
import { sendMessage } from "../messages/messages.ts";
import { updateProfile } from "../people/accounts.ts";
import { editPerson, removePerson } from "../people/manage_people.ts";
import { deleteGroup, restoreGroup } from "./bin.ts";
import { KeptMembers } from "./kept_members.ts";
import { addMembers, changeMemberRole, listMembers, removeFromGroup } from "./members.ts";

let services: TestServices;
let admin: TestPerson;
let ada: TestPerson;
let ben: TestPerson;
let conversationId: string;
let reads = 0;

beforeEach(async () => {
  services = testServices({ around: countingReads(() => (reads += 1)) });
  admin = await makePerson(services, { role: "admin", name: "Root" });
  ada = await makePerson(services, { name: "Ada" });
  ben = await makePerson(services, { name: "Ben" });
  conversationId = await makeGroup(admin.context, [ada, ben], "One");
});
afterEach(() => services.dispose());

async function readsOf({ context }: TestPerson): Promise<number> {
  reads = 0;
  await listMembers(context, conversationId);
  return reads;
}

/** Who is in the group, which is what the database has, also the next time. */
async function shown({ context }: TestPerson): Promise<string[]> {
  const stored = await membersOf(services.db, conversationId);
  for (let i = 0; i < 2; i++) expect(await listMembers(context, conversationId)).toEqual(stored);
  return stored.map(({ name, userRole, role }) => `${name}, ${userRole}, ${role}`);
}

test("whoever may not see the group is not shown what others have read", async () => {
  await shown(ada);
  const notFound = { code: "not_found" };
  const other = await makePerson(services);
  await expect(listMembers(other.context, conversationId)).rejects.toMatchObject(notFound);
  await removeFromGroup(admin.context, { conversationId, userId: ada.id });
  await expect(listMembers(ada.context, conversationId)).rejects.toMatchObject(notFound);
});

test("the members are read again only after something has happened in the group", async () => {
  await shown(ada);
  const known = await readsOf(ada);
  expect(await readsOf(ben)).toBe(known);
  await sendMessage(ada.context, { conversationId, content: "Hello" });
  expect(await readsOf(ben)).toBe(known + 1);
  expect(await readsOf(ada)).toBe(known);
});

test("members are shown as they are after every change", async () => {
  const base = ["Root, admin, owner"];
  expect(await shown(ada)).toEqual([...base, "Ada, user, member", "Ben, user, member"]);
  await changeMemberRole(admin.context, { conversationId, userId: ben.id, role: "moderator" });
  expect(await shown(ada)).toEqual([...base, "Ben, user, moderator", "Ada, user, member"]);
  await updateProfile(ben.context, { name: "Berta" });
  expect(await shown(ada)).toEqual([...base, "Berta, user, moderator", "Ada, user, member"]);
  await editPerson(admin.context, ben.id, { role: "admin" });
  expect(await shown(ada)).toEqual([...base, "Berta, admin, moderator", "Ada, user, member"]);
  await editPerson(admin.context, ben.id, { role: "user" });
  const cleo = await makePerson(services, { name: "Cleo" });
  await addMembers(admin.context, conversationId, [{ userId: cleo.id }]);
  expect(await shown(ada)).toContain("Cleo, user, member");
  await deleteGroup(admin.context, conversationId);
  await removePerson(admin.context, cleo.id);
  await restoreGroup(admin.context, conversationId);
  expect(await shown(ada)).toEqual([...base, "Berta, user, moderator", "Ada, user, member"]);
  await removePerson(admin.context, ben.id);
  expect(await shown(ada)).toEqual([...base, "Ada, user, member"]);
});

test("the groups asked for longest ago go first if there are too many members", async () => {
  const kept = new KeptMembers(6);
  const small = await makeGroup(admin.context, [ada], "Two");
  const at = (id: string) => kept.of(services.db, { id, lastSeq: 1 });
  const [first, second] = [await at(conversationId), await at(small)];
  expect([first.length, second.length, kept.count]).toEqual([3, 2, 5]);
  expect(await at(conversationId)).toBe(first);
  await at(await makeGroup(admin.context, [ben], "Three"));
  expect(kept.count).toBe(5);
  expect(await at(conversationId)).toBe(first);
  expect(await at(small)).not.toBe(second);
});
