/** What staff see of all groups of a course at a glance, by page, API and socket. */
import { afterEach, beforeEach, expect, test } from "bun:test";
import { deleteGroup, eraseForGood, restoreGroup } from "#core/groups/bin.ts";
import { createGroup, createGroups } from "#core/groups/groups.ts";
import { removeFromGroup } from "#core/groups/members.ts";
import { removeMessage, sendMessage } from "#core/messages/messages.ts";
import { removePerson } from "#core/people/manage_people.ts";
import { FakeClock } from "#tests/simulation/fake_clock.ts";
import { enrol, makeCourse, moveToCourse } from "#tests/support/courses.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { makeGroup, startTestRealtime, type TestRealtime } from "#tests/support/realtime.ts";
import { type TestServices, testServices } from "#tests/support/services.ts";
import { testWeb, type TestWeb } from "#tests/support/web.ts";

const dayMs = 24 * 60 * 60 * 1000;

let clock: FakeClock;
let services: TestServices;
let web: TestWeb;
let teacher: TestPerson;
let students: TestPerson[];
beforeEach(async () => {
  clock = new FakeClock();
  services = testServices({ clock });
  web = testWeb({ services });
  teacher = await makePerson(services, { name: "Prof. Ito" });
  await enrol(services, { userId: teacher.id, role: "teacher" });
  students = [];
  for (const name of ["Ada", "Ben", "Cleo", "Dora"]) {
    students.push(await makePerson(services, { name }));
  }
});
afterEach(() => services.dispose());

const page = async (path = "/groups", by = teacher) => (await web.get(path, by)).text();
const api = (query = "", by = teacher) => web.get(`/api/courses/first/groups${query}`, by);
const figures = async (query = "") =>
  ((await (await api(query)).json()) as { groups: Record<string, unknown>[] }).groups;
