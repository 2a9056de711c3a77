/** Names that look like that of a member of staff. */
import { afterEach, beforeEach, expect, test } from "bun:test";
import { pastedList } from "#core/roster/decode.ts";
import { createImport } from "#core/roster/roster.ts";
import { enrol, firstCourse, makeCourse } from "#tests/support/courses.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { type TestWeb, testWeb } from "#tests/support/web.ts";

let web: TestWeb;
let admin: TestPerson;
let teacher: TestPerson;
let student: TestPerson;
beforeEach(async () => {
  web = testWeb();
  admin = await makePerson(web.services, { role: "admin", name: "Alan Turing" });
  teacher = await makePerson(web.services, { name: "Grace Hopper" });
  student = await makePerson(web.services, { name: "Ada Student" });
  await enrol(web.services, { userId: teacher.id, role: "teacher" });
});
afterEach(() => web.services.dispose());

const names = async () => {
  const rows = await web.services.db.all<{ name: string }>`select name from users order by name`;
  return rows.map(({ name }) => name);
};
const said = "This looks like the name of a member of staff here.";

test("nobody registers, starts as a guest or calls themselves like staff of their course", async () => {
  const before = await names();
  for (const name of [
    "Prof. Grace Hopper",
    "Grасе Норреr".normalize(),
    "GRACE H0PPER",
    "A1an Turing",
  ]) {
    const typed = {
      name,
      email: `${crypto.randomUUID()}@uni.example.edu`,
      password: "long enough",
    };
    for (const answer of [
      await web.post("/auth/register", typed),
      await web.post("/auth/guest", typed),
      await web.post("/account", { name }, student),
    ]) {
      expect([400, 409, 422]).toContain(answer.status);
      expect(await answer.text()).toMatch(/looks like the name|mixes lookalike letters/);
    }
  }
  const conflict = await web.post("/account", { name: "Dr. Grace Hopper" }, student);
  expect([conflict.status, (await conflict.text()).includes(said)]).toEqual([409, true]);
  expect(await names()).toEqual(before);
});

test("staff keep their own names, and take none of each other", async () => {
  for (const [person, name, status] of [
    [teacher, "Prof. Grace Hopper", 303],
    [admin, "alan turing", 303],
    [teacher, "Alan Turing", 409],
  ] as const) {
    expect([name, (await web.post("/account", { name }, person)).status]).toEqual([name, status]);
  }
});

test("someone whose name is like that of staff already keeps it, and may write it as before", async () => {
  const namesake = await makePerson(web.services, { name: "Grace Hopper" });
  const answer = await web.post("/account", { name: "Grace Hopper", locale: "de" }, namesake);
  expect(answer.status).toBe(303);
});

test("names of staff of other courses are free, but not those of admins", async () => {
  await makeCourse(web.services, { id: "second" });
  const outsider = await makePerson(web.services, { name: "Ben Outside" });
  await enrol(web.services, { courseId: "second", userId: outsider.id, role: "student" });
  expect((await web.post("/account", { name: "Grace Hopper" }, outsider)).status).toBe(303);
  expect((await web.post("/account", { name: "Alan Turing" }, outsider)).status).toBe(409);
  expect((await web.post("/account", { name: "Grace Hopper" }, student)).status).toBe(409);
});

test("staff who add a person are told, by page and API", async () => {
  const person = { name: "Dr. Grace Hopper", email: "", role: "user" };
  const shown = await (await web.post("/users/create", person, admin)).text();
  expect(shown).toContain("The name looks like that of Grace Hopper, who is staff");
  const bearer = { Authorization: `Bearer ${admin.token}` };
  const made = await web.postJson("/api/users", person, bearer);
  expect([made.status, await made.json()]).toEqual([
    201,
    expect.objectContaining({ like_staff: "Grace Hopper" }),
  ]);
  const other = await web.postJson("/api/users", { ...person, name: "Nia New" }, bearer);
  expect(await other.json()).not.toHaveProperty("like_staff");
});

test("the preview of a list says which new names look like those of staff", async () => {
  const list = "Name;E-Mail\nGrace H0pper;gh@uni.example.edu\nNia New;nia@uni.example.edu\n";
  const { id } = await createImport(admin.context, firstCourse, { ...pastedList(list), title: "" });
  const page = await (await web.get(`/courses/first/roster/${id}`, teacher)).text();
  expect(page.match(/Looks like the name of Grace Hopper, who is staff/g)).toHaveLength(1);
  const bearer = { Authorization: `Bearer ${teacher.token}` };
  const answer = await web.request(`/api/courses/first/imports/${id}`, { headers: bearer });
  const { import: shown } = (await answer.json()) as {
    import: { changes: { name: string; like_staff: string | null }[] };
  };
  expect(shown.changes.map(({ name, like_staff }) => [name, like_staff])).toEqual([
    ["Grace H0pper", "Grace Hopper"],
    ["Nia New", null],
  ]);
});
