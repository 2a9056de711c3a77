/** What lists, cards and groups call people: by their part in the course at hand, not by their account alone. */
import { afterEach, beforeEach, expect, test } from "bun:test";
import { changeLogSettings } from "#core/audit/log_settings.ts";
import { addMembers } from "#core/groups/members.ts";
import { enrol, firstCourse, makeCourse, moveToCourse } from "#tests/support/courses.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { makeGroup } from "#tests/support/realtime.ts";
import { testWeb, type TestWeb } from "#tests/support/web.ts";

let web: TestWeb;
let admin: TestPerson;
let teacher: TestPerson;
let student: TestPerson;
let group: string;

beforeEach(async () => {
  web = testWeb();
  const { services } = web;
  admin = await makePerson(services, { role: "admin", name: "Root Admin" });
  student = await makePerson(services, { name: "Siri Schiefer" });
  teacher = await makePerson(services, { name: "Tilda Tuff" });
  await enrol(services, { userId: teacher.id, role: "teacher" });
  group = await makeGroup(admin.context, [student, teacher], "Basalt");
});
afterEach(() => web.services.dispose());

/** What the badges say. */
const badgesOf = (html: string) =>
  Array.from(
    html.matchAll(/<span class="[^"]*rounded[^"]*text-xs[^"]*">([^<]+)</g),
    ([, text]) => text,
  );

async function card(of: TestPerson, by: TestPerson): Promise<(string | undefined)[]> {
  const answer = await web.get(`/people/${of.id}/card`, by);
  expect(answer.status).toBe(200);
  return badgesOf(await answer.text());
}

test("a teacher is no student, for students, staff and admins", async () => {
  for (const by of [student, teacher, admin]) {
    expect(await card(teacher, by)).toContain("Teacher");
    expect(await card(teacher, by)).not.toContain("Student");
  }
  expect(await card(student, teacher)).toContain("Student");
  const list = await (await web.get("/users?q=tilda", admin)).text();
  expect(badgesOf(list)).toEqual(["Teacher"]);
  const found = await (await web.get("/find/results?q=tilda", student)).text();
  expect(found).toContain("Teacher");
  expect(found).not.toContain("Student");
});

test("someone in no course has no role there, and one of another course is not named to those who do not meet them in it", async () => {
  const { services } = web;
  await makeCourse(services, { id: "other" });
  await services.db.transaction(
    (tx) => tx.run`update courses set name = 'Geology' where id = ${firstCourse}`,
  );
  const nora = await makePerson(services, { name: "Nora Nowhere" });
  const shared = await makeGroup(admin.context, [nora, student, teacher], "Marble");
  await moveToCourse(services, shared, "other");
  expect(await card(nora, student)).toEqual([]);
  // They meet the teacher as one of Geology in Basalt; Nora does not.
  expect(await card(teacher, student)).toEqual(["Teacher · Geology"]);
  expect(await card(teacher, nora)).toEqual([]);
});

test("the members of a group list teachers and tutors of its course among the staff", async () => {
  const { services } = web;
  const tutor = await makePerson(services, { name: "Tom Tutor" });
  await enrol(services, { userId: tutor.id, role: "tutor" });
  await addMembers(admin.context, group, [{ userId: tutor.id }]);
  const page = await (await web.get(`/conversations/${group}`, student)).text();
  const [, staff = ""] = page.match(/>Staff<\/h3>([\s\S]*?)<\/section>/) ?? [];
  for (const name of ["Tilda Tuff", "Tom Tutor", "Root Admin"]) expect(staff).toContain(name);
  expect(badgesOf(staff)).toEqual(expect.arrayContaining(["Teacher", "Tutor"]));
  expect(staff).not.toContain("Siri Schiefer");
  const data = await (await web.get(`/chat/${group}/data`, student)).json();
  expect(data).toMatchObject({ offices: { [teacher.id]: "teacher", [tutor.id]: "tutor" } });
});

test("while there is one course, its staff are named from the page of people and that of groups", async () => {
  expect(await (await web.get("/users", admin)).text()).toContain(`href="/courses/${firstCourse}"`);
  expect(await (await web.get("/groups", teacher)).text()).toContain(
    `href="/courses/${firstCourse}"`,
  );
});

test("a teacher's log links only to people whose cards open for them", async () => {
  // From the second course on, an admin's account puts them into none.
  await makeCourse(web.services, { id: "other" });
  const other = await makePerson(web.services, { role: "admin", name: "Remote Admin" });
  const change = { member: student.id, to: "tutor" };
  const path = `/courses/${firstCourse}/people/change`;
  expect((await web.post(path, change, other)).status).toBe(303);
  expect((await web.get(`/people/${other.id}`, teacher)).status).toBe(404);
  await changeLogSettings(admin.context, { teachersRead: true, keptDays: 365 });
  const log = await (await web.get("/audit", teacher)).text();
  expect(log).toContain("Remote Admin");
  expect(log).toContain(`href="/people/${student.id}"`);
  expect(log).not.toContain(`href="/people/${other.id}"`);
  expect(await (await web.get("/audit", admin)).text()).toContain(`href="/people/${other.id}"`);
});
