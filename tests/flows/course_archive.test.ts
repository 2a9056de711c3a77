/** A course is put away at the end of its term, brought back, and copied for the next one. */
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { createGroup } from "#core/groups/groups.ts";
import { addMembers } from "#core/groups/members.ts";
import { editMessage, removeMessage, sendMessage } from "#core/messages/messages.ts";
import { copyCourse, createCourse } from "#core/courses/manage_courses.ts";
import type { Database, Queries } from "#storage/database.ts";
import { enrol } from "#tests/support/courses.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { startTestRealtime, type TestRealtime } from "#tests/support/realtime.ts";
import { type Fields, testWeb, type TestWeb } from "#tests/support/web.ts";

let realtime: TestRealtime;
let web: TestWeb;
let admin: TestPerson;
let teacher: TestPerson;
let student: TestPerson;
let course: string;
let group: string;

beforeEach(async () => {
  realtime = await startTestRealtime();
  const { services } = realtime;
  web = testWeb({ services });
  admin = await makePerson(services, { role: "admin" });
  student = await makePerson(services);
  const person = await makePerson(services);
  const input = { name: "Mineralogy", term: "", colour: "", presentName: "Geology" };
  ({ id: course } = await createCourse(admin.context, input, { teachersMakeCourses: false }));
  await enrol(services, { courseId: course, userId: person.id, role: "teacher" });
  await enrol(services, { courseId: course, userId: student.id, role: "student" });
  const actor = { ...person.actor, office: "teacher" as const };
  teacher = { ...person, actor, context: { ...person.context, actor } };
  const members = [{ userId: student.id }];
  const made = { name: "Team Quartz", description: "Hard", courseId: course, members };
  group = (await createGroup(teacher.context, made)).id;
});
afterEach(() => realtime.stop());

const submit = async (by: TestPerson, path: string, fields: Fields = {}) =>
  (await web.post(path, fields, by)).status;
const page = async (by: TestPerson, path: string) => (await web.get(path, by)).text();
const archive = () => submit(teacher, `/courses/${course}/archive`);
const away = { code: "forbidden", reason: "course_archived" };

describe("in an archived course", () => {
  test("nobody writes or edits, by page, API and socket, and each says why", async () => {
    const mine = await sendMessage(student.context, { conversationId: group, content: "Before" });
    expect(await archive()).toBe(303);
    const post = { conversationId: group, content: "After" };
    for (const { context } of [student, teacher, admin]) {
      await expect(sendMessage(context, post)).rejects.toMatchObject(away);
    }
    const edit = { conversationId: group, messageId: mine.id, content: "Changed" };
    await expect(editMessage(student.context, edit)).rejects.toMatchObject(away);
    const refused = await web.post(`/chat/${group}`, { content: "After" }, student);
    expect(refused.status).toBe(403);
    expect(await refused.text()).toContain("This course is archived.");
    const headers = { Cookie: student.cookie, Origin: web.origin };
    const path = `/api/conversation/${group}/messages`;
    const answer = await web.postJson(path, { content: "After" }, headers);
    expect([answer.status, await answer.json()]).toMatchObject([403, { reason: away.reason }]);
    const socket = await realtime.connect(student);
    await socket.identify(student);
    socket.send({
      messageType: "ChatMessage",
      payload: { content: "After", displayName: "" },
      meta: { conversationId: group, senderId: student.id, timestamp: "", messageId: "m1" },
    });
    expect((await socket.next("Refusal")).payload.code).toBe("forbidden");
    expect(await page(student, `/chat/${group}`)).not.toContain("After</");
  });

  test("groups and members stay as they are, and a message can still be removed", async () => {
    const { id: messageId } = await sendMessage(student.context, {
      conversationId: group,
      content: "Rude",
    });
    await archive();
    const add = addMembers(teacher.context, group, [{ userId: teacher.id }]);
    await expect(add).rejects.toMatchObject(away);
    expect(await submit(teacher, `/groups/${group}/edit`, { name: "New", shown: "" })).toBe(403);
    const made = createGroup(teacher.context, { name: "X", description: "", courseId: course });
    await expect(made).rejects.toMatchObject({ code: "forbidden" });
    await removeMessage(teacher.context, { conversationId: group, messageId });
    expect(await submit(teacher, `/groups/delete/${group}`)).toBe(303);
  });

  test("a member reads on, without unread messages, and the composer says why it is gone", async () => {
    await sendMessage(teacher.context, { conversationId: group, content: "Goodbye" });
    await archive();
    const chat = await page(student, `/chat/${group}`);
    expect(chat).toContain("Goodbye");
    expect(chat).toContain("You can only read here.");
    expect(chat).not.toContain('id="composer"');
    const list = await page(student, "/conversations");
    expect(list).toMatch(/<details class="pb-3"><summary.*?Archived/);
    const answer = await web.get("/api/conversations", student);
    const { conversations } = (await answer.json()) as { conversations: object[] };
    expect(conversations).toMatchObject([{ archived: true, unread: 0 }]);
  });
});

