/** What grows with the data holds the lock of writers for a few statements only. */
import { afterEach, beforeEach, expect, test } from "bun:test";
import { groupLimits } from "#wire/limits.ts";
import { cleanup } from "#core/instance/cleanup.ts";
import { checkDatabase } from "#core/instance/check.ts";
import { appendPosts } from "#core/log/bulk_posts.ts";
import { writeLogged } from "#core/log/write.ts";
import { editPerson, removePerson } from "#core/people/manage_people.ts";
import { Refusal } from "#core/refusals.ts";
import { StorageError, valueTable } from "#storage/database.ts";
import { keysOf } from "#storage/person_keys.ts";
import {
  type TransactionCounter,
  transactionCounter,
} from "#tests/support/counted_transactions.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { appendedKinds, type TestServices, testServices } from "#tests/support/services.ts";
import { editGroup } from "./edit_group.ts";
import { listManagedGroups } from "./group_lists.ts";
import { moveGroup, reorderGroups } from "./group_order.ts";
import { deleteGroup, eraseForGood, restoreGroup } from "./bin.ts";
import { createGroup, createGroups, getGroup } from "./groups.ts";
import { addMembers, listMembers, replaceMembers } from "./members.ts";

const at = "2026-11-02T08:00:00.000Z";
const peopleCount = 400;
const postsCount = 5_000;

let services: TestServices;
let staff: TestPerson;
let counter: TransactionCounter;

beforeEach(async () => {
  counter = transactionCounter();
  services = testServices({ around: counter.around });
  staff = await makePerson(services, { role: "admin" });
});
afterEach(() => services.dispose());

/** The number of statements of the only transaction of this work. */
async function statementsOf(work: () => Promise<unknown>): Promise<number> {
  counter.transactions = [];
  await work();
  expect(counter.transactions).toHaveLength(1);
  return counter.transactions[0]!.statements;
}

/** The statements of the longest transaction. */
function most(): number {
  return Math.max(...counter.transactions.map(({ statements }) => statements));
}

async function manyPeople(length = peopleCount): Promise<{ userId: string }[]> {
  const ids = Array.from({ length }, (_, index) => `person ${index}`);
  const table = valueTable(
    ids.map((id) => {
      const email = `${id.replace(" ", "")}@uni.example.edu`;
      const keys = keysOf({ name: id, email, username: id });
      return [id, email, keys.name, keys.search, keys.email];
    }),
  );
  await services.db.transaction(
    (tx) => tx.run`
      insert into users (id, email, username, role, name, created_at, updated_at, name_key, search_key, email_key)
      select column1, column2, column1, 'user', column1, ${at}, ${at}, column3, column4, column5
      from ${table} as w`,
  );
  return ids.map((userId) => ({ userId }));
}

const group = { name: "Team 1", description: "" };

test("hundreds of people are added to a group, promoted and removed by a few statements", async () => {
  const people = await manyPeople();
  const moderators = people.map(({ userId }) => ({ userId, role: "moderator" }) as const);
  const { id } = await createGroup(staff.context, group);
  expect(await statementsOf(() => addMembers(staff.context, id, people))).toBeLessThan(20);
  expect(await statementsOf(() => replaceMembers(staff.context, id, moderators))).toBeLessThan(30);
  const left = moderators.slice(0, 1);
  const edit = { ...group, shown: people.map(({ userId }) => userId), wanted: left };
  expect(await statementsOf(() => editGroup(staff.context, id, edit))).toBeLessThan(30);
  const whole = { ...group, members: people };
  expect(await statementsOf(() => createGroup(staff.context, whole))).toBeLessThan(20);
  expect(await checkDatabase(services.db, { check: sound })).toEqual([]);
});

