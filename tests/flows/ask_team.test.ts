/** Each student has one private conversation with the staff of a course. */
import { afterEach, beforeEach, expect, test } from "bun:test";
import { setGroupAudience } from "#core/groups/audience.ts";
import { addMembers, listMembers } from "#core/groups/members.ts";
import { addToCourse, changeCourseRoles, removeFromCourse } from "#core/courses/course_people.ts";
import { deleteGroup, restoreGroup } from "#core/groups/bin.ts";
import { followCourses } from "#core/groups/followers.ts";
import { createGroup, updateGroup } from "#core/groups/groups.ts";
import { checkDatabase } from "#core/instance/check.ts";
import { updateProfile } from "#core/people/accounts.ts";
import { editPerson } from "#core/people/manage_people.ts";
import { mergePeople } from "#core/people/merge_accounts.ts";
import { mergeStep } from "#core/people/merge_steps.ts";
import { copyCourse, createCourse } from "#core/courses/manage_courses.ts";
import { sendMessage } from "#core/messages/messages.ts";
import { FakeClock } from "#tests/simulation/fake_clock.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { type TestServices, testServices } from "#tests/support/services.ts";
import { testWeb, type TestWeb } from "#tests/support/web.ts";

const dayMs = 24 * 60 * 60 * 1000;
const rules = { teachersMakeCourses: false };

let clock: FakeClock;
let services: TestServices;
let web: TestWeb;
let admin: TestPerson;
let mira: TestPerson;
let tarik: TestPerson;
let tutor: TestPerson;
let course: string;

beforeEach(async () => {
  clock = new FakeClock();
  services = testServices({ clock });
  web = testWeb({ services });
  admin = await makePerson(services, { role: "admin", name: "Prof. Ito" });
  mira = await makePerson(services, { name: "Mira" });
  tarik = await makePerson(services, { name: "Tarik" });
  tutor = await makePerson(services, { name: "Tutor" });
  const input = { name: "Graphs", term: "", colour: "", presentName: "Programming" };
  ({ id: course } = await createCourse(admin.context, input, rules));
  await bring("student", mira, tarik);
  await bring("tutor", tutor);
});
afterEach(() => services.dispose());

const bring = (role: "student" | "tutor", ...people: TestPerson[]) =>
  addToCourse(admin.context, course, { addresses: people.map(({ email }) => email), role });
const names = async (id: string) =>
  (await listMembers(admin.context, id)).map(({ name }) => name).toSorted();

async function ask(by: TestPerson, content = "Is sheet 5 due on Friday?"): Promise<string> {
  const answer = await web.post("/ask", { course, question: content }, by);
  expect(answer.status).toBe(303);
  return answer.headers.get("Location")!.replace("/chat/", "");
}

async function needs(): Promise<[string, string | null][]> {
  const answer = await web.get(`/api/courses/${course}/groups`, tutor);
  const { groups } = (await answer.json()) as { groups: { name: string; need: string | null }[] };
  return groups.map(({ name, need }) => [name, need]);
}

test("only students of a course that allows it ask its staff, and only with words", async () => {
  const stranger = await makePerson(services);
  for (const by of [tutor, stranger]) {
    expect((await web.get(`/ask?course=${course}`, by)).status).toBe(404);
    expect((await web.post("/ask", { course, question: "Hi" }, by)).status).toBe(404);
  }
  for (const content of [" ", "x".repeat(8_001)]) {
    expect((await web.post("/ask", { course, question: content }, mira)).status).toBe(422);
  }
  const settings = { name: "Graphs", term: "", colour: "", tutorsSee: "all", studentsOpen: "no" };
  const saved = await web.post(`/courses/${course}/edit`, { ...settings, askTeam: "no" }, admin);
  expect(saved.status).toBe(303);
  expect((await web.post("/ask", { course, question: "Hi" }, mira)).status).toBe(404);
  expect(await services.db.all`select id from conversations where asked_by is not null`).toEqual(
    [],
  );
});

test("the first question makes one conversation, which no other student reads, and staff read as members", async () => {
  const id = await ask(mira);
  expect(await ask(mira, "And the next one?")).toBe(id);
  expect(await names(id)).toEqual(["Mira", "Prof. Ito", "Tutor"]);
  expect((await web.get(`/chat/${id}`, tarik)).status).toBe(404);
  const chat = await (await web.get(`/chat/${id}`, tutor)).text();
  expect(chat).toContain("Is sheet 5 due on Friday?");
  expect(await services.db.all`select id from audit where actor_id = ${tutor.id}`).toEqual([]);
  const refused = { code: "conflict", reason: "members_follow_course" };
  const other = [{ userId: tarik.id }];
  await expect(addMembers(admin.context, id, other)).rejects.toMatchObject(refused);
  const opened = setGroupAudience(admin.context, { id, audience: "everyone" });
  await expect(opened).rejects.toMatchObject(refused);
  const again = await web.get(`/ask?course=${course}`, mira);
  expect(again.headers.get("Location")).toBe(`/chat/${id}`);
});

