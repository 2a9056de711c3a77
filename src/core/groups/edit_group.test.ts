import { afterEach, beforeEach, expect, test } from "bun:test";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { appendedKinds, testServices, type TestServices } from "#tests/support/services.ts";
import { createGroup, getGroup } from "./groups.ts";
import { editGroup, type GroupEdit } from "./edit_group.ts";
import { addMembers, listMembers, removeFromGroup } from "./members.ts";

let services: TestServices;
let admin: TestPerson;
let ada: TestPerson;
let ben: TestPerson;
let group: string;

beforeEach(async () => {
  services = testServices();
  admin = await makePerson(services, { role: "admin" });
  ada = await makePerson(services, { name: "Ada" });
  ben = await makePerson(services, { name: "Ben" });
  const people = [{ userId: ada.id }];
  const made = await createGroup(admin.context, { name: "Team", description: "", members: people });
  group = made.id;
  services.appendedEntries.length = 0;
});

afterEach(() => services.dispose());

const roleOf = async (person: TestPerson) =>
  (await listMembers(admin.context, group)).find(({ userId }) => userId === person.id)?.role;

function edit(change: Partial<GroupEdit>): Promise<void> {
  const both = [
    { userId: admin.id, role: "owner" as const },
    { userId: ada.id, role: "member" as const },
  ];
  const shown = both.map(({ userId }) => userId);
  return editGroup(admin.context, group, {
    name: "Team",
    description: "",
    shown,
    wanted: both,
    ...change,
  });
}

test("a student cannot edit a group, not even one of their own", async () => {
  expect(await roleOf(ada)).toBe("member");
  const input = { name: "Mine", description: "", shown: [], wanted: [] };
  await expect(async () => editGroup(ada.context, group, input)).toThrow("Only staff");
  expect((await getGroup(admin.context, group)).name).toBe("Team");
});

test("a group that does not exist is not found", async () => {
  const input = { name: "Team", description: "", shown: [], wanted: [] };
  await expect(editGroup(admin.context, "nowhere", input)).rejects.toMatchObject({
    code: "not_found",
  });
});

test("choosing a person without an account changes nothing", async () => {
  const wanted = [{ userId: "nobody", role: "member" as const }];
  await expect(edit({ name: "Renamed", wanted })).rejects.toMatchObject({
    code: "invalid",
    field: "members",
  });
  expect((await getGroup(admin.context, group)).name).toBe("Team");
  expect(await roleOf(ada)).toBe("member");
});

test("saving without a change appends nothing", async () => {
  await edit({});
  expect(services.appendedEntries).toEqual([]);
});

test("name, members and roles change together", async () => {
  const wanted = [
    { userId: admin.id, role: "owner" as const },
    { userId: ben.id, role: "moderator" as const },
  ];
  await edit({ name: " Team  1 ", wanted });
  expect((await getGroup(admin.context, group)).name).toBe("Team 1");
  expect(await roleOf(ada)).toBeUndefined();
  expect(await roleOf(ben)).toBe("moderator");
  expect(appendedKinds(services)).toEqual(["ConversationChanged", "MemberRemoved", "MemberAdded"]);
});

test("a new role is an event of its own", async () => {
  const wanted = [
    { userId: admin.id, role: "owner" as const },
    { userId: ada.id, role: "moderator" as const },
  ];
  await edit({ wanted });
  expect(appendedKinds(services)).toEqual(["MemberChanged"]);
  expect(await roleOf(ada)).toBe("moderator");
});

test("a person added meanwhile stays", async () => {
  await addMembers(admin.context, group, [{ userId: ben.id }]);
  await edit({ name: "Renamed" });
  expect(await roleOf(ben)).toBe("member");
});

test("a person removed meanwhile stays out", async () => {
  await removeFromGroup(admin.context, { conversationId: group, userId: ada.id });
  await edit({ name: "Renamed" });
  expect(await roleOf(ada)).toBeUndefined();
});

test("removing a person who is already gone is not an error", async () => {
  await removeFromGroup(admin.context, { conversationId: group, userId: ada.id });
  await edit({ name: "Renamed", wanted: [{ userId: admin.id, role: "owner" }] });
  expect((await getGroup(admin.context, group)).name).toBe("Renamed");
});
