/** Groups for everyone in a course, or for its staff: their members follow who is in the course. */
import { afterEach, beforeEach, expect, test } from "bun:test";
import { setGroupAudience } from "#core/groups/audience.ts";
import { deleteGroup, restoreGroup } from "#core/groups/bin.ts";
import { followCourses } from "#core/groups/followers.ts";
import { createGroup } from "#core/groups/groups.ts";
import { addMembers, listMembers, removeFromGroup } from "#core/groups/members.ts";
import { addToCourse, changeCourseRoles, removeFromCourse } from "#core/courses/course_people.ts";
import { copyCourse, createCourse } from "#core/courses/manage_courses.ts";
import { endStaffAccess } from "#core/courses/staff_ends.ts";
import { removePerson } from "#core/people/manage_people.ts";
import { FakeClock } from "#tests/simulation/fake_clock.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { type TestServices, testServices } from "#tests/support/services.ts";
import { testWeb, type TestWeb } from "#tests/support/web.ts";

let services: TestServices;
let web: TestWeb;
let admin: TestPerson;
let mira: TestPerson;
let tarik: TestPerson;
let course: string;
let questions: string;
const rules = { teachersMakeCourses: false };

beforeEach(async () => {
  services = testServices({ clock: new FakeClock() });
  web = testWeb({ services });
  admin = await makePerson(services, { role: "admin", name: "Prof. Ito" });
  mira = await makePerson(services, { name: "Mira" });
  tarik = await makePerson(services, { name: "Tarik" });
  const input = { name: "Graphs", term: "", colour: "", presentName: "Programming" };
  ({ id: course } = await createCourse(
    admin.context,
    { ...input, questionsName: "Questions" },
    rules,
  ));
  const row = await services.db.get<{ id: string }>`
    select id from conversations where course_id = ${course}`;
  questions = row!.id;
});
afterEach(() => services.dispose());

const names = async (id = questions) =>
  (await listMembers(admin.context, id)).map(({ name }) => name).toSorted();
const bring = (role: "student" | "tutor", ...people: TestPerson[]) =>
  addToCourse(admin.context, course, { addresses: people.map(({ email }) => email), role });
const make = async (audience: "everyone" | "staff" | null) => {
  const group = { name: `For ${audience}`, description: "", audience, courseId: course };
  return (await createGroup(admin.context, group)).id;
};

test("nobody is added to such a group by hand, nor taken out of it", async () => {
  const refused = { code: "conflict", reason: "members_follow_course" };
  const outsider = [{ userId: tarik.id, email: tarik.email }];
  await expect(addMembers(admin.context, questions, outsider)).rejects.toMatchObject(refused);
  await bring("student", mira);
  const one = { conversationId: questions, userId: mira.id };
  await expect(removeFromGroup(admin.context, one)).rejects.toMatchObject(refused);
  const answer = await web.post(
    `/groups/${questions}/members`,
    { user: mira.id, to: "none" },
    admin,
  );
  expect(answer.status).toBe(409);
  await expect(
    setGroupAudience(mira.context, { id: questions, audience: null }),
  ).rejects.toMatchObject({ code: "forbidden" });
  expect(await names()).toEqual(["Mira", "Prof. Ito"]);
});

test("who joins the course joins it, and who leaves the course leaves it", async () => {
  const staffRoom = await make("staff");
  await bring("student", mira);
  await bring("tutor", tarik);
  expect(await names()).toEqual(["Mira", "Prof. Ito", "Tarik"]);
  expect(await names(staffRoom)).toEqual(["Prof. Ito", "Tarik"]);
  const keys = { courseId: course, userIds: [tarik.id] };
  await changeCourseRoles(admin.context, { ...keys, role: "student" });
  expect(await names(staffRoom)).toEqual(["Prof. Ito"]);
  await removeFromCourse(admin.context, { courseId: course, userIds: [mira.id] });
  expect(await names()).toEqual(["Prof. Ito", "Tarik"]);
  await removePerson(admin.context, tarik.id);
  expect(await names()).toEqual(["Prof. Ito"]);
  expect(await services.db.all`select user_id from course_follows`).toEqual([]);
});

test("access that ends, and a group from the bin follow as well", async () => {
  const staffRoom = await make("staff");
  await bring("tutor", tarik);
  await services.db.transaction(
    (tx) => tx.run`
      update course_members set ends_at = '2026-11-01' where user_id = ${tarik.id} and course_id = ${course}`,
  );
  await endStaffAccess(services);
  expect(await names(staffRoom)).toEqual(["Prof. Ito"]);
  await bring("student", mira);
  await deleteGroup(admin.context, questions);
  await bring("student", tarik);
  await removeFromCourse(admin.context, { courseId: course, userIds: [mira.id] });
  await restoreGroup(admin.context, questions);
  expect(await names()).toEqual(["Prof. Ito", "Tarik"]);
});

test("a group that is to be for others keeps who is in it, and a copied course its kind", async () => {
  const chosen = await make(null);
  await bring("student", mira, tarik);
  await setGroupAudience(admin.context, { id: chosen, audience: "everyone" });
  expect(await names(chosen)).toEqual(["Mira", "Prof. Ito", "Tarik"]);
  await setGroupAudience(admin.context, { id: chosen, audience: null });
  await removeFromCourse(admin.context, { courseId: course, userIds: [tarik.id] });
  expect(await names(chosen)).toEqual(["Mira", "Prof. Ito"]);
  const log = await services.db.all<{ detail: string }>`
    select detail from audit where verb = 'conversation.audience' order by id`;
  expect(log.map(({ detail }) => detail)).toEqual(["everyone", "chosen"]);
  const input = { name: "Graphs", term: "Summer", colour: "" };
  await copyCourse(admin.context, { ...input, from: course }, rules);
  const copies = await services.db.all<{ audience: string }>`
    select audience from conversations where name = 'Questions'`;
  expect(copies).toEqual([{ audience: "everyone" }, { audience: "everyone" }]);
});

test("the form and the API make such groups, and a course of thousands comes in in steps", async () => {
  const json = async (method: string, path: string, body: object) => {
    const headers = {
      Cookie: admin.cookie,
      Origin: web.origin,
      "Content-Type": "application/json",
    };
    const answer = await web.request(path, { method, headers, body: JSON.stringify(body) });
    return answer.status;
  };
  const wanted = { name: "News", course_id: course, audience: "staff" };
  expect(await json("POST", "/api/conversations", wanted)).toBe(201);
  expect(await json("POST", "/api/conversations", { ...wanted, audience: "all" })).toBe(422);
  const form = { name: "Lounge", description: "", audience: "everyone", course };
  expect((await web.post("/groups/create", form, admin)).status).toBe(303);
  await services.db.transaction(async (tx) => {
    await tx.run`
      insert into users (id, email, username, role, name, name_key, search_key, created_at, updated_at)
      with recursive n(value) as (select 1 union all select value + 1 from n where value < 1200)
      select 'p' || value, null, 'p' || value, 'user', 'P', 'p', 'p', '', '' from n`;
    await tx.run`
      insert into course_members (course_id, user_id, role, source, joined_at)
      select ${course}, id, 'student', 'hand', '' from users where name = 'P'`;
  });
  const { id } = (await services.db.get<{ id: string }>`
    select id from conversations where name = 'News'`)!;
  expect(await json("PATCH", `/api/conversation/${id}`, { audience: "everyone" })).toBe(200);
  expect(await names(id)).toHaveLength(1201);
  await followCourses(services);
  const page = await (await web.get(`/conversations/${id}`, admin)).text();
  expect(page).toContain("For everyone in the course");
});