test("it follows the staff, and the student who leaves and comes back", async () => {
  const id = await ask(mira);
  await changeCourseRoles(admin.context, { courseId: course, userIds: [tarik.id], role: "tutor" });
  await removeFromCourse(admin.context, { courseId: course, userIds: [tutor.id] });
  expect(await names(id)).toEqual(["Mira", "Prof. Ito", "Tarik"]);
  await removeFromCourse(admin.context, { courseId: course, userIds: [mira.id] });
  expect(await names(id)).toEqual(["Prof. Ito", "Tarik"]);
  await bring("student", mira);
  expect(await names(id)).toEqual(["Mira", "Prof. Ito", "Tarik"]);
  expect(await ask(mira, "I am back")).toBe(id);
  const input = { name: "Graphs", term: "Summer", colour: "", from: course };
  await copyCourse(admin.context, input, rules);
  expect(await services.db.all`select id from conversations where name like '%Mira%'`).toHaveLength(
    1,
  );
});

test("staff see who has waited longest first, until someone answers", async () => {
  const first = await ask(tarik);
  await clock.advance(dayMs);
  await ask(mira);
  expect(await needs()).toEqual([
    ["Team and Tarik", "waiting"],
    ["Team and Mira", "waiting"],
  ]);
  const page = await (await web.get(`/groups?course=${course}`, tutor)).text();
  expect(page).toContain("Waits for an answer for 1 day");
  await sendMessage(tutor.context, { conversationId: first, content: "On Friday at noon." });
  expect(await needs()).toEqual([
    ["Team and Mira", "waiting"],
    ["Team and Tarik", null],
  ]);
});

test("it is called by the student's present name, also in the bin, unless staff have named it", async () => {
  const id = await ask(mira);
  const own = await ask(tarik);
  const nameOf = async (group: string) => {
    const [row] = await services.db.all<{ name: string }>`
      select name from conversations where id = ${group}
      union all select name from deleted_conversations where id = ${group}`;
    return row?.name;
  };
  const events = () => services.db.all`
    select seq from events where conversation_id = ${id} and kind = 'ConversationChanged'`;
  await updateGroup(admin.context, own, { name: "Thesis of Tarik B.", description: "" });
  const before = (await events()).length;
  await updateProfile(mira.context, { name: "Mira Sol" });
  await editPerson(admin.context, tarik.id, { name: "Tarik Bo" });
  expect([await nameOf(id), await nameOf(own)]).toEqual([
    "Team and Mira Sol",
    "Thesis of Tarik B.",
  ]);
  expect(await events()).toHaveLength(before + 1);
  await deleteGroup(admin.context, id);
  await editPerson(admin.context, mira.id, { name: "Mira Nova" });
  expect(await nameOf(id)).toBe("Team and Mira Nova");
  await restoreGroup(admin.context, id);
  await removeFromCourse(admin.context, { courseId: course, userIds: [mira.id] });
  await editPerson(admin.context, mira.id, { name: "Mira" });
  expect(await nameOf(id)).toBe("Team and Mira");
});

test("after merging two accounts, what both have asked and the groups for everyone are the one account's", async () => {
  const { id: everyone } = await createGroup(admin.context, {
    courseId: course,
    name: "All of us",
    description: "",
    audience: "everyone",
  });
  const [asked, other] = [await ask(mira), await ask(tarik, "And mine?")];
  const { finished } = await mergePeople(admin.context, { fromId: tarik.id, toId: mira.id });
  // The pauses between the steps are of the clock that stands still.
  while (await mergeStep(services, tarik.id));
  void finished;
  await followCourses(services);
  expect(await names(everyone)).toEqual(["Mira", "Prof. Ito", "Tutor"]);
  for (const id of [asked, other]) expect(await names(id)).toEqual(["Mira", "Prof. Ito", "Tutor"]);
  expect((await needs()).map(([name]) => name).toSorted()).toEqual([
    "All of us",
    "Team and Mira",
    "Team and Mira",
  ]);
  expect([asked, other]).toContain(await ask(mira, "One more"));
  await removeFromCourse(admin.context, { courseId: course, userIds: [mira.id] });
  for (const id of [asked, other, everyone]) expect(await names(id)).not.toContain("Mira");
  const sound = async () => ({ problems: [], readable: true });
  expect(await checkDatabase(services.db, { check: sound })).toEqual([]);
});
