/** Students open groups of their own where their course allows it. */
import { afterEach, beforeEach, expect, test } from "bun:test";
import { changeLogSettings } from "#core/audit/log_settings.ts";
import { enrol, firstCourse, makeCourse } from "#tests/support/courses.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { makeGroup, startTestRealtime, type TestRealtime } from "#tests/support/realtime.ts";
import { testWeb, type TestWeb } from "#tests/support/web.ts";
import { groupLimits, rates } from "#wire/limits.ts";

let realtime: TestRealtime;
let web: TestWeb;
let admin: TestPerson;
let teacher: TestPerson;
let siri: TestPerson;
/** In a group with Siri; Nora is in the course alone. */
let fellow: TestPerson;
let nora: TestPerson;

beforeEach(async () => {
  realtime = await startTestRealtime();
  const { services } = realtime;
  web = testWeb({ services });
  admin = await makePerson(services, { role: "admin", name: "Root" });
  siri = await makePerson(services, { name: "Siri Schiefer" });
  fellow = await makePerson(services, { name: "Frido Fellow" });
  nora = await makePerson(services, { name: "Nora Allein" });
  teacher = await makePerson(services, { name: "Tilda Tuff" });
  await enrol(services, { userId: teacher.id, role: "teacher" });
  await makeGroup(admin.context, [siri, fellow], "Basalt");
});
afterEach(() => realtime.stop());

const allow = async (studentsOpen: "yes" | "no" = "yes") => {
  const form = { name: "Geology", term: "", colour: "", tutorsSee: "all", studentsOpen };
  expect((await web.post(`/courses/${firstCourse}/edit`, form, teacher)).status).toBe(303);
};

const open = (by: TestPerson, fields: Record<string, string> = {}) =>
  web.post("/own-groups/create", { name: "Sheet 4", ...fields }, by);

/** Opens one. @returns its id */
async function opened(fields: Record<string, string> = {}): Promise<string> {
  const answer = await open(siri, fields);
  expect(answer.status).toBe(303);
  return answer.headers.get("Location")!.split("/").at(-1)!;
}

const post = (by: TestPerson, path: string, body: unknown) =>
  web.postJson(path, body, { Cookie: by.cookie, Origin: web.origin });

async function membersOf(id: string): Promise<string[]> {
  const { db } = realtime.services;
  const rows = await db.all<{ name: string; role: string }>`
    select u.name, m.role from conversation_members m join users u on u.id = m.user_id
    where m.conversation_id = ${id} order by u.name`;
  return rows.map(({ name, role }) => `${name}: ${role}`);
}

test("at first no course allows it, and nothing offers it", async () => {
  expect((await open(siri)).status).toBe(404);
  expect((await web.get("/own-groups/create", siri)).status).toBe(404);
  const body = { name: "Sheet 4", course_id: firstCourse };
  expect((await post(siri, "/api/own-groups", body)).status).toBe(404);
  expect(await (await web.get("/conversations", siri)).text()).not.toContain("/own-groups/");
});

test("guests, staff, students of other courses and of archived ones open none", async () => {
  const { services } = realtime;
  await allow();
  const guest = await makePerson(services, { role: "guest" });
  await makeCourse(services, { id: "other" });
  const stranger = await makePerson(services);
  await enrol(services, { courseId: "other", userId: stranger.id, role: "student" });
  for (const by of [guest, stranger, teacher, admin]) expect((await open(by)).status).toBe(404);
  expect((await open(siri, { course: "other" })).status).toBe(404);
  expect((await web.post(`/courses/${firstCourse}/archive`, {}, teacher)).status).toBe(303);
  expect((await open(siri)).status).toBe(404);
});

test("a student chooses people whom they meet; others by the exact address, if they are in the course", async () => {
  const { services } = realtime;
  await allow();
  const form = await (await web.get("/own-groups/create", siri)).text();
  expect(form).toContain("Frido Fellow");
  expect(form).not.toContain("Nora Allein");
  expect(form).not.toContain("@uni.example.edu");
  const byId = await open(siri, { member: nora.id });
  expect(byId.status).toBe(422);
  expect(await byId.text()).toContain("who are in a group with you");
  await makeCourse(services, { id: "other" });
  const outside = await makePerson(services, { name: "Olaf Outside" });
  const answers: string[] = [];
  for (const address of [outside.email, "nobody@uni.example.edu"]) {
    const answer = await open(siri, { address });
    expect(answer.status).toBe(422);
    answers.push((await answer.text()).replaceAll(address, "…"));
  }
  // Whether there is such an account elsewhere, it does not say.
  expect(answers[0]!.match(/Nobody in this course[^<]*/)).toEqual(
    answers[1]!.match(/Nobody in this course[^<]*/),
  );
  const id = await opened({ member: fellow.id, address: nora.email.toUpperCase() });
  expect(await membersOf(id)).toEqual([
    "Frido Fellow: member",
    "Nora Allein: member",
    "Siri Schiefer: owner",
  ]);
});

