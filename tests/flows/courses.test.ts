/** Courses are made, get their people, and pass from one teacher to another. */
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { createGroup } from "#core/groups/groups.ts";
import { listMembers } from "#core/groups/members.ts";
import { enrol, firstCourse } from "#tests/support/courses.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { startTestRealtime, type TestRealtime } from "#tests/support/realtime.ts";
import { type Fields, testWeb, type TestWeb } from "#tests/support/web.ts";

let realtime: TestRealtime;
let web: TestWeb;
let admin: TestPerson;
let teacher: TestPerson;
let student: TestPerson;

beforeEach(async () => {
  realtime = await startTestRealtime();
  const { services } = realtime;
  web = testWeb({ services });
  admin = await makePerson(services, { role: "admin", name: "Root" });
  student = await makePerson(services, { name: "Siri Schiefer", email: "siri@uni.example.edu" });
  teacher = await makePerson(services, { name: "Tilda Tuff", email: "tilda@uni.example.edu" });
});
afterEach(() => realtime.stop());

const submit = async (by: TestPerson, path: string, fields: Fields) =>
  (await web.post(path, fields, by)).status;
const page = async (by: TestPerson, path: string) => (await web.get(path, by)).text();

/** The second course, with its teacher. @returns its id */
async function second(): Promise<string> {
  const form = { name: "Mineralogy", term: "Winter 2026", presentName: "Geology" };
  const made = await web.post("/courses/create", form, admin);
  expect(made.status).toBe(303);
  const id = made.headers.get("Location")?.split("/").at(-1) ?? "";
  const added = { address: teacher.email, role: "teacher" };
  expect(await submit(admin, `/courses/${id}/people`, added)).toBe(303);
  return id;
}

async function rolesIn(courseId: string): Promise<string[]> {
  const rows = await realtime.services.db.all<{ name: string; role: string; source: string }>`
    select u.name, m.role, m.source from course_members m join users u on u.id = m.user_id
    where m.course_id = ${courseId} order by u.name, m.source`;
  return rows.map(({ name, role, source }) => `${name}: ${role} (${source})`);
}

describe("while there is one course", () => {
  test("nothing shows of it but one way for an admin to make another", async () => {
    await enrol(realtime.services, { userId: teacher.id, role: "teacher" });
    const ofAdmin = await page(admin, "/groups");
    expect(ofAdmin).toContain("Create another course");
    expect(ofAdmin).not.toContain("?course=");
    const ofTeacher = await page(teacher, "/groups");
    expect(ofTeacher).not.toContain("/courses/create");
    expect(ofTeacher).not.toContain("?course=");
  });

  test("a second one needs a name for the first, and says so beside the field", async () => {
    const answer = await web.post("/courses/create", { name: "Mineralogy" }, admin);
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain("Give the course a name.");
    expect(await page(admin, "/groups")).not.toContain("?course=");
  });

  test("who registers is in it; from the second on, in none", async () => {
    const { services } = realtime;
    const before = await makePerson(services, { name: "Ada Vorher" });
    const id = await second();
    const after = await makePerson(services, { name: "Nora Nachher" });
    expect(await rolesIn(firstCourse)).toContain("Ada Vorher: student (account)");
    const everyone = [...(await rolesIn(firstCourse)), ...(await rolesIn(id))];
    expect(everyone.join()).not.toContain("Nora Nachher");
    expect((await web.get(`/people/${before.id}`, after)).status).toBe(404);
  });
});

