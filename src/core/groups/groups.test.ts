/** What groups store, show, record and announce. */
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { appendedKinds, type TestServices, testServices } from "#tests/support/services.ts";
import { sendMessage } from "../messages/messages.ts";
import { listChoosablePeople, listManagedGroups } from "./group_lists.ts";
import { groupPlaces, moveGroup, reorderGroups } from "./group_order.ts";
import { deleteGroup, eraseForGood } from "./bin.ts";
import {
  createGroup,
  createGroups,
  describedView,
  getGroup,
  listedFor,
  listGroups,
  listGroupsOf,
  updateGroup,
} from "./groups.ts";
import { listMembers, markRead } from "./members.ts";

let services: TestServices;
let admin: TestPerson;
let ada: TestPerson;
let ben: TestPerson;
let groups: string[];
let first: string;
beforeEach(async () => {
  services = testServices();
  admin = await makePerson(services, { role: "admin", name: "Root" });
  ada = await makePerson(services, { name: "Ada" });
  ben = await makePerson(services, { name: "Ben" });
  const members = [{ userId: ada.id }];
  const inputs = ["One", "Two", "Three"].map((name) => ({ name, description: "", members }));
  groups = (await createGroups(admin.context, inputs)).map(({ id }) => id);
  [first = ""] = groups;
  services.appendedEntries.length = 0;
});
afterEach(() => services.dispose());

const names = async (person: TestPerson) =>
  (await listGroups(person.context)).map(({ name }) => name);

describe("the lists from which staff choose", () => {
  const course = { courseId: "first" };

  test("are refused to everyone else", async () => {
    const refused = { code: "forbidden", reason: "staff_only_groups" };
    const inFirst = { ...course, conversationId: first };
    await expect(listManagedGroups(ada.context)).rejects.toMatchObject(refused);
    await expect(listChoosablePeople(ada.context, course)).rejects.toMatchObject(refused);
    await expect(listChoosablePeople(ada.context, inFirst)).rejects.toMatchObject(refused);
  });

  test("have all groups, and everyone with their role in the given group", async () => {
    const managed = await listManagedGroups(admin.context);
    expect(managed.map(({ id }) => id)).toEqual(groups);
    const roles = async (conversationId?: string) =>
      (await listChoosablePeople(admin.context, { ...course, conversationId })).map((one) => [
        one.name,
        one.memberRole,
      ]);
    expect(await roles(first)).toEqual([
      ["Ada", "member"],
      ["Ben", null],
      ["Root", "owner"],
    ]);
    expect((await roles()).map(([, role]) => role)).toEqual([null, null, null]);
  });
});

describe("a group is listed", () => {
  test("for its members and for staff, and for nobody else", async () => {
    const all = ["One", "Two", "Three"];
    const staff = await makePerson(services, { role: "admin" });
    expect([await names(ada), await names(staff), await names(ben)]).toEqual([all, all, []]);
    await expect(getGroup(ben.context, first)).rejects.toMatchObject({ code: "not_found" });
    expect((await getGroup(staff.context, first)).name).toBe("One");
    const listed = await listedFor(services.db, first, [ada.id, ben.id, staff.id]);
    expect(new Set(listed.keys())).toEqual(new Set([ada.id, staff.id]));
  });

  test("as another user's only for staff and for that user", async () => {
    const of = async (person: TestPerson) =>
      (await listGroupsOf(person.context, ada.id)).map(({ id }) => id);
    expect([await of(ada), await of(admin), await of(ben)]).toEqual([groups, groups, []]);
  });

  test("with its newest message and the unread ones, but with neither for staff who are not in it", async () => {
    const staff = await makePerson(services, { role: "admin" });
    const view = async (person: TestPerson) => {
      const whole = describedView(await getGroup(person.context, first));
      const { description: _description, ...entry } = whole;
      expect(await listGroups(person.context)).toContainEqual(entry);
      return whole;
    };
    const empty = {
      id: first,
      name: "One",
      description: "",
      position: 1,
      seq: 2,
      unread: 0,
      memberRole: "member" as const,
    };
    expect(await view(ada)).toEqual(empty);
    const sent = await sendMessage(admin.context, { conversationId: first, content: "Hello\nyou" });
    const { sentAt, seq } = sent;
    const lastMessage = { senderName: "Root", content: "Hello you", sentAt, seq };
    expect(await view(ada)).toEqual({ ...empty, seq, unread: 1, lastMessage });
    const { memberRole: _role, ...outside } = empty;
    expect(await view(staff)).toEqual({ ...outside, seq });
    expect((await view(admin)).lastMessage).toEqual(lastMessage);
    await markRead(ada.context, { conversationId: first, seq });
    expect((await view(ada)).unread).toBe(0);
    await sendMessage(admin.context, { conversationId: first, content: "Hello again" });
    expect((await view(ada)).unread).toBe(1);
  });
});