test("those added and the staff are told at once, and staff see that a student opened it", async () => {
  await allow();
  const [theirs, staff] = [await realtime.connect(fellow), await realtime.connect(teacher)];
  await theirs.identify(fellow);
  await staff.identify(teacher);
  const id = await opened({ member: fellow.id });
  const isIt = ({ meta }: { meta: { conversationId: string } }) => meta.conversationId === id;
  await theirs.next("ConversationListed", isIt);
  await staff.next("ConversationListed", isIt);
  for (const path of ["/groups", `/conversations/${id}`]) {
    expect(await (await web.get(path, teacher)).text()).toMatch(
      /[Oo]pened (by|this)|student opened/,
    );
  }
  expect(await (await web.get(`/conversations/${id}`, fellow)).text()).toContain(
    "A student opened this group. The staff of the course see it.",
  );
  await changeLogSettings(admin.context, { teachersRead: true, keptDays: 365 });
  const log = await (await web.get("/audit", teacher)).text();
  expect(log).toMatch(/ opened .* as a student/s);
  // Staff manage it as any group.
  const edit = { name: "Sheet 5", shown: "", member: fellow.id };
  expect((await web.post(`/groups/${id}/edit`, edit, teacher)).status).toBe(303);
  expect((await web.post(`/groups/delete/${id}`, {}, teacher)).status).toBe(303);
  // It comes back as what it was.
  expect((await post(teacher, `/api/deleted-conversations/${id}/restore`, {})).status).toBeLessThan(
    300,
  );
  expect(await (await web.get("/groups", teacher)).text()).toContain("Opened by a student");
});

test("the opener adds people later, nobody else does, and anyone leaves", async () => {
  await allow();
  const id = await opened({ member: fellow.id });
  const path = `/own-groups/${id}`;
  const add = { address: nora.email };
  for (const by of [fellow, nora, teacher]) {
    expect((await web.post(`${path}/people`, add, by)).status).toBe(404);
  }
  expect((await web.post(`${path}/people`, add, siri)).status).toBe(303);
  expect((await web.post(`${path}/people`, add, siri)).status).toBe(303);
  expect(await membersOf(id)).toHaveLength(3);
  // Renaming and deleting stay with staff.
  expect((await web.post(`/groups/${id}/edit`, { name: "Mine" }, siri)).status).toBe(404);
  expect((await web.post(`/groups/delete/${id}`, {}, siri)).status).toBe(404);
  expect(await (await web.get(`/conversations/${id}`, fellow)).text()).toContain(`${path}/leave`);
  expect((await web.post(`${path}/leave`, {}, fellow)).status).toBe(303);
  expect((await web.post(`${path}/leave`, {}, fellow)).status).toBe(404);
  expect((await web.get(`/chat/${id}`, fellow)).status).toBe(404);
  const left = await post(siri, `/api${path}/leave`, {});
  expect(left.status).toBe(204);
  expect(await membersOf(id)).toEqual(["Nora Allein: member"]);
});

test("groups that staff made are not left this way", async () => {
  await allow();
  const { db } = realtime.services;
  const row = await db.get<{ id: string }>`select id from conversations where name = 'Basalt'`;
  for (const what of ["people", "leave"]) {
    expect((await web.post(`/own-groups/${row!.id}/${what}`, {}, siri)).status).toBe(404);
  }
});

test("a student opens a few groups, of a limited size, and tries a limited number of addresses", async () => {
  await allow();
  const crowd = await Promise.all(
    Array.from({ length: groupLimits.openedMembers }, () => makePerson(realtime.services)),
  );
  await makeGroup(admin.context, [siri, ...crowd], "Lecture");
  const all = crowd.map(({ id }): [string, string] => ["member", id]);
  const full = await web.post("/own-groups/create", [["name", "Everybody"], ...all], siri);
  expect(full.status).toBe(422);
  for (let count = 0; count < groupLimits.openedEach; count += 1) await opened();
  expect((await open(siri)).status).toBe(403);
  const many = Array.from({ length: groupLimits.addressesAtOnce + 1 }, (_, n) => `p${n}@a.edu`);
  expect((await open(fellow, { address: many.join() })).status).toBe(422);
  for (let count = 0; count < rates.addressesByAccount.burst; count += 20) {
    await open(fellow, { address: many.slice(0, 20).join() });
  }
  expect((await open(fellow, { address: nora.email })).status).toBe(429);
});

test("a copy of the course allows it, too", async () => {
  await allow();
  const copy = { name: "Next term", presentName: "", from: firstCourse };
  const made = await web.post("/courses/create", copy, admin);
  const id = made.headers.get("Location")!.split("/").at(-1);
  const { courses } = (await (await web.get("/api/courses", admin)).json()) as {
    courses: { id: string; students_open: boolean }[];
  };
  expect(courses.find((course) => course.id === id)).toMatchObject({ students_open: true });
});
