/** Groups belong to sets of their course, by which their staff find and change them. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { deleteGroup, restoreGroup } from "#core/groups/bin.ts";
import { createGroups } from "#core/groups/groups.ts";
import { createGroupSet, listGroupSets, removeGroupSet } from "#core/groups/group_sets.ts";
import { copyCourse } from "#core/courses/manage_courses.ts";
import { groupLimits } from "#wire/limits.ts";
import { enrol, firstCourse, makeCourse } from "#tests/support/courses.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { startTestRealtime, type TestRealtime } from "#tests/support/realtime.ts";
import { testWeb, type TestWeb } from "#tests/support/web.ts";

let realtime: TestRealtime;
let web: TestWeb;
let admin: TestPerson;
let teacher: TestPerson;
let tutor: TestPerson;
let stranger: TestPerson;
let student: TestPerson;

beforeAll(async () => {
  realtime = await startTestRealtime();
  const { services } = realtime;
  web = testWeb({ services });
  admin = await makePerson(services, { role: "admin" });
  await makeCourse(services, { id: "other" });
  await services.db.transaction((tx) => tx.run`update courses set name = 'First' where name = ''`);
  teacher = await onStaff("teacher", firstCourse);
  tutor = await onStaff("tutor", firstCourse);
  stranger = await onStaff("teacher", "other");
  student = await makePerson(services);
});
afterAll(() => realtime.stop());

async function onStaff(role: "teacher" | "tutor", courseId: string): Promise<TestPerson> {
  const person = await makePerson(realtime.services);
  await enrol(realtime.services, { courseId, userId: person.id, role });
  const actor = { ...person.actor, office: role };
  return { ...person, actor, context: { ...person.context, actor } };
}

interface ApiSet {
  id: string;
  name: string;
  conversation_ids: string[];
}

async function ask(by: TestPerson, method: string, path: string, body?: unknown) {
  const headers = { Cookie: by.cookie, Origin: web.origin, "Content-Type": "application/json" };
  const text = body === undefined ? undefined : JSON.stringify(body);
  const answer = await web.request(path, { method, headers, body: text });
  const json = answer.status === 204 ? {} : await answer.json();
  return { status: answer.status, json: json as { set: ApiSet; sets: ApiSet[]; message: string } };
}

const api = (id = "") => `/api/courses/${firstCourse}/group-sets${id && `/${id}`}`;
const sets = async () => (await ask(tutor, "GET", api())).json.sets;
const namesOf = async () => (await sets()).map(({ name }) => name);
const make = async (name: string, by = teacher) => ask(by, "POST", api(), { name });
const setOf = async (name: string) => (await sets()).find((one) => one.name === name)!;
const page = async (by: TestPerson, path: string) => (await web.get(path, by)).text();

async function groupsNamed(...names: string[]): Promise<string[]> {
  const inputs = names.map((name) => ({ name, description: "", members: [] }));
  return (await createGroups(teacher.context, inputs, firstCourse)).map(({ id }) => id);
}

test("nobody but the course's teachers makes, changes or fills a set, and names are checked", async () => {
  for (const by of [tutor, stranger, student]) expect((await make("Theirs", by)).status).toBe(404);
  await expect(
    createGroupSet(tutor.context, { courseId: firstCourse, name: "Theirs" }),
  ).rejects.toMatchObject({ code: "forbidden" });
  for (const name of ["", "  ", "\u200b", "n".repeat(groupLimits.setNameChars + 1), 7, null]) {
    expect([name, (await ask(teacher, "POST", api(), { name })).status]).toEqual([name, 422]);
  }
  expect((await make("Läbs")).status).toBe(201);
  expect((await make("  LABS ")).json.message).toContain("already has a set with this name");
  const { id } = await setOf("Läbs");
  expect((await ask(teacher, "PATCH", api(id), { name: "läbs" })).status).toBe(200);
  for (const path of [api(id), `/api/courses/other/group-sets/${id}`]) {
    expect((await ask(stranger, "DELETE", path)).status).toBe(404);
    expect((await ask(stranger, "PATCH", path, { name: "Mine" })).status).toBe(404);
  }
  const [group] = await groupsNamed("Refused");
  const elsewhere = await createGroupSet(stranger.context, { courseId: "other", name: "Theirs" });
  for (const set_id of ["none", elsewhere.id]) {
    const answer = await ask(teacher, "PATCH", `/api/conversation/${group}`, { set_id });
    expect([set_id, answer.status]).toEqual([set_id, 422]);
    const body = { name: "In no set", course_id: firstCourse, set_id };
    expect((await ask(teacher, "POST", "/api/conversations", body)).status).toBe(422);
  }
  expect(await sets()).toEqual([{ id, name: "läbs", conversation_ids: [] }]);
  await removeGroupSet(teacher.context, { courseId: firstCourse, id });
});

test("a course has no more than its limit, and of two people who make one, one is told it exists", async () => {
  const both = await Promise.all([make("Same"), make("same", admin)]);
  expect(both.map(({ status }) => status).toSorted()).toEqual([201, 422]);
  const { setsInCourse } = groupLimits;
  for (let count = 1; count < setsInCourse; count += 1)
    expect((await make(`Set ${count}`)).status).toBe(201);
  expect((await make("One more")).status).toBe(409);
  for (const { id } of await sets()) {
    await removeGroupSet(teacher.context, { courseId: firstCourse, id });
  }
});

test("groups are put into sets and listed by them, open pages of staff are told, and removing one keeps them", async () => {
  for (const name of ["Teams", "Labs", "Tutorials"]) await make(name);
  const { id: teams } = await setOf("Teams");
  const { id: labs } = await setOf("Labs");
  const [red, blue] = (await groupsNamed("Team Red", "Team Blue")) as [string, string];
  const socket = await realtime.connect(tutor);
  await socket.identify(tutor);
  const form = { name: "Team Red", description: "", shown: "", set: teams };
  expect((await web.post(`/groups/${red}/edit`, form, teacher)).status).toBe(303);
  await socket.next("Welcome");
  await ask(teacher, "PATCH", `/api/conversation/${blue}`, { set_id: teams });
  const made = { name: "Lab Green", set: labs, course: firstCourse };
  expect((await web.post("/groups/create", made, teacher)).status).toBe(303);
  expect((await setOf("Teams")).conversation_ids).toEqual([red, blue]);
  const shown = await page(tutor, `/groups?set=${teams}`);
  expect(shown).toContain("Team Red");
  expect(shown).not.toContain("Lab Green");
  expect(await page(tutor, "/groups?set=none")).toContain("Refused");
  expect(await page(tutor, "/groups?set=none")).not.toContain("Team Red");
  expect(await page(student, `/chat/${red}`)).not.toContain("Teams");
  const order = `/api/courses/${firstCourse}/group-set-order`;
  await ask(teacher, "PUT", order, { ids: [labs, "unknown"] });
  expect(await namesOf()).toEqual(["Labs", "Teams", "Tutorials"]);
  const step = { id: teams, step: "up" };
  await web.post(`/courses/${firstCourse}/set-order`, step, teacher);
  expect(await namesOf()).toEqual(["Teams", "Labs", "Tutorials"]);
  await deleteGroup(teacher.context, red);
  expect((await setOf("Teams")).conversation_ids).toEqual([blue]);
  await restoreGroup(teacher.context, red);
  expect((await setOf("Teams")).conversation_ids).toEqual([red, blue]);
  const copy = await copyCourse(
    admin.context,
    { from: firstCourse, name: "Next term", term: "", colour: "" },
    { teachersMakeCourses: false },
  );
  const copied = await listGroupSets(admin.context, copy.id);
  expect(copied.map(({ name }) => name)).toEqual(["Teams", "Labs", "Tutorials"]);
  const inCopy = await realtime.services.db.all`
    select c.name from conversations c where c.set_id = ${copied[0]!.id} order by position`;
  expect(inCopy).toEqual([{ name: "Team Red" }, { name: "Team Blue" }]);
  await deleteGroup(teacher.context, blue);
  await web.post(`/courses/${firstCourse}/sets/${teams}/remove`, {}, teacher);
  await restoreGroup(teacher.context, blue);
  expect(await namesOf()).toEqual(["Labs", "Tutorials"]);
  expect(await page(tutor, "/groups?set=none")).toContain("Team Blue");
  expect(await page(teacher, "/audit")).toMatch(/ removed a set of groups.* made a set of groups/s);
});
