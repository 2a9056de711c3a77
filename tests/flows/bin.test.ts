/** Deleted groups can be restored for a month, and are erased after that. */
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { deleteGroup, eraseForGood, restoreGroup } from "#core/groups/bin.ts";
import { setFavourite } from "#core/groups/favourites.ts";
import { createInvite } from "#core/invites/invites.ts";
import { joinByInvite } from "#core/invites/use_invite.ts";
import { decideWaiting, listWaiting } from "#core/invites/waiting.ts";
import { cleanup } from "#core/instance/cleanup.ts";
import { checkDatabase } from "#core/instance/check.ts";
import { sendMessage } from "#core/messages/messages.ts";
import { removePerson } from "#core/people/manage_people.ts";
import { enrol, makeCourse, moveToCourse } from "#tests/support/courses.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { makeGroup, startTestRealtime, type TestRealtime } from "#tests/support/realtime.ts";
import { type Fields, testWeb, type TestWeb } from "#tests/support/web.ts";

let realtime: TestRealtime;
let web: TestWeb;
let admin: TestPerson;
let student: TestPerson;
let group: string;

beforeEach(async () => {
  realtime = await startTestRealtime();
  web = testWeb({ services: realtime.services });
  admin = await makePerson(realtime.services, { role: "admin", name: "Prof. Ito" });
  student = await makePerson(realtime.services, { name: "Mei Lin" });
  group = await makeGroup(admin.context, [student], "Team Quartz");
  for (const content of ["Feldspar", "Mica"]) {
    await sendMessage(admin.context, { conversationId: group, content });
  }
});
afterEach(() => realtime.stop());

const submit = async (by: TestPerson, path: string, fields: Fields = {}) =>
  (await web.post(path, fields, by)).status;
const page = async (by: TestPerson, path: string) => (await web.get(path, by)).text();
const restore = (id = group) => `/groups/restore/${id}`;
const erase = (id = group) => `/groups/erase/${id}`;

interface Listed {
  id: string;
  unread: number;
}
async function listOf(by: TestPerson): Promise<Listed[]> {
  const answer = await web.get("/api/conversations", by);
  return ((await answer.json()) as { conversations: Listed[] }).conversations;
}

describe("nobody restores or erases", () => {
  test("a group that is not in the bin", async () => {
    for (const path of [restore(), erase(), restore("none"), erase("none")]) {
      expect(await submit(admin, path, { name: "Team Quartz" })).toBe(404);
    }
    expect(await listOf(student)).toMatchObject([{ id: group }]);
  });

  test("a group of another course, of which they are not even told", async () => {
    const { services } = realtime;
    await makeCourse(services, { id: "botany" });
    const teacher = await makePerson(services);
    await enrol(services, { courseId: "botany", userId: teacher.id, role: "teacher" });
    await deleteGroup(admin.context, group);
    expect(await submit(teacher, restore())).toBe(404);
    expect(await submit(teacher, erase(), { name: "Team Quartz" })).toBe(404);
    expect(await page(teacher, "/groups/deleted")).not.toContain("Quartz");
    const own = await makeGroup(admin.context, [], "Team Fern");
    await moveToCourse(services, own, "botany");
    expect(await submit(teacher, `/groups/delete/${own}`)).toBe(303);
    expect(await page(teacher, "/groups/deleted")).toContain("Team Fern");
    expect(await submit(teacher, restore(own))).toBe(303);
  });

  test("a group without typing its name", async () => {
    await deleteGroup(admin.context, group);
    for (const name of ["", "Team", "team quartz"]) {
      const answer = await web.post(erase(), { name }, admin);
      expect([name, answer.status]).toEqual([name, 422]);
      expect(await answer.text()).toContain("This is not the name of the group.");
    }
    const headers = { Cookie: admin.cookie, Origin: web.origin };
    const path = `/api/deleted-conversations/${group}/erase`;
    expect((await web.postJson(path, { name: "Team" }, headers)).status).toBe(422);
    expect(await submit(admin, restore())).toBe(303);
  });
});