test("archiving is live in an open chat, and so is bringing back", async () => {
  const socket = await realtime.connect(student);
  const { payload } = await socket.identify(student);
  expect(payload.conversations[0]?.archived).toBeUndefined();
  await archive();
  const listed = await socket.next("ConversationListed");
  expect(listed.payload.conversation).toMatchObject({ id: group, archived: true });
  expect(await submit(teacher, `/courses/${course}/restore`)).toBe(303);
  const again = await socket.next("ConversationListed");
  expect(again.payload.conversation.archived).toBeUndefined();
  await sendMessage(student.context, { conversationId: group, content: "We are back" });
});

test("the only course stays", async () => {
  const { services } = realtime;
  await services.db.transaction(async (tx) => {
    await tx.run`update courses set name = '' where id = 'first'`;
  });
  expect(await submit(admin, "/courses/first/archive")).toBe(403);
  const group1 = { name: "Team Mica", description: "", courseId: "first" };
  expect(await createGroup(admin.context, group1)).toMatchObject({});
});

test("only teachers archive, after a question", async () => {
  expect(await submit(student, `/courses/${course}/archive`)).toBe(404);
  expect(await page(teacher, `/courses/${course}/archive`)).toContain("Archive Mineralogy?");
  expect(await archive()).toBe(303);
  expect(await page(teacher, `/courses/${course}`)).toContain("This course is archived");
});

test("an archived course is out of the switcher, and found below it", async () => {
  await archive();
  const groups = await page(admin, "/groups");
  const [switcher = "", below = ""] = groups.split("Archived");
  expect(switcher).not.toContain("Mineralogy");
  expect(below).toContain("Mineralogy");
  expect(await page(admin, `/groups?course=${course}`)).toContain("Team Quartz");
  expect((await web.get(`/groups/create?course=${course}`, admin)).status).toBe(404);
});

/** Fails where groups are stored. */
function failing(db: Database): Database {
  const fails = (tx: Queries): Queries => ({
    ...tx,
    run: (text, ...values) =>
      text.join("").includes("insert into conversations")
        ? Promise.reject(new Error("the disk failed"))
        : tx.run(text, ...values),
  });
  return { ...db, transaction: (work) => db.transaction((tx) => work(fails(tx))) };
}

describe("a copy", () => {
  test("has the groups and settings, and neither people nor messages", async () => {
    await sendMessage(student.context, { conversationId: group, content: "Last term's" });
    await submit(teacher, `/courses/${course}/edit`, { name: "Mineralogy", tutorsSee: "own" });
    const form = await page(admin, `/courses/create?from=${course}`);
    expect(form).toContain("Copy Mineralogy");
    const copied = await web.post(
      "/courses/create",
      { from: course, name: "Mineralogy", term: "Summer 2027" },
      admin,
    );
    const id = copied.headers.get("Location")?.split("/").at(-1) ?? "";
    const { db } = realtime.services;
    const groups = await db.all<object>`
      select name, description, message_count as messages from conversations where course_id = ${id}`;
    expect(groups).toEqual([{ name: "Team Quartz", description: "Hard", messages: 0 }]);
    const people = await db.all<object>`
      select user_id as "user", role from course_members where course_id = ${id}`;
    expect(people).toEqual([{ user: admin.id, role: "teacher" }]);
    const [settings] = await db.all<object>`
      select term, tutors_see as sees from courses where id = ${id}`;
    expect(settings).toEqual({ term: "Summer 2027", sees: "own" });
  });

  test("is made whole or not at all", async () => {
    const { services } = realtime;
    const before = await services.db.all`select id from courses`;
    const db = failing(services.db);
    const input = { from: course, name: "Mineralogy", term: "", colour: "" };
    const copy = copyCourse({ ...admin.context, db }, input, { teachersMakeCourses: false });
    await expect(copy).rejects.toThrow("the disk failed");
    expect(await services.db.all`select id from courses`).toEqual(before);
  });

  test("of another teacher's course is not to be had", async () => {
    const stranger = await makePerson(realtime.services);
    await enrol(realtime.services, { userId: stranger.id, role: "teacher" });
    const open = testWeb({ services: realtime.services, config: { teachersMakeCourses: true } });
    const form = { from: course, name: "Mine" };
    expect((await open.post("/courses/create", form, stranger)).status).toBe(404);
    expect((await open.get(`/courses/create?from=${course}`, stranger)).status).toBe(404);
  });
});