test("as many groups as allowed are created with their people by a few statements", async () => {
  const people = await manyPeople();
  const groups = Array.from({ length: groupLimits.atOnce }, (_, index) => ({
    name: `Team ${index}`,
    description: "",
    members: people.slice(index * 2, index * 2 + 2),
  }));
  const made: { id: string }[] = [];
  const create = async () => made.push(...(await createGroups(staff.context, groups)));
  expect(await statementsOf(create)).toBeLessThanOrEqual(8);
  expect(
    (await listManagedGroups(staff.context)).map(({ id, members }) => ({ id, members })),
  ).toEqual(made.map(({ id }) => ({ id, members: 3 })));
  expect(await checkDatabase(services.db, { check: sound })).toEqual([]);
});

/** Another member of staff, in many groups, and these. */
async function manyGroups(): Promise<{ person: TestPerson; ids: string[] }> {
  const person = await makePerson(services, { role: "admin" });
  const groups = Array.from({ length: groupLimits.atOnce }, () => ({ ...group, members: [] }));
  const ids = await createGroups(person.context, groups);
  return { person, ids: ids.map(({ id }) => id) };
}

test("a person in many groups is renamed, and deleted, by a few statements", async () => {
  const { person, ids } = await manyGroups();
  const rename = () => editPerson(staff.context, person.id, { name: "Other Name" });
  expect(await statementsOf(rename)).toBeLessThanOrEqual(20);
  expect(await statementsOf(() => removePerson(staff.context, person.id))).toBeLessThanOrEqual(31);
  for (const id of ids) expect(await listMembers(staff.context, id)).toEqual([]);
  const kinds = appendedKinds(services).filter((kind) => kind.startsWith("Member"));
  const times = (kind: string) => ids.map(() => kind);
  expect(kinds).toEqual([
    ...times("MemberAdded"),
    ...times("MemberChanged"),
    ...times("MemberRemoved"),
  ]);
  expect(await checkDatabase(services.db, { check: sound })).toEqual([]);
});

test("many groups get another order by a few statements, and one that moves a step changes two", async () => {
  const { ids } = await manyGroups();
  const order = async () => (await listManagedGroups(staff.context)).map(({ id }) => id);
  const reversed = ids.toReversed();
  expect(await statementsOf(() => reorderGroups(staff.context, reversed))).toBeLessThanOrEqual(4);
  expect(await order()).toEqual(reversed);
  const move = () => moveGroup(staff.context, reversed.at(-1)!, { before: reversed[0]! });
  expect(await statementsOf(move)).toBeLessThanOrEqual(5);
  expect(await order()).toEqual([reversed.at(-1)!, ...reversed.slice(0, -1)]);
  const up = () => moveGroup(staff.context, reversed[0]!, { step: "up" });
  expect(await statementsOf(up)).toBeLessThanOrEqual(5);
  expect(counter.transactions[0]!.rows).toBe(2);
  expect(await order()).toEqual(
    reversed.slice(0, 1).concat(reversed.at(-1)!, reversed.slice(1, -1)),
  );
});

/** More than one transaction changes. */
const veryMany = 750;

test("more people than one transaction adds come in several, each of a few statements", async () => {
  const people = await manyPeople(veryMany);
  counter.transactions = [];
  const { id } = await createGroup(staff.context, { ...group, members: people });
  const { id: other } = await createGroup(staff.context, group);
  await addMembers(staff.context, other, people);
  for (const one of [id, other]) {
    expect(await listMembers(staff.context, one)).toHaveLength(veryMany + 1);
  }
  await replaceMembers(staff.context, id, []);
  expect(await listMembers(staff.context, id)).toEqual([]);
  const shown = people.map(({ userId }) => userId);
  await editGroup(staff.context, other, { name: "New", description: "", shown, wanted: [] });
  expect(await listMembers(staff.context, other)).toHaveLength(1);
  expect(counter.transactions).toHaveLength(9);
  expect(most()).toBeLessThanOrEqual(12);
  expect(await checkDatabase(services.db, { check: sound })).toEqual([]);
});

