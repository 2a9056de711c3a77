/** Access as staff of a course that ends on its own. */
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { changeCourseRoles, removeFromCourse } from "#core/courses/course_people.ts";
import { endStaffAccess } from "#core/courses/staff_ends.ts";
import { issueCode } from "#core/identity/codes.ts";
import { addMembers, changeMemberRole } from "#core/groups/members.ts";
import { enrol, firstCourse, makeCourse } from "#tests/support/courses.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { makeGroup, startTestRealtime, type TestRealtime } from "#tests/support/realtime.ts";
import { testWeb, type TestWeb } from "#tests/support/web.ts";

let realtime: TestRealtime;
let web: TestWeb;
let admin: TestPerson;
let teacher: TestPerson;
let tutor: TestPerson;
let group: string;

beforeEach(async () => {
  realtime = await startTestRealtime();
  web = testWeb({ services: realtime.services });
  admin = await makePerson(realtime.services, { role: "admin" });
  teacher = await onStaff("teacher");
  tutor = await onStaff("tutor");
  const student = await makePerson(realtime.services);
  group = await makeGroup(admin.context, [student], "Team Basalt");
});
afterEach(() => realtime.stop());

async function onStaff(role: "teacher" | "tutor"): Promise<TestPerson> {
  const person = await makePerson(realtime.services, { name: `A ${role}` });
  await enrol(realtime.services, { userId: person.id, role });
  return person;
}

const later = "2030-12-31";
const page = `/courses/${firstCourse}/access`;
const set = (by: TestPerson, who: TestPerson, until: string | null, courseId = firstCourse) =>
  web.request(`/api/courses/${courseId}/people/${who.id}/end`, {
    method: "PUT",
    headers: { Authorization: `Bearer ${by.token}`, "Content-Type": "application/json" },
    body: JSON.stringify({ until }),
  });
const statusOf = async (answer: Promise<Response>) => (await answer).status;
const seesGroup = async (person: TestPerson) =>
  (await web.get(`/api/conversation/${group}`, person)).status === 200;
/** As if the day were over, before the job has noticed. */
const expire = (person: TestPerson) =>
  realtime.services.db.transaction(
    (tx) => tx.run`
      update course_members set ends_at = '2026-01-01T00:00:00.000Z'
      where user_id = ${person.id} and ends_at is not null`,
  );
const verbs = async () => {
  const rows = await realtime.services.db.all<{ verb: string; detail: string | null }>`
    select verb, detail from audit where verb like 'course.%' order by at, id`;
  return rows.map(({ verb, detail }) => [verb, detail]);
};

describe("an end is refused", () => {
  test("by those who may not set it: tutors, students, strangers, teachers about teachers", async () => {
    const other = await onStaff("teacher");
    const student = await makePerson(realtime.services);
    await makeCourse(realtime.services, { id: "second" });
    const stranger = await makePerson(realtime.services);
    await enrol(realtime.services, { courseId: "second", userId: stranger.id, role: "teacher" });
    expect(await statusOf(set(tutor, tutor, later))).toBe(404);
    expect(await statusOf(set(student, tutor, later))).toBe(404);
    expect(await statusOf(set(stranger, tutor, later))).toBe(404);
    expect(await statusOf(set(stranger, tutor, later, "second"))).toBe(404);
    expect(await statusOf(set(teacher, other, later))).toBe(403);
    expect(await statusOf(set(admin, student, later))).toBe(409);
    expect(await verbs()).toEqual([]);
  });

  const days = [
    "",
    "tomorrow",
    "2030-11-31",
    "2030-13-01",
    "31.12.2030",
    "2026-01-01",
    "2099-01-01",
  ];
  test.each(days)("for the day %j", async (day) => {
    expect(await statusOf(set(admin, tutor, day))).toBe(422);
    const answer = await web.post(page, { user: tutor.id, until: day }, admin);
    expect([answer.status, (await answer.text()).includes('id="until-error"')]).toEqual([
      422,
      true,
    ]);
  });

  test("for the last teacher, and whoever is left is not taken out", async () => {
    expect(await statusOf(set(admin, teacher, later))).toBe(409);
    expect(await statusOf(set(teacher, teacher, later))).toBe(409);
    const other = await onStaff("teacher");
    expect(await statusOf(set(teacher, teacher, later))).toBe(200);
    expect(await statusOf(set(admin, other, later))).toBe(409);
    const key = { courseId: firstCourse, userIds: [other.id] };
    await expect(removeFromCourse(admin.context, key)).rejects.toMatchObject({
      reason: "last_teacher",
    });
  });
});

