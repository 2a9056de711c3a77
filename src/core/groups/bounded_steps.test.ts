/** What grows with the data holds the lock of writers for a few statements only. */
import { afterEach, beforeEach, expect, test } from "bun:test";
import { cleanup } from "#core/instance/cleanup.ts";
import { checkDatabase } from "#core/instance/check.ts";
import { appendPosts } from "#core/log/bulk_posts.ts";
import { writeLogged } from "#core/log/write.ts";
import { Refusal } from "#core/refusals.ts";
import type { Database, Queries } from "#storage/database.ts";
import { insertUser } from "#storage/users.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { type TestServices, testServices } from "#tests/support/services.ts";
import { editGroup } from "./edit_group.ts";
import { createGroup, deleteGroup, getGroup } from "./groups.ts";
import { addMembers, replaceMembers } from "./members.ts";

const at = "2026-11-02T08:00:00.000Z";
const peopleCount = 2_000;
const postsCount = 5_000;

interface Transaction {
  statements: number;
  /** Changed by the largest statement. */
  rows: number;
}

let services: TestServices;
let staff: TestPerson;
let transactions: Transaction[];
/** Called before each transaction. */
let before: () => void;

beforeEach(async () => {
  before = () => {};
  transactions = [];
  services = testServices({ around: counting });
  staff = await makePerson(services, { role: "admin" });
});
afterEach(() => services.dispose());

function counting(db: Database): Database {
  return {
    ...db,
    transaction(work) {
      before();
      const counted: Transaction = { statements: 0, rows: 0 };
      transactions.push(counted);
      return db.transaction((tx) => {
        // The work may run again from its start.
        Object.assign(counted, { statements: 0, rows: 0 });
        return work(countingQueries(tx, counted));
      });
    },
  };
}

function countingQueries(tx: Queries, counted: Transaction): Queries {
  const note = (rows: number) => {
    counted.statements += 1;
    counted.rows = Math.max(counted.rows, rows);
  };
  return {
    async all<Row>(...query: Parameters<Queries["all"]>) {
      const rows = await tx.all<Row>(...query);
      note(0);
      return rows;
    },
    async get<Row>(...query: Parameters<Queries["get"]>) {
      note(0);
      return tx.get<Row>(...query);
    },
    async run(...query) {
      const rows = await tx.run(...query);
      note(rows);
      return rows;
    },
  };
}

/** The number of statements of the only transaction of this work. */
async function statementsOf(work: () => Promise<unknown>): Promise<number> {
  transactions = [];
  await work();
  expect(transactions).toHaveLength(1);
  return transactions[0]!.statements;
}

async function manyPeople(): Promise<{ userId: string }[]> {
  const ids = Array.from({ length: peopleCount }, (_, index) => `person ${index}`);
  await services.db.transaction(async (tx) => {
    for (const id of ids) {
      const email = `${id.replace(" ", "")}@uni.example.edu`;
      await insertUser(tx, { id, email, username: id, password: null, role: "user", name: id, at });
    }
  });
  return ids.map((userId) => ({ userId }));
}

const group = { name: "Team 1", description: "" };

test("thousands of people are added to a group, promoted and removed by a few statements", async () => {
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

const sound = async () => ({ problems: [], readable: true });

/** A group with many messages, and another one. */
async function largeGroup(): Promise<{ id: string; other: string }> {
  const { id } = await createGroup(staff.context, group);
  const { id: other } = await createGroup(staff.context, group);
  for (const conversationId of [other, id]) {
    const posts = Array.from({ length: postsCount }, (_, index) => ({
      id: `${conversationId} ${index}`,
      senderId: staff.id,
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
  await largeGroup();
  expect(Math.max(...transactions.map(({ statements }) => statements))).toBeLessThan(20);
});

test("a large group is deleted at once for everyone, and erased in steps", async () => {
  const { id, other } = await largeGroup();
  transactions = [];
  await deleteGroup(staff.context, id);
  expect(await leftOf(id)).toEqual(["ConversationDeleted"]);
  expect((await leftOf(other)).length).toBeGreaterThan(2 * postsCount);
  const [deletion, ...steps] = transactions;
  expect(deletion!.statements).toBeLessThan(20);
  expect(deletion!.rows).toBe(1);
  expect(steps.length).toBeGreaterThanOrEqual(postsCount / 2_000);
  for (const { statements, rows } of steps) {
    expect(statements).toBeLessThanOrEqual(2);
    expect(rows).toBeLessThanOrEqual(2_000);
  }
});

test("a process that ends between two steps leaves a deleted group, which the cleanup erases", async () => {
  const { id, other } = await largeGroup();
  let taken = 0;
  before = () => {
    taken += 1;
    if (taken > 2) throw new Error("the process has ended");
  };
  await deleteGroup(staff.context, id);
  before = () => {};
  expect((await leftOf(id)).length).toBeGreaterThan(2_000);
  expect(services.lines.join("\n")).toContain("erasure.failed");
  await expect(getGroup(staff.context, id)).rejects.toBeInstanceOf(Refusal);
  await expect(deleteGroup(staff.context, id)).rejects.toBeInstanceOf(Refusal);
  expect(await checkDatabase(services.db, { check: sound })).toEqual([]);
  await cleanup(services, services.config).run();
  expect(await leftOf(id)).toEqual(["ConversationDeleted"]);
  expect((await leftOf(other)).length).toBeGreaterThan(2 * postsCount);
});
