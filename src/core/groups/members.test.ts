/** What a change of members stores and announces; tests of the audit log are in ../audit. */
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { groupLimits } from "#wire/limits.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { appendedKinds, type TestServices, testServices } from "#tests/support/services.ts";
import { isoNow } from "#kit/clock.ts";
import { sendMessage } from "../messages/messages.ts";
import { disablePerson } from "../people/manage_people.ts";
import { editGroup } from "./edit_group.ts";
import { createGroup, getGroup } from "./groups.ts";
import { requirePeople } from "./member_steps.ts";
import {
  addMembers,
  changeMemberRole,
  listMembers,
  markRead,
  membershipsOfActor,
  removeFromGroup,
  replaceMembers,
} from "./members.ts";

let services: TestServices;
let admin: TestPerson;
let ada: TestPerson;
let ben: TestPerson;
let conversationId: string;
beforeEach(async () => {
  services = testServices();
  admin = await makePerson(services, { role: "admin", name: "Root" });
  ada = await makePerson(services, { name: "Ada" });
  ben = await makePerson(services, { name: "Ben" });
  const members = [{ userId: ada.id }];
  ({ id: conversationId } = await createGroup(admin.context, {
    name: "G",
    description: "",
    members,
  }));
  services.appendedEntries.length = 0;
});
afterEach(() => services.dispose());

const roles = async () =>
  (await listMembers(admin.context, conversationId)).map(({ name, role }) => `${name} ${role}`);

const missing = { code: "not_found" };

describe("nothing changes, is recorded or announced", () => {
  afterEach(async () => {
    expect(await services.db.all`select verb from audit`).toEqual([]);
    expect(services.appendedEntries).toEqual([]);
    expect(await getGroup(admin.context, conversationId)).toMatchObject({ lastSeq: 2 });
  });

  test("if a person who is not in the group is removed, or given a role", async () => {
    const key = { conversationId, userId: ben.id };
    await expect(removeFromGroup(admin.context, key)).rejects.toMatchObject(missing);
    await expect(
      changeMemberRole(admin.context, { ...key, role: "moderator" }),
    ).rejects.toMatchObject(missing);
    expect(await roles()).toEqual(["Root owner", "Ada member"]);
  });

  test("in a group that does not exist, even if another person can be added", async () => {
    const nowhere = "nowhere";
    const people = [{ userId: ben.id }];
    await expect(addMembers(admin.context, nowhere, people)).rejects.toMatchObject(missing);
    await expect(replaceMembers(admin.context, nowhere, people)).rejects.toMatchObject(missing);
    await expect(
      removeFromGroup(admin.context, { conversationId: nowhere, userId: ada.id }),
    ).rejects.toMatchObject(missing);
  });

  test("if one of several people has no account", async () => {
    const people = [{ userId: ben.id }, { userId: "nobody" }];
    await expect(addMembers(admin.context, conversationId, people)).rejects.toMatchObject(missing);
    expect(await roles()).toEqual(["Root owner", "Ada member"]);
  });

  test("if members are added again, or keep their role", async () => {
    const { id: userId } = ada;
    const again = [{ userId, role: "moderator" as const }, { userId: admin.id }];
    await addMembers(admin.context, conversationId, again);
    await changeMemberRole(admin.context, { conversationId, userId, role: "member" });
    const same = [{ userId }, { userId: admin.id, role: "owner" as const }];
    await replaceMembers(admin.context, conversationId, same);
    expect(await roles()).toEqual(["Root owner", "Ada member"]);
  });
});

test("people are added once, removed, and given roles; each is an event with what it says", async () => {
  const member = { userId: ben.id, name: "Ben", userRole: "user", role: "moderator" };
  const twice = [{ userId: ben.id, role: "moderator" as const }, { userId: ben.id }];
  await addMembers(admin.context, conversationId, twice);
  await changeMemberRole(admin.context, { conversationId, userId: ben.id, role: "owner" });
  await removeFromGroup(admin.context, { conversationId, userId: ada.id });
  expect(await roles()).toEqual(["Ben owner", "Root owner"]);
  const frames = services.appendedEntries.map((entry) => ("frame" in entry ? entry.frame : null));
  expect(frames).toMatchObject([
    { messageType: "MemberAdded", payload: { member }, meta: { seq: 3 } },
    {
      messageType: "MemberChanged",
      payload: { member: { ...member, role: "owner" } },
      meta: { seq: 4 },
    },
    { messageType: "MemberRemoved", payload: { userId: ada.id }, meta: { seq: 5 } },
  ]);
});

test("replacing the members removes, adds and changes exactly the others", async () => {
  const wanted = [
    { userId: admin.id, role: "moderator" as const },
    { userId: ben.id, role: "owner" as const },
  ];
  await replaceMembers(admin.context, conversationId, wanted);
  expect(await roles()).toEqual(["Ben owner", "Root moderator"]);
  expect(appendedKinds(services)).toEqual(["MemberRemoved", "MemberChanged", "MemberAdded"]);
});

