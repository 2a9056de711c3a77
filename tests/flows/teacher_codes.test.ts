/** One-time codes of teachers: for whom they issue one, and that none lets them into another course. */
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { issueCode } from "#core/identity/codes.ts";
import { hashPassword } from "#core/identity/password_hashes.ts";
import { createGroup } from "#core/groups/groups.ts";
import { addMembers } from "#core/groups/members.ts";
import { disablePerson, editPerson } from "#core/people/manage_people.ts";
import { insertUser } from "#storage/users.ts";
import { enrol, makeCourse } from "#tests/support/courses.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { type TestWeb, testWeb } from "#tests/support/web.ts";

const chosen = "quite another secret";
const hash = await hashPassword("the former secret");

let web: TestWeb;
let admin: TestPerson;
let teacher: TestPerson;
beforeEach(async () => {
  web = testWeb();
  admin = await makePerson(web.services, { role: "admin", name: "Prof. Grace" });
  await makeCourse(web.services, { id: "other" });
  teacher = await makePerson(web.services, { name: "Tess Teacher" });
  await enrol(web.services, { userId: teacher.id, role: "teacher" });
});
afterEach(() => web.services.dispose());

const bearer = ({ token }: TestPerson) => ({ Authorization: `Bearer ${token}` });
const count = async () =>
  (await web.services.db.all`select 1 from identities where kind = 'code'`).length;

/** A student of the teacher's course, whose account that course created. */
async function student(id: string, { isUsed = false, createdIn = "first" } = {}): Promise<string> {
  const at = new Date(web.services.clock.now()).toISOString();
  await web.services.db.transaction(async (tx) => {
    await insertUser(tx, {
      id,
      email: "",
      username: id,
      name: `Nia ${id}`,
      role: "user",
      at,
      createdIn,
    });
    if (!isUsed) return;
    await tx.run`update users set last_seen_at = ${at} where id = ${id}`;
    await tx.run`
      insert into identities (user_id, kind, secret_hash, created_at)
      values (${id}, 'password', ${hash}, ${at})`;
  });
  await enrol(web.services, { userId: id, role: "student" });
  return id;
}

async function groupOfOther(userId: string): Promise<void> {
  const group = await createGroup(admin.context, {
    name: "Elsewhere",
    description: "",
    courseId: "other",
  });
  await addMembers(admin.context, group.id, [{ userId, role: "member" }]);
}

/** By page and by API, and nothing is left behind. */
async function isRefused(by: TestPerson, id: string, status: number): Promise<void> {
  const before = await count();
  const answers = [
    await web.get(`/users/code/${id}`, by),
    await web.post(`/users/code/${id}`, {}, by),
    await web.postJson(`/api/users/${id}/code`, {}, bearer(by)),
  ];
  expect(answers.map((answer) => answer.status)).toEqual([status, status, status]);
  expect(await count()).toBe(before);
  for (const path of [`/people/${id}/card`, `/people/${id}`]) {
    expect(await (await web.get(path, by)).text()).not.toContain("/users/code/");
  }
}

async function isGiven(by: TestPerson, id: string): Promise<string> {
  expect(await (await web.get(`/people/${id}/card`, by)).text()).toContain(`/users/code/${id}`);
  const answer = await web.postJson(`/api/users/${id}/code`, {}, bearer(by));
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { code: string }).code;
}

const enters = async (code: string) =>
  (await web.post("/join", { code, password: chosen })).status === 303;

