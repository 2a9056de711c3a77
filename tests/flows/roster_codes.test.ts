/** One-time codes of those whom a list gave an account, and nobody else's. */
import { afterEach, beforeEach, describe, expect, setDefaultTimeout, test } from "bun:test";
import { enrol, makeCourse } from "#tests/support/courses.ts";
import { testMs } from "#tests/support/patience.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { type TestWeb, testWeb } from "#tests/support/web.ts";
import { applyList, list, pasteList, studentNames, undoList } from "./roster_support.ts";

setDefaultTimeout(testMs);

let web: TestWeb;
let staff: TestPerson;
beforeEach(async () => {
  web = testWeb();
  staff = await makePerson(web.services, { role: "admin", name: "Miriam Albrecht" });
});
afterEach(() => web.services.dispose());

const paste = (text: string, by = staff) => pasteList(web, text, by);
const apply = (path: string) => applyList({ web, staff }, path);
const undo = (path: string) => undoList({ web, staff }, path);
const names = () => studentNames(web);

const codesIn = (page: string) => page.match(/\b[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}\b/g) ?? [];
const password = "a long enough secret";

test("new people sign in with the codes of the sheet, which a teacher prints once", async () => {
  const teacher = await makePerson(web.services, { name: "Tea Cher" });
  await enrol(web.services, { userId: teacher.id, role: "teacher" });
  const path = await paste(list, teacher);
  expect((await web.post(`${path}/codes`, {}, teacher)).status).toBe(404);
  await apply(path);
  const first = codesIn(await (await web.post(`${path}/codes`, {}, teacher)).text());
  const second = codesIn(await (await web.post(`${path}/codes`, {}, teacher)).text());
  expect([first.length, second.length]).toEqual([2, 2]);
  // By name: Kim, Lena. A new code voids the former one.
  expect((await web.post("/join", { code: first[1]!, password })).status).toBe(422);
  expect((await web.post("/join", { code: second[1]!, password })).status).toBe(303);
  const third = codesIn(await (await web.post(`${path}/codes`, {}, teacher)).text());
  expect(third).toHaveLength(1);
  await undo(path);
  expect(await names()).toEqual(["Lena Müller", "Tea Cher"]);
  expect((await web.post("/join", { code: third[0]!, password })).status).toBe(422);
});

test("a code ends with the office of the teacher who gave it", async () => {
  const teacher = await makePerson(web.services, { name: "Tea Cher" });
  await enrol(web.services, { userId: teacher.id, role: "teacher" });
  const path = await paste(list, teacher);
  await apply(path);
  const [code] = codesIn(await (await web.post(`${path}/codes`, {}, teacher)).text());
  await web.services.db.transaction(
    (tx) => tx.run`delete from course_members where user_id = ${teacher.id}`,
  );
  expect((await web.post("/join", { code: code!, password })).status).toBe(422);
});

describe("a teacher who lists a student of another course", () => {
  let teacher: TestPerson;
  let victim: TestPerson;
  let path: string;
  beforeEach(async () => {
    const { services } = web;
    await makeCourse(services, { id: "other" });
    teacher = await makePerson(services, { name: "Tea Cher" });
    await enrol(services, { userId: teacher.id, role: "teacher" });
    victim = await makePerson(services, { name: "Vic Tim", email: "lena@uni.example" });
    await enrol(services, { courseId: "other", userId: victim.id, role: "student" });
    path = await paste(list, teacher);
    await apply(path);
  });

  test("gets no code for them, by page or by the API", async () => {
    const page = await (await web.post(`${path}/codes`, {}, teacher)).text();
    expect(codesIn(page)).toHaveLength(1);
    expect(page).not.toContain("Vic Tim");
    const asTeacher = { Authorization: `Bearer ${teacher.token}` };
    const api = path.replace("/courses", "/api/courses").replace("/roster/", "/imports/");
    const answer = await web.postJson(`${api}/codes`, {}, asTeacher);
    const { codes } = (await answer.json()) as { codes: { user_id: string }[] };
    expect(codes.map(({ user_id }) => user_id)).not.toContain(victim.id);
    const one = await web.postJson(`/api/users/${victim.id}/code`, {}, asTeacher);
    const all = await web.postJson("/api/codes", {}, asTeacher);
    const form = await web.post(`/users/code/${victim.id}`, {}, teacher);
    expect([one.status, all.status, form.status]).toEqual([403, 404, 403]);
  });

  test("cannot sign in as them, change their name or address, or remove their account", async () => {
    const again = list.replace("Lena;Müller", "Tea;Cher");
    const second = await paste(again, teacher);
    await apply(second);
    await undo(second);
    await undo(path);
    const [row] = await web.services.db.all<{ name: string; email: string }>`
      select name, email from users where id = ${victim.id} and deleted_at is null`;
    expect(row).toEqual({ name: "Vic Tim", email: "lena@uni.example" });
    expect(
      await web.services.db.all`select kind from identities where user_id = ${victim.id}`,
    ).toEqual([]);
  });
});