/** Lets the second transaction of some work fail. */
async function interrupted(work: () => Promise<unknown>): Promise<void> {
  counter.transactions = [];
  counter.before = () => {
    if (counter.transactions.length === 1) throw new Error("the process is ending");
  };
  await expect(work()).rejects.toMatchObject({
    code: "conflict",
    field: "members",
    reason: "members_partly",
    params: { done: 500, count: veryMany },
  });
  counter.before = () => {};
}

test("a change that is interrupted says how far it got, and does the rest when it is repeated", async () => {
  const people = await manyPeople(veryMany);
  await interrupted(() => createGroup(staff.context, { ...group, members: people }));
  const [made] = await listManagedGroups(staff.context);
  expect(made).toMatchObject({ name: group.name, members: 501 });
  const { id } = await createGroup(staff.context, group);
  const wanted = people.map(({ userId }) => ({ userId, role: "moderator" }) as const);
  const form = { ...group, shown: [], wanted };
  await interrupted(() => editGroup(staff.context, id, form));
  expect(await listMembers(staff.context, id)).toHaveLength(501);
  await editGroup(staff.context, id, form);
  expect(await listMembers(staff.context, id)).toHaveLength(veryMany + 1);
  expect(await checkDatabase(services.db, { check: sound })).toEqual([]);
});

test("a part that finds the database busy is tried again", async () => {
  const people = await manyPeople(veryMany);
  counter.transactions = [];
  let refusals = 0;
  counter.before = () => {
    if (counter.transactions.length !== 1 || refusals === 2) return;
    refusals += 1;
    throw new StorageError("busy");
  };
  const { id } = await createGroup(staff.context, { ...group, members: people });
  expect(refusals).toBe(2);
  expect(await listMembers(staff.context, id)).toHaveLength(veryMany + 1);
});

test("someone without an account stops even a change in several transactions before it begins", async () => {
  const people = [...(await manyPeople(veryMany)), { userId: "nobody" }];
  const { id } = await createGroup(staff.context, group);
  const wanted = people.map((one) => ({ ...one, role: "member" }) as const);
  const acts = [
    () => createGroup(staff.context, { ...group, members: people }),
    () => editGroup(staff.context, id, { ...group, shown: [], wanted }),
  ];
  for (const act of acts) await expect(act()).rejects.toMatchObject({ reason: "members_gone" });
  expect(await listManagedGroups(staff.context)).toMatchObject([{ id, members: 1 }]);
});

test("more changes than allowed at once are refused, by form and by API, and change nothing", async () => {
  const people = await manyPeople();
  const { id } = await createGroup(staff.context, { ...group, members: people });
  const allowed = groupLimits.membershipsAtOnce;
  const strangers = Array.from({ length: allowed - people.length + 1 }, (_, index) => ({
    userId: `stranger ${index}`,
  }));
  const members = await listMembers(staff.context, id);
  const shown = members.map(({ userId }) => userId);
  const acts = [
    () => addMembers(staff.context, id, [...people, ...strangers]),
    () => replaceMembers(staff.context, id, strangers),
    () => createGroup(staff.context, { ...group, members: [...people, ...strangers] }),
    () =>
      editGroup(staff.context, id, {
        ...group,
        shown,
        wanted: strangers.map((one) => ({ ...one, role: "member" as const })),
      }),
  ];
  for (const act of acts) {
    await expect(act()).rejects.toMatchObject({ field: "members", reason: "members_many" });
  }
  expect(await listMembers(staff.context, id)).toEqual(members);
});

const sound = async () => ({ problems: [], readable: true });

/** A group with many messages, and another one. */
async function largeGroup(): Promise<{ id: string; other: string }> {
  const senders = (await manyPeople()).map(({ userId }) => userId);
  const { id } = await createGroup(staff.context, group);
  const { id: other } = await createGroup(staff.context, group);
  for (const conversationId of [other, id]) {
    const posts = Array.from({ length: postsCount }, (_, index) => ({
      id: `${conversationId} ${index}`,
      senderId: senders[index % senders.length]!,
      content: "words",
      sentFromClient: at,
      sentFromServer: at,
    }));
    await writeLogged(services, (writing) => appendPosts(writing, conversationId, posts));
  }
  return { id, other };
}