test("a deleted group is in no list, search or count, and its question says so", async () => {
  const question = await page(admin, `/groups/delete/${group}`);
  expect(question).toContain("You can restore it for 30 days");
  const answer = await web.post(`/groups/delete/${group}`, {}, admin);
  expect(answer.status).toBe(303);
  for (const by of [admin, student]) {
    expect(await listOf(by)).toEqual([]);
    expect(await page(by, "/find?q=quartz")).not.toContain("Team Quartz");
    expect(await page(by, `/people/${student.id}/card`)).not.toContain("Team Quartz");
    for (const path of [`/chat/${group}`, `/api/conversation/${group}/messages`]) {
      expect((await web.get(path, by)).status).toBe(404);
    }
  }
  const post = sendMessage(student.context, { conversationId: group, content: "Hello?" });
  await expect(post).rejects.toMatchObject({ code: "not_found" });
  expect(await page(admin, "/groups")).toContain("1 deleted group");
  const bin = await page(admin, "/groups/deleted");
  for (const text of ["Team Quartz", "2 messages", "2 members", "by Prof. Ito"]) {
    expect(bin).toContain(text);
  }
});

test("a restored group is as it was, with what everyone has read and keeps at the top", async () => {
  await setFavourite(student.context, { conversationId: group, favourite: true });
  const path = `/api/conversation/${group}`;
  const history = async () => (await web.get(`${path}/messages`, student)).json();
  const members = async () => (await web.get(`${path}/members`, admin)).json();
  const before = [await listOf(student), await history(), await members()];
  expect(await listOf(student)).toMatchObject([{ id: group, unread: 2 }]);
  await deleteGroup(admin.context, group);
  expect(await submit(admin, restore())).toBe(303);
  const seqs = (list: unknown) => JSON.stringify(list).replaceAll(/"seq":\d+/g, '"seq":0');
  const after = [await listOf(student), await history(), await members()];
  expect(after.map(seqs)).toEqual(before.map(seqs));
  expect(await page(student, "/conversations")).toContain(`"favourites":["${group}"]`);
  await sendMessage(student.context, { conversationId: group, content: "We are back" });
  expect(await page(admin, "/audit")).toMatch(/ restored .* deleted a group/s);
  const sound = async () => ({ problems: [], readable: true });
  expect(await checkDatabase(realtime.services.db, { check: sound })).toEqual([]);
});

test("who left the course or has no account any longer does not come back, a guest does", async () => {
  const { services } = realtime;
  const [leaver, gone] = [await makePerson(services), await makePerson(services)];
  const guest = await makePerson(services, { role: "guest", password: null });
  await enrol(services, { userId: leaver.id, role: "student" });
  const other = await makeGroup(admin.context, [student, leaver, gone, guest], "Team Slate");
  await deleteGroup(admin.context, other);
  await removePerson(admin.context, gone.id);
  await services.db.transaction(
    (tx) => tx.run`delete from course_members where user_id = ${leaver.id}`,
  );
  await restoreGroup(admin.context, other);
  const rows = await services.db.all<{ id: string }>`
    select user_id as id from conversation_members where conversation_id = ${other}`;
  const expected = [admin, student, guest].map(({ id }) => id);
  expect(rows.map(({ id }) => id).toSorted()).toEqual(expected.toSorted());
  expect(await listOf(leaver)).toEqual([]);
});

test("an invite to a deleted group lets nobody in, and does again when it is restored", async () => {
  const { services } = realtime;
  const newcomers = [await makePerson(services), await makePerson(services)] as const;
  const { id } = await createInvite(admin.context, "first", {
    role: "student",
    conversationId: group,
    title: "",
    expiresAt: new Date(services.clock.now() + 3_600_000).toISOString(),
    usesMax: 9,
    needsApproval: true,
  });
  await joinByInvite(newcomers[0].context, id);
  await deleteGroup(admin.context, group);
  const late = joinByInvite(newcomers[1].context, id);
  await expect(late).rejects.toMatchObject({ code: "conflict", reason: "invite_ended" });
  const waiting = async () => (await listWaiting(admin.context, "first")).people.length;
  const accepting = {
    courseId: "first",
    isAccepted: true,
    uses: [{ inviteId: id, userId: newcomers[0].id }],
  };
  expect([await waiting(), await decideWaiting(admin.context, accepting)]).toEqual([0, 0]);
  expect(await page(admin, "/courses/first/invites")).toContain("The group was deleted");
  await restoreGroup(admin.context, group);
  expect([await waiting(), await decideWaiting(admin.context, accepting)]).toEqual([1, 1]);
  expect(await listOf(newcomers[0])).toMatchObject([{ id: group }]);
  await deleteGroup(admin.context, group);
  await eraseForGood(admin.context, { id: group, name: "Team Quartz" });
  expect(await services.db.all`select id from invites`).toEqual([]);
});