describe("teachers", () => {
  test("make no courses, unless a setting lets them", async () => {
    await second();
    expect((await web.get("/courses/create", teacher)).status).toBe(404);
    expect(await submit(teacher, "/courses/create", { name: "Own" })).toBe(404);
    const headers = { Cookie: teacher.cookie, Origin: web.origin };
    const refused = await web.postJson("/api/courses", { name: "Own" }, headers);
    expect(refused.status).toBe(403);
    const open = testWeb({ services: realtime.services, config: { teachersMakeCourses: true } });
    expect((await open.get("/courses/create", teacher)).status).toBe(200);
    const made = await open.postJson("/api/courses", { name: "Own" }, headers);
    expect(made.status).toBe(201);
    expect((await open.post("/courses/create", { name: "X" }, student)).status).toBe(404);
  });

  test("change tutors and students, and name no teacher", async () => {
    const id = await second();
    const add = (role: string) =>
      submit(teacher, `/courses/${id}/people`, { address: student.email, role });
    expect(await add("teacher")).toBe(403);
    expect(await add("tutor")).toBe(303);
    const change = (fields: Fields) => submit(teacher, `/courses/${id}/people/change`, fields);
    expect(await change({ one: `teacher ${student.id}` })).toBe(403);
    expect(await change({ one: `student ${student.id}` })).toBe(303);
    expect(await rolesIn(id)).toContain("Siri Schiefer: student (hand)");
    expect(await change({ one: `student ${admin.id}` })).toBe(403);
  });

  test("of another course get nowhere with this one's people", async () => {
    const id = await second();
    const stranger = await makePerson(realtime.services);
    await enrol(realtime.services, { userId: stranger.id, role: "teacher" });
    const [path, added] = [`/courses/${id}`, { address: student.email, role: "student" }];
    expect((await web.get(path, stranger)).status).toBe(404);
    expect(await submit(stranger, `${path}/people`, added)).toBe(404);
    const removal = { one: `none ${teacher.id}`, sure: "yes" };
    expect(await submit(stranger, `${path}/people/change`, removal)).toBe(404);
    expect(await submit(stranger, `${path}/hand-over`, { user: stranger.id })).toBe(404);
    expect(await submit(stranger, `${path}/edit`, { name: "Mine" })).toBe(404);
    expect(await rolesIn(id)).toEqual(["Root: teacher (hand)", "Tilda Tuff: teacher (hand)"]);
  });

  test("cannot leave or be removed as the last one, and can hand over", async () => {
    const id = await second();
    const change = (by: TestPerson, fields: Fields) =>
      submit(by, `/courses/${id}/people/change`, fields);
    expect(await change(admin, { one: `none ${admin.id}`, sure: "yes" })).toBe(303);
    const leaving = { one: `none ${teacher.id}`, sure: "yes" };
    expect(await change(teacher, leaving)).toBe(409);
    expect(await change(admin, leaving)).toBe(409);
    expect(await change(admin, { one: `tutor ${teacher.id}` })).toBe(409);
    expect(await submit(teacher, `/courses/${id}/hand-over`, { user: student.id })).toBe(404);
    await submit(teacher, `/courses/${id}/people`, { address: student.email, role: "tutor" });
    const question = await page(teacher, `/courses/${id}/hand-over?user=${student.id}`);
    expect(question).toContain("Hand the course over to Siri Schiefer?");
    expect(await submit(teacher, `/courses/${id}/hand-over`, { user: student.id })).toBe(303);
    expect(await rolesIn(id)).toEqual(["Siri Schiefer: teacher (hand)"]);
    expect((await web.get(`/courses/${id}`, teacher)).status).toBe(404);
    expect((await web.get(`/courses/${id}`, student)).status).toBe(200);
  });
});

describe("people", () => {
  const comesFrom = (courseId: string, source: string) =>
    realtime.services.db.transaction(
      (tx) => tx.run`
        insert into course_members (course_id, user_id, role, source, joined_at)
        values (${courseId}, ${student.id}, 'tutor', ${source}, '2026-11-01')`,
    );

  test("with a role from another system cannot lose it by hand", async () => {
    const id = await second();
    await comesFrom(id, "lti");
    const change = (fields: Fields) => submit(teacher, `/courses/${id}/people/change`, fields);
    expect(await change({ one: `student ${student.id}` })).toBe(409);
    expect(await change({ one: `none ${student.id}`, sure: "yes" })).toBe(409);
    expect(await rolesIn(id)).toContain("Siri Schiefer: tutor (lti)");
    expect(await change({ one: `tutor ${student.id}` })).toBe(303);
  });

  test("of a list get another role by hand, and are removed by hand", async () => {
    const id = await second();
    await comesFrom(id, "roster");
    const change = (fields: Fields) => submit(teacher, `/courses/${id}/people/change`, fields);
    expect(await change({ one: `student ${student.id}` })).toBe(303);
    expect(await rolesIn(id)).toContain("Siri Schiefer: student (hand)");
    expect(await rolesIn(id)).not.toContain("Siri Schiefer: tutor (roster)");
    await comesFrom(id, "roster");
    const { db } = realtime.services;
    await db.transaction(
      (tx) => tx.run`
        insert into course_facts (course_id, user_id, key, value)
        values (${id}, ${student.id}, 'number', '4417801')`,
    );
    expect(await change({ one: `none ${student.id}`, sure: "yes" })).toBe(303);
    expect((await rolesIn(id)).filter((role) => role.startsWith("Siri"))).toEqual([]);
    expect(await db.all`select value from course_facts`).toEqual([]);
  });

  test("are added by exact address only, and guests not at all", async () => {
    const id = await second();
    const guest = await makePerson(realtime.services, { role: "guest" });
    const add = (address: string) =>
      submit(teacher, `/courses/${id}/people`, { address, role: "student" });
    expect(await add("siri@uni")).toBe(422);
    expect(await add(guest.email)).toBe(422);
    expect(await add(" ")).toBe(422);
    expect(await add(`${student.email}, nobody@uni.example.edu`)).toBe(422);
    expect(await rolesIn(id)).not.toContain("Siri Schiefer: student (hand)");
    expect(await add(`${student.email.toUpperCase()}; ${teacher.email}`)).toBe(303);
    expect(await rolesIn(id)).toContain("Siri Schiefer: student (hand)");
  });

  test("who are removed leave the course's groups, after a question that says so", async () => {
    const id = await second();
    const address = student.email;
    await submit(teacher, `/courses/${id}/people`, { address, role: "student" });
    const members = [{ userId: student.id }];
    const make = (courseId: string) =>
      createGroup(admin.context, { name: "Team", description: "", courseId, members });
    const [inside, elsewhere] = [await make(id), await make(firstCourse)];
    const path = `/courses/${id}/people/change`;
    const asked = await web.post(path, { to: "none", member: student.id }, teacher);
    expect(await asked.text()).toContain("Remove Siri Schiefer from the course?");
    const namesIn = async (group: { id: string }) =>
      (await listMembers(admin.context, group.id)).map(({ name }) => name);
    expect(await namesIn(inside)).toContain("Siri Schiefer");
    expect(await submit(teacher, path, { to: "none", member: student.id, sure: "yes" })).toBe(303);
    expect(await namesIn(inside)).toEqual(["Root"]);
    expect(await namesIn(elsewhere)).toContain("Siri Schiefer");
  });

  test("hundreds change together, and none if one of the first may not", async () => {
    const id = await second();
    const { services } = realtime;
    const ids: string[] = [];
    for (let count = 0; count < 60; count += 1) {
      const person = await makePerson(services);
      await enrol(services, { courseId: id, userId: person.id, role: "student" });
      ids.push(person.id);
    }
    const fields = (list: string[], to: string): [string, string][] => [
      ...list.map((each): [string, string] => ["member", each]),
      ["to", to],
    ];
    const path = `/courses/${id}/people/change`;
    expect(await submit(teacher, path, fields([ids[0]!, "nobody"], "tutor"))).toBe(404);
    expect((await rolesIn(id)).join()).not.toContain("tutor");
    expect(await submit(teacher, path, fields(ids, "tutor"))).toBe(303);
    expect((await rolesIn(id)).filter((each) => each.includes("tutor"))).toHaveLength(60);
  });
});