const shown = (html: string) =>
  [...html.matchAll(/data-group="[^"]*" data-name="([^"]*)"/g)].map(([, name]) => name);
const admin = () => makePerson(services, { role: "admin" });

async function teamOf(name: string, members = students): Promise<string> {
  const { context } = await admin();
  const people = members.map(({ id }) => ({ userId: id }));
  const group = { name, description: "", members: people, courseId: "first" };
  const { id } = await createGroup(context, group);
  await services.db.transaction(
    (tx) => tx.run`
      delete from conversation_members where conversation_id = ${id} and role = 'owner'`,
  );
  return id;
}

const say = (by: TestPerson | undefined, conversationId: string) =>
  sendMessage(by!.context, { conversationId, content: "Quartz" });

test("nobody but the course's own staff sees its figures, and what is no order is refused or ignored", async () => {
  await teamOf("Team 1");
  await makeCourse(services, { id: "botany" });
  const other = await makePerson(services);
  await enrol(services, { courseId: "botany", userId: other.id, role: "teacher" });
  for (const by of [students[0]!, other]) {
    expect((await api("", by)).status).toBe(404);
    expect((await web.get("/groups?course=first", by)).status).toBe(404);
  }
  expect((await api("?sort=loudness")).status).toBe(422);
  for (const query of ["sort=loudness", "page=0", "page=-1", "page=2e3", "page=99", "q=%00"]) {
    const answer = await web.get(`/groups?${query}`, teacher);
    expect([query, answer.status]).toEqual([query, 200]);
  }
  const fern = await teamOf("Team Fern");
  await moveToCourse(services, fern, "botany");
  expect((await figures()).map(({ name }) => name)).toEqual(["Team 1"]);
});

test("the groups that need someone come first, each with its figures", async () => {
  const [ada, ben, cleo] = students;
  const busy = await teamOf("Team Busy");
  const quiet = await teamOf("Team Quiet");
  await teamOf("Team Silent");
  const few = await teamOf("Team Few");
  await teamOf("Team Empty", []);
  for (const by of students) await say(by, quiet);
  // On the first day, nothing is to be seen but the group without members.
  expect((await figures()).map(({ need }) => need)).toEqual(["empty", null, null, null, null]);
  await clock.advance(2 * dayMs);
  for (const by of [ada, ben, cleo]) await say(by, busy);
  await clock.advance(6 * dayMs);
  await say(ada, few);
  await say(ada, busy);
  const removed = await say(ben, busy);
  await removeMessage(ben!.context, { conversationId: busy, messageId: removed.id });
  const rows = await figures();
  expect(rows.map(({ name, need }) => [name, need])).toEqual([
    ["Team Empty", "empty"],
    ["Team Silent", "silent"],
    ["Team Quiet", "quiet"],
    ["Team Few", "few"],
    ["Team Busy", null],
  ]);
  const last_sent_at = new Date(clock.now()).toISOString();
  const written = { messages: 5, messages_week: 5, messages_week_before: 0, last_sent_at };
  expect(rows.at(-1)).toMatchObject({ members: 4, writers: 3, ...written });
  expect(rows[2]).toMatchObject({ messages_week: 0, messages_week_before: 4 });
  const html = await page();
  expect(shown(html)).toEqual(rows.map(({ name }) => name as string));
  for (const text of [
    "4 need attention",
    "6 messages in 7 days",
    "Quiet for 8 days",
    "1 of 4 has written",
    "5 messages in 7 days, 0 in the 7 days before",
    "3 of 4 members have written",
  ]) {
    expect(html).toContain(text);
  }
  expect(html).not.toContain("Quartz");
  const byName = ["Team Busy", "Team Empty", "Team Few", "Team Quiet", "Team Silent"];
  expect(shown(await page("/groups?sort=name"))).toEqual(byName);
  const latest = ["Team Busy", "Team Few", "Team Quiet"];
  expect(shown(await page("/groups?sort=activity")).slice(0, 3)).toEqual(latest);
  expect((await figures("?sort=own")).map(({ name }) => name)).toEqual(
    shown(await page("/groups?sort=own")) as string[],
  );
  expect(await services.db.all`select id from audit where verb = 'conversation.open'`).toEqual([]);
});

test("figures survive the bin, follow deleted accounts, and are erased with their group", async () => {
  const team = await teamOf("Team 1");
  const { context } = await admin();
  for (const by of students) await say(by, team);
  await clock.advance(dayMs);
  await say(students[0], team);
  await removePerson(context, students[3]!.id);
  const before = await figures();
  expect(before).toMatchObject([{ members: 3, writers: 3, messages_week: 5 }]);
  await deleteGroup(context, team);
  expect(await figures()).toEqual([]);
  await restoreGroup(context, team);
  expect(await figures()).toEqual(before);
  await deleteGroup(context, team);
  await eraseForGood(context, { id: team, name: "Team 1" });
  expect(await services.db.all`select day from message_days`).toEqual([]);
});

test("more groups than a page has are searched, sorted and moved across pages", async () => {
  const { context } = await admin();
  const names = Array.from({ length: 125 }, (_, index) => `Team ${index + 1}`);
  const made = await createGroups(
    context,
    names.map((name) => ({ name, description: name === "Team 70" ? "Ferns" : "", members: [] })),
  );
  expect(shown(await page("/groups?sort=name"))).toEqual(names.slice(0, 60));
  expect(shown(await page("/groups?sort=name&page=3"))).toEqual(names.slice(120));
  expect(shown(await page("/groups?sort=name&page=99"))).toEqual(names.slice(120));
  expect(shown(await page("/groups?q=ferns"))).toEqual(["Team 70"]);
  const none = await page("/groups?q=mosses");
  expect(none).toContain("0 groups found");
  const second = await page("/groups?sort=own&page=2");
  expect(second).toContain('data-from="61"');
  expect(second).toContain(`data-next="${made[120]!.id}"`);
  const step = { id: made[60]!.id, step: "up" };
  const answer = await web.post("/groups/reorder", step, teacher);
  const there = answer.headers.get("Location")!;
  expect(there).toContain("sort=own");
  expect(shown(await page(there)).at(-1)).toBe("Team 61");
  const marked = `/groups?made=${made[110]!.id}.${made[111]!.id}`;
  expect(shown(await page(marked)).slice(0, 2)).toEqual(["Team 111", "Team 112"]);
});

test("[E8] staff are told where something was written, without any text and without reading", async () => {
  const realtime: TestRealtime = await startTestRealtime();
  const staff = await makePerson(realtime.services);
  await enrol(realtime.services, { userId: staff.id, role: "tutor" });
  const boss = await makePerson(realtime.services, { role: "admin" });
  const [mira, team] = [await makePerson(realtime.services), "Team Quartz"];
  const group = await makeGroup(boss.context, [mira], team);
  await makeCourse(realtime.services, { id: "botany" });
  const elsewhere = await makeGroup(boss.context, [mira], "Team Fern");
  await moveToCourse(realtime.services, elsewhere, "botany");
  const watch = { messageType: "WatchGroups", payload: {}, meta: {} } as const;
  const student = await realtime.connect(mira);
  await student.identify(mira);
  student.send(watch);
  expect((await student.next("Refusal")).payload.code).toBe("forbidden");
  const socket = await realtime.connect(staff);
  await socket.identify(staff);
  socket.send(watch);
  for (const conversationId of [elsewhere, group, group]) {
    await sendMessage(mira.context, { conversationId, content: "Feldspar" });
  }
  const told = await socket.next("GroupsActive");
  expect(told).toEqual({ messageType: "GroupsActive", payload: { ids: [group] }, meta: {} });

  // What happened since the welcome, too, and who joins or leaves.
  const late = await realtime.connect(staff);
  await late.identify(staff);
  await sendMessage(mira.context, { conversationId: group, content: "Mica" });
  late.send(watch);
  expect((await late.next("GroupsActive")).payload.ids).toEqual([group]);
  await removeFromGroup(boss.context, { conversationId: group, userId: mira.id });
  expect((await late.next("GroupsActive")).payload.ids).toEqual([group]);
  const looks = await realtime.services.db.all`select id from audit where actor_id = ${staff.id}`;
  expect(looks).toEqual([]);
  await realtime.stop();
});
