/** A group that is over is archived by itself, and brought back. */
import { afterEach, beforeEach, expect, test } from "bun:test";
import { archiveGroup } from "#core/groups/archive.ts";
import { deleteGroup, restoreGroup } from "#core/groups/bin.ts";
import { listManagedGroups } from "#core/groups/group_lists.ts";
import { moveGroup } from "#core/groups/group_order.ts";
import { addMembers } from "#core/groups/members.ts";
import { archiveCourse, restoreCourse } from "#core/courses/manage_courses.ts";
import { sendMessage } from "#core/messages/messages.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { makeGroup, startTestRealtime, type TestRealtime } from "#tests/support/realtime.ts";
import { testWeb, type TestWeb } from "#tests/support/web.ts";

let realtime: TestRealtime;
let web: TestWeb;
let admin: TestPerson;
let student: TestPerson;
let group: string;

beforeEach(async () => {
  realtime = await startTestRealtime();
  web = testWeb({ services: realtime.services });
  admin = await makePerson(realtime.services, { role: "admin" });
  student = await makePerson(realtime.services);
  group = await makeGroup(admin.context, [student], "Team Quartz");
});
afterEach(() => realtime.stop());

const away = { code: "forbidden", reason: "group_archived" };
const page = async (by: TestPerson, path: string) => (await web.get(path, by)).text();
const archive = (isAway = true) => archiveGroup(admin.context, { id: group, isAway });
const write = (by: TestPerson) => sendMessage(by.context, { conversationId: group, content: "Hi" });

test("in an archived group nobody writes or joins, and each way says why", async () => {
  await expect(archiveGroup(student.context, { id: group, isAway: true })).rejects.toMatchObject({
    code: "forbidden",
  });
  await archive();
  for (const by of [student, admin]) await expect(write(by)).rejects.toMatchObject(away);
  const other = await makePerson(realtime.services);
  const joining = addMembers(admin.context, group, [{ userId: other.id }]);
  await expect(joining).rejects.toMatchObject(away);
  const answer = await web.post(`/groups/${group}/edit`, { name: "New", shown: "" }, admin);
  expect(answer.status).toBe(403);
  const chat = await page(student, `/chat/${group}`);
  expect(chat).toContain("This group is archived. You can only read here.");
  expect(chat).not.toContain('id="composer"');
});

test("open lists fold it away at once, and have it again when it is brought back", async () => {
  const socket = await realtime.connect(student);
  await socket.identify(student);
  const answer = await web.post(`/groups/archive/${group}`, {}, admin);
  expect(answer.headers.get("Location")).toBe("/groups");
  const listed = await socket.next("ConversationListed");
  expect(listed.payload.conversation).toMatchObject({ id: group, archived: true });
  expect(await page(admin, "/groups")).toMatch(/Archived groups \(1\)/);
  await web.post(`/groups/unarchive/${group}`, {}, admin);
  const again = await socket.next("ConversationListed");
  expect(again.payload.conversation.archived).toBeUndefined();
  await write(student);
  expect(await page(admin, "/audit")).toMatch(/ brought .* back from the archive.* archived /s);
});

test("archiving twice is recorded once, and other groups are sorted as if it was not there", async () => {
  const others = [
    await makeGroup(admin.context, [], "Team Slate"),
    await makeGroup(admin.context, [], "Team Marl"),
  ];
  await archive();
  await archive();
  const rows = await realtime.services.db.all`
    select verb from audit where verb = 'conversation.archive'`;
  expect(rows).toHaveLength(1);
  const moved = await moveGroup(admin.context, others[1]!, { step: "first" });
  expect(moved).toMatchObject({ place: 1, count: 2 });
});

test("a course that is archived and brought back leaves it archived, and so does the bin", async () => {
  const { db } = realtime.services;
  await db.transaction((tx) => tx.run`update courses set name = 'Geology' where id = 'first'`);
  await archive();
  await archiveCourse(admin.context, "first");
  await expect(archive(false)).rejects.toMatchObject({ reason: "course_archived" });
  await restoreCourse(admin.context, "first");
  await expect(write(student)).rejects.toMatchObject(away);
  await deleteGroup(admin.context, group);
  await restoreGroup(admin.context, group);
  await expect(write(student)).rejects.toMatchObject(away);
  expect(await listManagedGroups(admin.context)).toMatchObject([{ id: group, ownArchived: 1 }]);
  await archive(false);
  await write(student);
});

test("the API archives a group and brings it back", async () => {
  const path = `/api/conversation/${group}`;
  const change = async (json: object) => {
    const headers = {
      Cookie: admin.cookie,
      Origin: web.origin,
      "Content-Type": "application/json",
    };
    const init = { method: "PATCH", headers, body: JSON.stringify(json) };
    const answer = await web.request(path, init);
    return [answer.status, ((await answer.json()) as { conversation?: object }).conversation];
  };
  expect(await change({ archived: true })).toMatchObject([200, { archived: true }]);
  expect((await change({ name: "New" }))[0]).toBe(403);
  const back = { archived: false, name: "New" };
  expect(await change({ ...back })).toMatchObject([200, { archived: false, name: "New" }]);
});
