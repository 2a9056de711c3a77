/** Several reads show one state, even if another process commits between two of them. */
import { afterAll, beforeAll, beforeEach, expect, test } from "bun:test";
import { auditEntries } from "#core/audit/audit_reading.ts";
import { deleteGroup, eraseForGood } from "#core/groups/bin.ts";
import { addMembers, listMembers, removeFromGroup } from "#core/groups/members.ts";
import { readConversationLog, readLog } from "#core/log/read.ts";
import type { Unreadable } from "#core/log/unreadable.ts";
import { readHistory } from "#core/messages/history.ts";
import { sendMessage } from "#core/messages/messages.ts";
import { removePerson } from "#core/people/manage_people.ts";
import { listPeople } from "#core/people/people.ts";
import { logStart } from "#storage/log_position.ts";
import { aroundReads, bySomebodyElse } from "#tests/support/around_reads.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { makeGroup } from "#tests/support/realtime.ts";
import { type TestServices, testServices } from "#tests/support/services.ts";

let services: TestServices;
let staff: TestPerson;
let student: TestPerson;
let other: TestPerson;
let group: string;
/** Called once, after the next read. */
let meanwhile: (() => Promise<unknown>) | undefined;

beforeAll(() => {
  const happen = async <T>(read: Promise<T>): Promise<T> => {
    const result = await read;
    const act = meanwhile;
    meanwhile = undefined;
    await act?.();
    return result;
  };
  services = testServices({
    around: (db) =>
      aroundReads(db, (queries) => ({
        all: (text, ...values) => happen(queries.all(text, ...values)),
        get: (text, ...values) => happen(queries.get(text, ...values)),
      })),
  });
});
afterAll(() => services.dispose());

beforeEach(async () => {
  staff = await makePerson(services, { role: "admin" });
  student = await makePerson(services);
  other = await makePerson(services);
  group = await makeGroup(staff.context, [student]);
  await sendMessage(student.context, { conversationId: group, content: "before" });
});

/** Lets another process write after the first read of the next operation. */
function betweenReads(act: () => Promise<unknown>): void {
  meanwhile = bySomebodyElse(act);
}

async function afterRemoval(): Promise<void> {
  const { context } = staff;
  await removeFromGroup(context, { conversationId: group, userId: student.id });
  await addMembers(context, group, [{ userId: other.id }]);
  await sendMessage(context, { conversationId: group, content: "after" });
}

async function eraseGroup() {
  await deleteGroup(staff.context, group);
  await eraseForGood(staff.context, { id: group, name: "A group" });
}

test("of a message that nobody follows only its place is read", async () => {
  const elsewhere = await makeGroup(staff.context, [student]);
  await sendMessage(student.context, { conversationId: elsewhere, content: "elsewhere" });
  const asked: string[] = [];
  const entries = await readLog(
    services.db,
    { after: logStart, limit: 10_000 },
    {
      isFollowed(conversationId) {
        asked.push(conversationId);
        return conversationId === group;
      },
    },
  );
  const texts = entries.flatMap((entry) =>
    entry.scope === "conversation" && entry.frame.messageType === "ChatMessage"
      ? [entry.frame.payload.content]
      : [],
  );
  expect(texts).toEqual(["before"]);
  const passed = entries.filter(
    (entry) => entry.scope === "posted" && entry.conversationId === elsewhere,
  );
  expect(passed).toMatchObject([{ scope: "posted", seq: 3 }]);
  expect(asked).toContain(elsewhere);
});

test("a page of the log names nothing that was erased while it was read", async () => {
  const reported: Unreadable[] = [];
  betweenReads(eraseGroup);
  const all = { after: logStart, limit: 10_000 };
  const entries = await readLog(services.db, all, { report: (found) => reported.push(found) });
  expect(reported).toEqual([]);
  expect(entries.flatMap((entry) => ("frame" in entry ? [entry.frame] : []))).toContainEqual(
    expect.objectContaining({ payload: expect.objectContaining({ content: "before" }) }),
  );
  expect(await readLog(services.db, all)).not.toEqual(entries);
});

test("a replay is complete, even if the group is erased while it is read", async () => {
  const reported: Unreadable[] = [];
  betweenReads(eraseGroup);
  const range = { conversationId: group, afterSeq: 0, upToSeq: 3 };
  const read = () => readConversationLog(services.db, range, (found) => reported.push(found));
  const frames = await read();
  expect(frames.map(({ messageType }) => messageType)).toEqual([
    "MemberAdded",
    "MemberAdded",
    "ChatMessage",
  ]);
  expect(reported).toEqual([]);
  expect(await read()).toEqual([]);
});

test("a page of history shows nothing written after its reader was removed", async () => {
  betweenReads(afterRemoval);
  const page = await readHistory(student.context, { conversationId: group });
  expect(page.map(({ content }) => content)).toEqual(["before"]);
  const again = readHistory(student.context, { conversationId: group });
  await expect(again).rejects.toMatchObject({ code: "not_found" });
});

test("a list of members shows nobody who joined after its reader was removed", async () => {
  betweenReads(afterRemoval);
  const ids = async (person: TestPerson) =>
    (await listMembers(person.context, group)).map(({ userId }) => userId).toSorted();
  expect(await ids(student)).toEqual([staff.id, student.id].toSorted());
  expect(await ids(staff)).toEqual([staff.id, other.id].toSorted());
});

test("a page of people has as many as it states, even if one of them is deleted meanwhile", async () => {
  betweenReads(() => removePerson(staff.context, other.id));
  const query = { query: other.username };
  const { total, rows } = await listPeople(staff.context, query);
  expect([total, rows.length]).toEqual([1, 1]);
  expect(await listPeople(staff.context, query)).toMatchObject({ total: 0, rows: [] });
});

test("a page of the audit log shows its contents at the time its pages were counted", async () => {
  betweenReads(() => deleteGroup(staff.context, group));
  const { entries } = await auditEntries(staff.context, 1);
  const newest = (await auditEntries(staff.context, 1)).entries[0];
  expect(newest?.verb).toBe("conversation.delete");
  expect(entries.map(({ id }) => id)).not.toContain(newest?.id);
});