describe("a teacher issues no code", () => {
  test("for an account that the course did not create", async () => {
    const own = await makePerson(web.services, { name: "Mira Self" });
    await enrol(web.services, { userId: own.id, role: "student" });
    await isRefused(teacher, own.id, 403);
    await enrol(web.services, {
      userId: await student("b", { createdIn: "other" }),
      role: "student",
      courseId: "other",
    });
    await isRefused(teacher, "b", 403);
  });

  test("for staff, of the chat or of any course", async () => {
    await isRefused(teacher, admin.id, 403);
    const tutor = await student("t");
    await enrol(web.services, { userId: tutor, role: "tutor", courseId: "other" });
    await isRefused(teacher, tutor, 403);
    const promoted = await student("p");
    await editPerson(admin.context, promoted, { role: "admin" });
    await isRefused(teacher, promoted, 403);
    await isRefused(teacher, teacher.id, 403);
  });

  test("for an account in use whose owner is in another course, or in a group of one", async () => {
    const both = await student("both", { isUsed: true });
    await enrol(web.services, { userId: both, role: "student", courseId: "other" });
    await isRefused(teacher, both, 403);
    const visiting = await student("visiting", { isUsed: true });
    await groupOfOther(visiting);
    await isRefused(teacher, visiting, 403);
  });

  test("for people of other courses, whose existence is not told", async () => {
    const elsewhere = await makePerson(web.services, { name: "Elsa Elsewhere" });
    await web.services.db.transaction(
      (tx) => tx.run`delete from course_members where user_id = ${elsewhere.id}`,
    );
    await enrol(web.services, { userId: elsewhere.id, role: "student", courseId: "other" });
    await isRefused(teacher, elsewhere.id, 404);
    await isRefused(teacher, "nobody", 404);
  });

  test("while an admin has switched it off", async () => {
    const id = await student("a");
    const code = await isGiven(teacher, id);
    expect((await web.post("/users/teacher-codes", { allowed: "no" }, teacher)).status).toBe(404);
    expect((await web.post("/users/teacher-codes", { allowed: "no" }, admin)).status).toBe(303);
    await isRefused(teacher, id, 403);
    expect(await enters(code)).toBe(false);
    const path = "/api/codes/teachers";
    const rule = async () => (await web.request(path, { headers: bearer(admin) })).json();
    expect(await rule()).toEqual({ allowed: false });
    const on = { method: "PUT", body: '{"allowed":true}' };
    const headers = { "Content-Type": "application/json" };
    const asTeacher = { ...on, headers: { ...headers, ...bearer(teacher) } };
    expect((await web.request(path, asTeacher)).status).toBe(404);
    await web.request(path, { ...on, headers: { ...headers, ...bearer(admin) } });
    expect(await rule()).toEqual({ allowed: true });
    expect(await enters(code)).toBe(true);
    const acts = await web.services.db.all`
      select verb, detail from audit where verb = 'settings.teacher_codes' order by id`;
    expect(acts).toMatchObject([{ detail: "off" }, { detail: "on" }]);
  });

  test("as a tutor, or as a teacher of another course", async () => {
    const id = await student("a");
    const tutor = await makePerson(web.services, { name: "Tom Tutor" });
    await enrol(web.services, { userId: tutor.id, role: "tutor" });
    await isRefused(tutor, id, 404);
    const other = await makePerson(web.services, { name: "Otto Other" });
    await enrol(web.services, { userId: other.id, role: "teacher", courseId: "other" });
    await isRefused(other, id, 404);
    await enrol(web.services, { userId: id, role: "student", courseId: "other" });
    await isRefused(other, id, 403);
  });
});

describe("a teacher's code no longer works", () => {
  const changes: Record<string, (id: string) => Promise<unknown>> = {
    "once its issuer is no longer a teacher": () =>
      web.services.db.transaction(
        (tx) => tx.run`
          update course_members set role = 'tutor'
          where user_id = ${teacher.id} and source = 'hand'`,
      ),
    "once its issuer is disabled": () => disablePerson(admin.context, teacher.id),
    "once its owner is staff": (id) => editPerson(admin.context, id, { role: "admin" }),
    "once its owner, who was here before, joins another course": (id) =>
      enrol(web.services, { userId: id, role: "student", courseId: "other" }),
    "once its owner, who was here before, is in a group of another course": groupOfOther,
  };
  test.each(Object.keys(changes))("%s", async (title) => {
    const id = await student("a", { isUsed: true });
    const code = await isGiven(teacher, id);
    await changes[title]!(id);
    expect(await enters(code)).toBe(false);
  });
});

test("a teacher's code lets a newcomer in, also one whom another course has added since", async () => {
  const id = await student("a");
  const code = await isGiven(teacher, id);
  await enrol(web.services, { userId: id, role: "student", courseId: "other" });
  expect(await enters(code)).toBe(true);
  await isRefused(teacher, id, 403);
});

test("a teacher's code for an account in use ends its sessions, and its owner reads whose it was", async () => {
  const id = await student("a", { isUsed: true });
  const old = web.visitor();
  await old.post("/auth/login", { email: id, password: "the former secret" });
  expect((await old.get("/account")).status).toBe(200);
  const code = await isGiven(teacher, id);
  expect(await enters(code)).toBe(true);
  expect((await old.get("/account")).status).toBe(302);
  const owner = web.visitor();
  await owner.post("/auth/login", { email: id, password: chosen });
  expect(await (await owner.get("/conversations")).text()).toContain("issued by Tess Teacher");
  const log = await (await web.get("/audit", admin)).text();
  for (const act of ["issued a one-time code for", "used a one-time code"])
    expect(log).toContain(act);
});

test("a page of a code leads a teacher back to the person, and admins to the list", async () => {
  const id = await student("a");
  const page = await (await web.post(`/users/code/${id}`, {}, teacher)).text();
  expect(page).toContain(`href="/people/${id}"`);
  for (const path of ['href="/users"', "/users/create"]) expect(page).not.toContain(path);
  expect(await (await web.post(`/users/code/${id}`, {}, admin)).text()).toContain("/users/create");
});

test("admins see the switch only where there are teachers", async () => {
  const list = async () => (await web.get("/users", admin)).text();
  expect(await list()).toContain("Codes from teachers");
  await web.services.db.transaction(
    (tx) => tx.run`delete from course_members where source = 'hand'`,
  );
  expect(await list()).not.toContain("Codes from teachers");
});

test("an admin's code works for students of any course", async () => {
  const id = await student("a", { isUsed: true });
  await enrol(web.services, { userId: id, role: "student", courseId: "other" });
  expect(await enters((await issueCode(admin.context, id)).code)).toBe(true);
});