test("the creator of a group owns it, even if chosen as a member, and each person is in it once", async () => {
  const chosen = { role: "moderator" as const };
  const members = [{ userId: admin.id }, { userId: ada.id, ...chosen }, { userId: ada.id }];
  const { id } = await createGroup(admin.context, { name: "Four", description: "", members });
  expect((await listMembers(admin.context, id)).map(({ name, role }) => [name, role])).toEqual([
    ["Root", "owner"],
    ["Ada", "moderator"],
  ]);
  expect(appendedKinds(services)).toEqual(["MemberAdded", "MemberAdded"]);
});

test("a group is renamed and described, which is announced", async () => {
  const changed = { name: "Team 1", description: "Tuesdays" };
  await expect(updateGroup(ada.context, first, changed)).rejects.toMatchObject({
    code: "forbidden",
  });
  await expect(updateGroup(admin.context, "nowhere", changed)).rejects.toMatchObject({
    code: "not_found",
  });
  await updateGroup(admin.context, first, changed);
  expect(await getGroup(ada.context, first)).toMatchObject({ ...changed, lastSeq: 3 });
  expect(services.appendedEntries).toMatchObject([
    { frame: { messageType: "ConversationChanged", payload: changed, meta: { seq: 3 } } },
  ]);
});

test("an erased group leaves records, a note in the log, and nothing else", async () => {
  for (const content of ["one", "two"]) {
    await sendMessage(ada.context, { conversationId: first, content });
  }
  await expect(deleteGroup(ada.context, first)).rejects.toMatchObject({ code: "forbidden" });
  await deleteGroup(admin.context, first);
  await expect(deleteGroup(admin.context, first)).rejects.toMatchObject({ code: "not_found" });
  await eraseForGood(admin.context, { id: first, name: "One" });
  const { db } = services;
  expect(await db.all`select kind, seq from events where conversation_id = ${first}`).toEqual([
    { kind: "ConversationDeleted", seq: 5 },
  ]);
  expect(await db.all`select * from messages`).toEqual([]);
  expect(await db.all`select * from conversation_members where conversation_id = ${first}`).toEqual(
    [],
  );
  const record = { actor_id: admin.id, conversation_id: first, detail: "One: 2 messages" };
  expect(
    await db.all`select actor_id, verb, conversation_id, detail from audit order by id`,
  ).toEqual([
    { ...record, verb: "conversation.delete" },
    { ...record, verb: "conversation.erase" },
  ]);
});

describe("the order of the groups", () => {
  const order = async () =>
    Array.from(await groupPlaces(services.db), ([id, { position }]) => [id, position]);

  test("changes by one move, whose place is told", async () => {
    const [one, two, three] = groups as [string, string, string];
    await expect(moveGroup(admin.context, "nowhere", { step: "up" })).rejects.toMatchObject({
      code: "not_found",
    });
    expect(await moveGroup(admin.context, three, { step: "up" })).toEqual({
      place: 2,
      count: 3,
      was: "",
    });
    expect(await order()).toEqual([
      [one, 1],
      [three, 2],
      [two, 3],
    ]);
    expect(await moveGroup(admin.context, two, { before: one })).toEqual({
      place: 1,
      count: 3,
      was: "",
    });
    expect(await names(ada)).toEqual(["Two", "One", "Three"]);
    expect(appendedKinds(services)).toEqual(["order", "order"]);
  });

  test("is set as named, each group once; the others follow in theirs", async () => {
    const [one, two, three] = groups as [string, string, string];
    await reorderGroups(admin.context, ["nowhere", three, three]);
    expect(await order()).toEqual([
      [three, 1],
      [one, 2],
      [two, 3],
    ]);
    expect(appendedKinds(services)).toEqual(["order"]);
    const { id } = await createGroup(admin.context, { name: "Four", description: "" });
    expect((await order()).at(-1)).toEqual([id, 4]);
  });
});
