/** Admins sort the courses; every open list, page and answer of the API follows. */
import { afterEach, beforeEach, expect, test } from "bun:test";
import { moveCourse } from "#core/courses/course_order.ts";
import { enrol, firstCourse, makeCourse, moveToCourse } from "#tests/support/courses.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { makeGroup, startTestRealtime, type TestRealtime } from "#tests/support/realtime.ts";
import { testWeb, type TestWeb } from "#tests/support/web.ts";

let realtime: TestRealtime;
let web: TestWeb;
let admin: TestPerson;
let teacher: TestPerson;
let student: TestPerson;
let basalt: string;
let marble: string;

beforeEach(async () => {
  realtime = await startTestRealtime();
  const { services } = realtime;
  web = testWeb({ services });
  admin = await makePerson(services, { role: "admin" });
  student = await makePerson(services);
  teacher = await makePerson(services);
  for (const id of ["b", "c"]) await makeCourse(services, { id });
  await enrol(services, { courseId: "b", userId: teacher.id, role: "teacher" });
  await enrol(services, { courseId: "c", userId: teacher.id, role: "teacher" });
  basalt = await makeGroup(admin.context, [student], "Basalt");
  marble = await makeGroup(admin.context, [student], "Marble");
  await moveToCourse(services, marble, "c");
  await services.db.transaction(async (tx) => {
    await tx.run`update courses set name = 'Geology' where id = ${firstCourse}`;
    await tx.run`update courses set position = 10 where id = 'c'`;
  });
});
afterEach(() => realtime.stop());

async function order(by: TestPerson): Promise<string[]> {
  const answer = await web.get("/api/courses", by);
  const { courses } = (await answer.json()) as { courses: { id: string }[] };
  return courses.map(({ id }) => id);
}

const setOrder = (by: TestPerson, ids: unknown) =>
  web.request("/api/course-order", {
    method: "PUT",
    headers: { Cookie: by.cookie, Origin: web.origin, "Content-Type": "application/json" },
    body: JSON.stringify({ ids }),
  });

test("nobody but admins sorts courses, by page or API", async () => {
  for (const by of [teacher, student]) {
    expect((await web.post("/course-order", { id: "c", step: "up" }, by)).status).toBe(404);
    expect((await setOrder(by, ["c"])).status).toBe(404);
    await expect(moveCourse(by.context, "c", { step: "up" })).rejects.toMatchObject({
      code: "forbidden",
    });
  }
  expect(await order(admin)).toEqual([firstCourse, "b", "c"]);
  const page = await (await web.get("/courses", teacher)).text();
  expect(page).not.toContain("data-drag-handle");
  expect(page).not.toContain("Geology");
});

test("a course that does not exist, or is archived, is not moved", async () => {
  const sent = (id: string) => web.post("/course-order", { id, step: "first" }, admin);
  expect((await sent("none")).status).toBe(404);
  expect((await sent("")).status).toBe(404);
  expect((await web.post("/courses/c/archive", {}, admin)).status).toBe(303);
  expect((await sent("c")).status).toBe(404);
  expect((await setOrder(admin, [3])).status).toBe(422);
  // Its place among the others stays, although it is named.
  expect((await setOrder(admin, ["c", "b", "none", "b"])).status).toBe(200);
  expect(await order(admin)).toEqual(["b", firstCourse, "c"]);
});

test("a step moves a course for everyone, and can be taken back", async () => {
  const moved = await web.post("/course-order", { id: "c", step: "up" }, admin);
  expect(moved.headers.get("Location")).toBe("/courses?moved=c&by=up");
  expect(await order(admin)).toEqual([firstCourse, "c", "b"]);
  expect(await order(teacher)).toEqual(["c", "b"]);
  const byScript = await web.post("/course-order", { id: "c", before: firstCourse }, admin, {
    Accept: "application/json",
  });
  expect(byScript.status).toBe(204);
  expect(await order(admin)).toEqual(["c", firstCourse, "b"]);
  await web.post("/course-order", { id: "c", before: "" }, admin);
  expect(await order(admin)).toEqual([firstCourse, "b", "c"]);
});

test("[E5] open lists are told the new places of their own courses, and show them in that order", async () => {
  const socket = await realtime.connect(student);
  const { payload } = await socket.identify(student);
  expect(payload.conversations.map(({ name }) => name)).toEqual(["Basalt", "Marble"]);
  expect((await setOrder(admin, ["c", firstCourse, "b"])).status).toBe(200);
  const told = (await socket.next("ConversationsOrdered")).payload;
  expect(Object.keys(told.positions).toSorted()).toEqual([basalt, marble].toSorted());
  const { courses = {} } = told;
  expect(Object.keys(courses).toSorted()).toEqual(["c", firstCourse]);
  expect(courses["c"]!).toBeLessThan(courses[firstCourse]!);
  const again = await realtime.connect(student);
  const { conversations } = (await again.identify(student)).payload;
  expect(conversations.map(({ name }) => name)).toEqual(["Marble", "Basalt"]);
});

test("lists get the colour of a course, and its change at once", async () => {
  const socket = await realtime.connect(student);
  const { payload } = await socket.identify(student);
  expect(payload.conversations[0]!.course).not.toHaveProperty("colour");
  const change = { name: "Geology", term: "", colour: "green", tutorsSee: "all" };
  expect((await web.post(`/courses/${firstCourse}/edit`, change, admin)).status).toBe(303);
  const { conversation } = (await socket.next("ConversationListed")).payload;
  expect(conversation.course).toMatchObject({ name: "Geology", colour: "green" });
  expect(await (await web.get(`/courses/${firstCourse}`, admin)).text()).toContain("bg-success");
});