test("two who restore at once restore it once", async () => {
  await deleteGroup(admin.context, group);
  const both = await Promise.allSettled([
    restoreGroup(admin.context, group),
    restoreGroup(admin.context, group),
  ]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  expect(await listOf(student)).toHaveLength(1);
});

test("an open chat ends with the group, and the list has it again when it is restored", async () => {
  const socket = await realtime.connect(student);
  const { payload } = await socket.identify(student);
  const { epoch } = payload;
  socket.send({ messageType: "Open", payload: {}, meta: { conversationId: group } });
  await socket.next("Opened");
  await deleteGroup(admin.context, group);
  // On PostgreSQL the group may have been opened before the server had read of its first messages.
  const seq = (await socket.next("ConversationDeleted")).meta.seq - 1;
  await socket.next("ConversationUnlisted");
  await restoreGroup(admin.context, group);
  const again = await socket.next("Welcome");
  expect(again.payload.conversations).toMatchObject([{ id: group, unread: 2 }]);
  // The events in between do not say what is in it: its page is fetched anew.
  socket.send({ messageType: "Open", payload: {}, meta: { conversationId: group, seq, epoch } });
  expect((await socket.next("Opened")).payload).toMatchObject({ reload: true, seq: seq + 2 });
  socket.send({
    messageType: "Open",
    payload: {},
    meta: { conversationId: group, seq: seq + 2, epoch },
  });
  expect((await socket.next("Opened")).payload).toMatchObject({ reload: false });
  await sendMessage(admin.context, { conversationId: group, content: "Gneiss" });
  const heard = await socket.next("ChatMessage");
  expect(heard.payload).toMatchObject({ content: "Gneiss" });
});

test("staff who see a group without being in it see it again, too", async () => {
  const { services } = realtime;
  const [overseer, tutor] = [
    await makePerson(services, { role: "admin" }),
    await makePerson(services),
  ];
  await enrol(services, { userId: tutor.id, role: "tutor" });
  for (const person of [overseer, tutor]) {
    const socket = await realtime.connect(person);
    await socket.identify(person);
    await deleteGroup(admin.context, group);
    await socket.next("ConversationUnlisted");
    await restoreGroup(admin.context, group);
    const seen = (frame: { messageType: string }) => JSON.stringify(frame).includes(group);
    await Promise.race([socket.next("ConversationListed", seen), socket.next("Welcome", seen)]);
    socket.close();
  }
});

test("a group is erased when its name is typed, or after 30 days, and nothing is left of it", async () => {
  const { services } = realtime;
  const old = await makeGroup(admin.context, [student], "Team Old");
  await sendMessage(admin.context, { conversationId: old, content: "Long ago" });
  await deleteGroup(admin.context, group);
  await deleteGroup(admin.context, old);
  expect(await submit(admin, erase(), { name: " Team  Quartz " })).toBe(303);
  const left = () => services.db.all`
    select id from messages union all select conversation_id as id from deleted_members
    union all select id from deleted_conversations`;
  const job = cleanup(services, services.config);
  await job.run();
  expect(await left()).toHaveLength(4);
  await services.db.transaction(
    (tx) => tx.run`update deleted_conversations set deleted_at = '2026-01-01T00:00:00.000Z'`,
  );
  await job.run();
  expect(await left()).toEqual([]);
  expect(await page(admin, "/groups/deleted")).toContain("No deleted groups");
});

test("the API lists, restores and erases deleted groups", async () => {
  const headers = { Cookie: admin.cookie, Origin: web.origin };
  await deleteGroup(admin.context, group);
  const path = "/api/deleted-conversations";
  const listed = await web.get(path, admin);
  const expected = { id: group, name: "Team Quartz", messages: 2, members: 2 };
  expect(await listed.json()).toMatchObject({ conversations: [expected] });
  const answer = await web.postJson(`${path}/${group}/restore`, {}, headers);
  expect(await answer.json()).toMatchObject({ conversation: { id: group } });
  await deleteGroup(admin.context, group);
  const erased = await web.postJson(`${path}/${group}/erase`, { name: "Team Quartz" }, headers);
  expect(erased.status).toBe(204);
  expect(await (await web.get(path, admin)).json()).toEqual({ conversations: [] });
});