async function leftOf(conversationId: string): Promise<string[]> {
  const rows = await services.db.all<{ kind: string }>`
    select kind from events where conversation_id = ${conversationId}
    union all select 'message' as kind from messages where conversation_id = ${conversationId}
    union all select 'erasure' as kind from erasures`;
  return rows.map(({ kind }) => kind);
}

test("thousands of messages are imported by a few statements", async () => {
  counter.transactions = [];
  await largeGroup();
  expect(most()).toBeLessThan(20);
});

test("a large group is deleted and restored by a few statements, and erased in steps", async () => {
  const { id, other } = await largeGroup();
  const all = await leftOf(id);
  expect(await statementsOf(() => deleteGroup(staff.context, id))).toBeLessThan(15);
  expect(await statementsOf(() => restoreGroup(staff.context, id))).toBeLessThan(23);
  await deleteGroup(staff.context, id);
  expect((await leftOf(id)).length).toBe(all.length + 3);
  counter.transactions = [];
  await eraseForGood(staff.context, { id, name: group.name });
  expect(await leftOf(id)).toEqual(["ConversationDeleted", "ConversationDeleted"]);
  expect((await leftOf(other)).length).toBeGreaterThan(2 * postsCount);
  const [deletion, ...steps] = counter.transactions;
  expect(deletion!.statements).toBeLessThan(20);
  expect(deletion!.rows).toBe(1);
  expect(steps.length).toBeGreaterThanOrEqual(postsCount / 2_000);
  for (const { statements, rows } of steps) {
    expect(statements).toBeLessThanOrEqual(3);
    expect(rows).toBeLessThanOrEqual(2_000);
  }
});

test("a process that ends between two steps leaves an erased group in part, and the cleanup does the rest", async () => {
  const { id, other } = await largeGroup();
  let taken = 0;
  counter.before = () => {
    taken += 1;
    if (taken > 3) throw new Error("the process has ended");
  };
  await deleteGroup(staff.context, id);
  await eraseForGood(staff.context, { id, name: group.name });
  counter.before = () => {};
  expect((await leftOf(id)).length).toBeGreaterThan(2_000);
  expect(services.lines.join("\n")).toContain("erasure.failed");
  await expect(getGroup(staff.context, id)).rejects.toBeInstanceOf(Refusal);
  await expect(deleteGroup(staff.context, id)).rejects.toBeInstanceOf(Refusal);
  expect(await checkDatabase(services.db, { check: sound })).toEqual([]);
  await cleanup(services, services.config).run();
  expect(await leftOf(id)).toEqual(["ConversationDeleted"]);
  expect((await leftOf(other)).length).toBeGreaterThan(2 * postsCount);
});

test("thousands of expired sessions and forgiven attempts are deleted in steps", async () => {
  await manyPeople();
  await services.db.transaction(async (tx) => {
    const rows = Array.from({ length: 2_500 }, (_, index) => [`${index}`, 1]);
    await tx.run`
      insert into sessions (id, token_hash, user_id, device, created_at, last_seen_at, expires_at)
      select column1, column1, 'person 1', '', ${at}, ${at}, ${at} from ${valueTable(rows)} as w`;
    await tx.run`
      insert into attempts (key, counted_until_ms) select column1, column2 from ${valueTable(rows)} as w`;
  });
  counter.transactions = [];
  await cleanup(services, services.config).run();
  expect(counter.transactions).toEqual([
    { statements: 1, rows: 2_000 },
    { statements: 1, rows: 500 },
    { statements: 1, rows: 2_000 },
    { statements: 1, rows: 500 },
  ]);
  const left = await services.db.all`
    select id from sessions where user_id = 'person 1' union all select key from attempts`;
  expect(left).toEqual([]);
});