test("an end is set, shown, changed and removed, by page and API, and is in the log", async () => {
  expect((await web.get(`${page}?user=${tutor.id}`, teacher)).status).toBe(200);
  expect((await web.get(`${page}?user=nobody`, teacher)).status).toBe(404);
  expect(await statusOf(web.post(page, { user: tutor.id, until: later }, teacher))).toBe(303);
  const course = await (await web.get(`/courses/${firstCourse}`, teacher)).text();
  expect(course).toContain("2030-12-31T12:00:00.000Z");
  const answer = await set(teacher, tutor, "2030-11-30");
  expect(await answer.json()).toMatchObject({ person: { role: "tutor", until: "2030-11-30" } });
  expect(await (await web.get(`${page}?user=${tutor.id}`, teacher)).text()).toContain("2030-11-30");
  const removed = web.post(page, { user: tutor.id, until: "", step: "remove" }, teacher);
  expect(await statusOf(removed)).toBe(303);
  expect(await (await set(teacher, tutor, null)).json()).toMatchObject({ person: { until: null } });
  expect(await verbs()).toEqual([
    ["course.staff_end", "2030-12-31"],
    ["course.staff_end", "2030-11-30"],
    ["course.staff_end", "-"],
    ["course.staff_end", "-"],
  ]);
});

test("a new role has no end", async () => {
  await set(admin, tutor, later);
  await changeCourseRoles(admin.context, {
    courseId: firstCourse,
    userIds: [tutor.id],
    role: "teacher",
  });
  const answer = await web.get(`/api/courses/${firstCourse}/people`, admin);
  const { people } = (await answer.json()) as { people: { user_id: string; until: unknown }[] };
  expect(people.find(({ user_id }) => user_id === tutor.id)?.until).toBeNull();
});

test("from the moment of its end nobody has the access, even before the job takes them out", async () => {
  expect(await seesGroup(tutor)).toBe(true);
  await set(admin, tutor, later);
  expect(await seesGroup(tutor)).toBe(true);
  await expire(tutor);
  expect(await seesGroup(tutor)).toBe(false);
  for (const path of [`/courses/${firstCourse}`, "/groups"]) {
    expect([path, (await web.get(path, tutor)).status]).toEqual([path, 404]);
  }
});

test("a code that a teacher gave ends with their access", async () => {
  await onStaff("teacher");
  const { services } = realtime;
  const student = await makePerson(services);
  await services.db.transaction(
    (tx) => tx.run`
      update users set created_in = ${firstCourse}, last_seen_at = null where id = ${student.id}`,
  );
  const actor = { ...teacher.actor, office: "teacher" as const };
  const { code } = await issueCode({ ...teacher.context, actor }, student.id);
  await set(teacher, teacher, later);
  expect(await statusOf(web.visitor().post("/join", { code }))).toBe(200);
  await expire(teacher);
  expect(await statusOf(web.visitor().post("/join", { code }))).toBe(422);
});

test("when it has ended, the person is out of the course and its groups, and an open chat follows", async () => {
  const { services } = realtime;
  await addMembers(admin.context, group, [{ userId: tutor.id }]);
  const key = { conversationId: group, userId: tutor.id };
  await changeMemberRole(admin.context, { ...key, role: "moderator" });
  await set(admin, tutor, later);
  const socket = await realtime.connect(tutor);
  await socket.identify(tutor);
  socket.send({ messageType: "Open", payload: {}, meta: { conversationId: group } });
  await socket.next("Opened");
  await expire(tutor);
  await endStaffAccess(services);
  // The account is read again, and the list with it is empty.
  await socket.next("Welcome", ({ payload }) => payload.conversations.length === 0);
  expect(await seesGroup(tutor)).toBe(false);
  const left = await services.db.all`
    select 1 from course_members where user_id = ${tutor.id}
    union all select 1 from conversation_members where user_id = ${tutor.id}`;
  expect(left).toEqual([]);
  expect((await verbs()).at(-1)).toEqual(["course.staff_ended", "tutor"]);
  // It is over once.
  await endStaffAccess(services);
  expect((await verbs()).filter(([verb]) => verb === "course.staff_ended")).toHaveLength(1);
});

test("what a list gives stays when what was given by hand has ended", async () => {
  const { services } = realtime;
  await addMembers(admin.context, group, [{ userId: tutor.id }]);
  await set(admin, tutor, later);
  await services.db.transaction(
    (tx) => tx.run`
      insert into course_members (course_id, user_id, role, source, joined_at)
      values (${firstCourse}, ${tutor.id}, 'student', 'roster', '2026-11-01')`,
  );
  await expire(tutor);
  await endStaffAccess(services);
  const roles = await services.db.all`
    select role, source from course_members where user_id = ${tutor.id}`;
  expect(roles).toEqual([{ role: "student", source: "roster" }]);
  expect(await seesGroup(tutor)).toBe(true);
});