test("a disabled member keeps their role in the group's form, and cannot be given another one", async () => {
  const { id: userId } = ada;
  await disablePerson(admin.context, userId);
  const owner = { userId: admin.id, role: "owner" as const };
  const wanted = [owner, { userId, role: "moderator" as const }];
  const shown = [admin.id, userId];
  const edit = { name: "H", description: "", shown, wanted };
  await editGroup(admin.context, conversationId, edit);
  expect((await getGroup(admin.context, conversationId)).name).toBe("H");
  await expect(
    changeMemberRole(admin.context, { conversationId, userId, role: "moderator" }),
  ).rejects.toMatchObject(missing);
  expect(await roles()).toEqual(["Root owner", "Ada member"]);
});

test("the group's form announces a new description alone, and a new name alone", async () => {
  const members = { shown: [], wanted: [] };
  await editGroup(admin.context, conversationId, { name: "G", description: "New", ...members });
  await editGroup(admin.context, conversationId, { name: "H", description: "New", ...members });
  await editGroup(admin.context, conversationId, { name: "H", description: "New", ...members });
  const payloads = services.appendedEntries.map((entry) =>
    "frame" in entry ? entry.frame.payload : null,
  );
  expect(payloads).toEqual([
    { name: "G", description: "New" },
    { name: "H", description: "New" },
  ]);
});

test("one action can concern as many memberships as allowed, and not one more", async () => {
  const writing = { tx: services.db, now: isoNow(services.clock) };
  const most = Array.from({ length: groupLimits.membershipsAtOnce }, () => ({ userId: ada.id }));
  const choose = (people: typeof most) =>
    requirePeople(admin.context, writing, { courseId: "first", people });
  await choose(most);
  await expect(choose([...most, { userId: ada.id }])).rejects.toMatchObject({
    code: "invalid",
    field: "members",
    reason: "members_many",
    params: { max: groupLimits.membershipsAtOnce },
  });
});

test("a change of many members reads as often as a change of one", async () => {
  let reads = 0;
  const counted = testServices({
    around: (db) => ({
      ...db,
      transaction: (work) =>
        db.transaction((tx) => {
          const count = (strings: TemplateStringsArray) => {
            if (strings[0]!.trimStart().startsWith("select")) reads += 1;
          };
          return work({
            ...tx,
            all(strings, ...values) {
              count(strings);
              return tx.all(strings, ...values);
            },
            get(strings, ...values) {
              count(strings);
              return tx.get(strings, ...values);
            },
          });
        }),
    }),
  });
  const { context } = await makePerson(counted, { role: "admin" });
  const crowd: { userId: string; role: "member" }[] = [];
  for (let count = 0; count < 30; count += 1) {
    const { id } = await makePerson(counted);
    crowd.push({ userId: id, role: "member" });
  }
  const readsOf = async (act: () => Promise<unknown>) => {
    reads = 0;
    await act();
    return reads;
  };
  const group = { name: "G", description: "" };
  const counts = async (people: typeof crowd) => {
    const shown = people.map(({ userId }) => userId);
    const { id } = await createGroup(context, group);
    const edit = { ...group, shown: [], wanted: people };
    const result = {
      create: await readsOf(() => createGroup(context, { ...group, members: people })),
      add: await readsOf(() => addMembers(context, id, people)),
      keep: await readsOf(() => editGroup(context, id, { ...edit, shown })),
      replace: await readsOf(() => replaceMembers(context, id, people)),
      empty: await readsOf(() => editGroup(context, id, { ...edit, shown, wanted: [] })),
      fill: await readsOf(() => editGroup(context, id, edit)),
    };
    expect(await listMembers(context, id)).toHaveLength(people.length);
    return result;
  };
  // The first entry of the staff log reads more than the next ones.
  await counts(crowd.slice(0, 2));
  const one = await counts(crowd.slice(0, 1));
  expect(one.add).toBeGreaterThan(0);
  expect(await counts(crowd)).toEqual(one);
  counted.dispose();
});

test("members and staff see who is in a group, and nobody else does", async () => {
  const other = await makePerson(services, { role: "admin" });
  for (const { context } of [ada, other]) {
    expect(await listMembers(context, conversationId)).toHaveLength(2);
  }
  await expect(listMembers(ben.context, conversationId)).rejects.toMatchObject(missing);
  const roleOf = async ({ context }: TestPerson) =>
    (await membershipsOfActor(context)).get(conversationId);
  expect([await roleOf(admin), await roleOf(ada), await roleOf(ben)]).toEqual([
    "owner",
    "member",
    undefined,
  ]);
});

test("the read position moves forward only, and tells what is unread after it", async () => {
  const send = async (content: string) =>
    (await sendMessage(admin.context, { conversationId, content })).seq;
  const [one, two, three] = [await send("one"), await send("two"), await send("three")];
  const read = (seq: number, { context } = ada) => markRead(context, { conversationId, seq });
  expect(await read(two)).toEqual({ unread: 1 });
  expect([await read(two), await read(one)]).toEqual([undefined, undefined]);
  expect(await read(three)).toEqual({ unread: 0 });
  expect(await read(three, ben)).toBeUndefined();
});