test("who becomes a teacher sees the course at once, in an open chat", async () => {
  const id = await second();
  const socket = await realtime.connect(student);
  const { payload } = await socket.identify(student);
  expect(payload.office).toBeUndefined();
  await createGroup(admin.context, { name: "Team Quartz", description: "", courseId: id });
  await submit(admin, `/courses/${id}/people`, { address: student.email, role: "teacher" });
  const welcome = await socket.next("Welcome");
  expect(welcome.payload.office).toBe("teacher");
  expect(welcome.payload.conversations).toMatchObject([{ name: "Team Quartz", byOffice: true }]);
});

test("the log says what was done with a course, to its teachers and admins alone", async () => {
  const id = await second();
  await submit(teacher, `/courses/${id}/people`, { address: student.email, role: "student" });
  await submit(teacher, `/courses/${id}/people/change`, { one: `tutor ${student.id}` });
  await submit(teacher, `/courses/${id}/edit`, { name: "Crystals" });
  const log = await page(teacher, "/audit");
  for (const words of ["Student → Tutor", "changed the settings of the course", "Crystals"]) {
    expect(log).toContain(words);
  }
  expect(await page(admin, "/audit")).toContain("made the course");
  const stranger = await makePerson(realtime.services);
  await enrol(realtime.services, { userId: stranger.id, role: "teacher" });
  expect(await page(stranger, "/audit")).not.toContain("Crystals");
});

test("a tutor who is to look after own groups sees no others from that moment", async () => {
  const id = await second();
  await submit(admin, `/courses/${id}/people`, { address: student.email, role: "tutor" });
  await createGroup(admin.context, { name: "Team Quartz", description: "", courseId: id });
  const socket = await realtime.connect(student);
  const { payload } = await socket.identify(student);
  expect(payload.conversations).toHaveLength(1);
  await submit(teacher, `/courses/${id}/edit`, { name: "Crystals", tutorsSee: "own" });
  expect((await socket.next("Welcome")).payload.conversations).toEqual([]);
});

test("the pages of a course are the same without scripts, in both languages", async () => {
  const id = await second();
  expect(await page(teacher, `/courses/${id}`)).toContain("Tilda Tuff");
  const german = await web.get(`/courses/${id}`, teacher, { "Accept-Language": "de" });
  expect(await german.text()).toContain("Personen aufnehmen");
  expect(await page(admin, "/groups")).toContain(`/groups?course=${id}`);
  expect(await page(admin, "/groups")).toContain("Geology");
});
