/** Teachers and tutors manage the groups of their course, and nothing of another one. */
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { changeLogSettings } from "#core/audit/log_settings.ts";
import { createGroup } from "#core/groups/groups.ts";
import { editGroup } from "#core/groups/edit_group.ts";
import { listMembers, replaceMembers } from "#core/groups/members.ts";
import { enrol, firstCourse, makeCourse } from "#tests/support/courses.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { startTestRealtime, type TestRealtime } from "#tests/support/realtime.ts";
import { type Fields, testWeb, type TestWeb } from "#tests/support/web.ts";

let realtime: TestRealtime;
let web: TestWeb;
let admin: TestPerson;
let student: TestPerson;
let teacher: TestPerson;
let tutor: TestPerson;
let stranger: TestPerson;
let outsider: TestPerson;
let group: string;
let elsewhere: string;

beforeEach(async () => {
  realtime = await startTestRealtime();
  const { services } = realtime;
  web = testWeb({ services });
  admin = await makePerson(services, { role: "admin" });
  student = await makePerson(services, { name: "Siri Schiefer" });
  await makeCourse(services, { id: "other" });
  outsider = await makePerson(services, { name: "Odo Abseits", email: "odo@uni.example.edu" });
  await enrol(services, { courseId: "other", userId: outsider.id, role: "student" });
  teacher = await onStaff("teacher", firstCourse);
  tutor = await onStaff("tutor", firstCourse);
  stranger = await onStaff("teacher", "other");
  group = await make("Team Basalt", firstCourse);
  elsewhere = await make("Team Marble", "other");
});
afterEach(() => realtime.stop());

async function onStaff(role: "teacher" | "tutor", courseId: string): Promise<TestPerson> {
  const { services } = realtime;
  const person = await makePerson(services, { name: `${role} of ${courseId}` });
  await enrol(services, { courseId, userId: person.id, role });
  const actor = { ...person.actor, office: role };
  return { ...person, actor, context: { ...person.context, actor } };
}

async function make(name: string, courseId: string): Promise<string> {
  const members = [{ userId: student.id }];
  return (await createGroup(admin.context, { name, description: "", courseId, members })).id;
}

async function send(by: TestPerson, method: string, path: string, body?: unknown) {
  const headers = { Cookie: by.cookie, Origin: web.origin, "Content-Type": "application/json" };
  const text = body === undefined ? undefined : JSON.stringify(body);
  const answer = await web.request(path, { method, headers, body: text });
  return answer.status;
}

async function submit(by: TestPerson, path: string, fields: Fields): Promise<number> {
  return (await web.post(path, fields, by)).status;
}

const namesIn = async (id: string) =>
  (await listMembers(admin.context, id)).map(({ name }) => name).toSorted();

async function groupsOf(courseId: string): Promise<{ id: string; name: string }[]> {
  return realtime.services.db.all`
    select id, name from conversations where course_id = ${courseId} order by position, id`;
}

const namesOf = async (courseId: string) => (await groupsOf(courseId)).map(({ name }) => name);

const page = async (by: TestPerson, path: string) => (await web.get(path, by)).text();

describe("staff of another course", () => {
  test("are told that the group does not exist, even if nothing would change", async () => {
    const wanted = [{ userId: student.id, role: "member" as const }];
    const edit = { name: "Team Basalt", description: "", shown: [student.id], wanted };
    for (const change of [
      () => editGroup(stranger.context, group, edit),
      () => editGroup(stranger.context, group, { shown: [], wanted: [] }),
      () => replaceMembers(stranger.context, group, wanted),
    ]) {
      await expect(change()).rejects.toMatchObject({ code: "not_found" });
    }
    const form = { name: "Team Basalt", shown: student.id, member: student.id };
    expect(await submit(stranger, `/groups/${group}/edit`, form)).toBe(404);
    const same = { user: student.id, to: "member" };
    expect(await submit(stranger, `/groups/${group}/members`, same)).toBe(404);
    const members = { members: [{ user_id: student.id }] };
    expect(await send(stranger, "POST", `/api/conversation/${group}/members`, members)).toBe(404);
  });

  test("see it in no list, and cannot create one in the course or sort it", async () => {
    expect(await page(stranger, "/groups")).not.toContain("Basalt");
    expect((await web.get("/groups?course=first", stranger)).status).toBe(404);
    expect((await web.get("/groups/create?course=first", stranger)).status).toBe(404);
    const form = { name: "Team Trojan", course: firstCourse };
    expect(await submit(stranger, "/groups/create", form)).toBe(404);
    const body = { name: "Team Trojan", course_id: firstCourse };
    expect(await send(stranger, "POST", "/api/conversations", body)).toBe(404);
    expect(await submit(stranger, "/groups/reorder", { id: group, step: "up" })).toBe(404);
    expect(await namesOf(firstCourse)).toEqual(["Team Basalt"]);
  });
});

describe("a tutor", () => {
  test("neither creates, renames, sorts nor deletes a group of the course", async () => {
    const before = await groupsOf(firstCourse);
    expect(await send(tutor, "POST", "/api/conversations", { name: "Team Trojan" })).toBe(404);
    expect(await send(tutor, "PATCH", `/api/conversation/${group}`, { name: "Mine" })).toBe(404);
    expect(await send(tutor, "DELETE", `/api/conversation/${group}`)).toBe(404);
    expect(await submit(tutor, "/groups/reorder", { id: group, step: "up" })).toBe(404);
    expect(await submit(tutor, `/groups/delete/${group}`, {})).toBe(404);
    expect(await submit(tutor, `/groups/${group}/edit`, { name: "Mine", shown: "" })).toBe(403);
    expect(await groupsOf(firstCourse)).toEqual(before);
  });

  test("who is a teacher elsewhere is refused by the verb itself", async () => {
    const { services } = realtime;
    await enrol(services, { courseId: "other", userId: tutor.id, role: "teacher" });
    expect(await send(tutor, "DELETE", `/api/conversation/${group}`)).toBe(403);
    expect(await submit(tutor, `/groups/delete/${group}`, {})).toBe(404);
    expect(await submit(tutor, "/groups/reorder", { id: group, step: "up" })).toBe(403);
    expect(await send(tutor, "DELETE", `/api/conversation/${elsewhere}`)).toBe(204);
  });

  test("changes who is in a group, by a form without its name", async () => {
    const list = await page(tutor, "/groups");
    expect(list).toContain("Team Basalt");
    expect(list).not.toContain("/groups/create");
    expect(list).not.toContain("/groups/delete/");
    const form = await page(tutor, `/groups/${group}/edit`);
    expect(form).toContain("Members of Team Basalt");
    expect(form).not.toContain('name="name"');
    const fields = { shown: student.id, member: tutor.id };
    expect(await submit(tutor, `/groups/${group}/edit`, fields)).toBe(303);
    expect(await namesIn(group)).toEqual([admin.actor.name, "tutor of first"]);
    expect(await namesOf(firstCourse)).toEqual(["Team Basalt"]);
  });
});

describe("people of other courses", () => {
  test("are offered to nobody but admins, and cannot be added by their ids", async () => {
    for (const path of [`/groups/${group}/edit`, "/groups/create", "/groups/create-many"]) {
      expect([path, (await page(teacher, path)).includes("Odo")]).toEqual([path, false]);
    }
    expect(await page(admin, `/groups/${group}/edit`)).toContain("Odo");
    const members = [{ user_id: outsider.id }];
    const path = `/api/conversation/${group}/members`;
    expect(await send(teacher, "POST", path, { members })).toBe(404);
    expect(await send(teacher, "PUT", path, { members })).toBe(404);
    expect(await send(teacher, "POST", "/api/conversations", { name: "T", members })).toBe(422);
    const fields = { user: outsider.id, to: "member" };
    expect(await submit(teacher, `/groups/${group}/members`, fields)).toBe(404);
    const guessed = { ...fields, email: "someone.else@uni.example.edu" };
    expect(await submit(teacher, `/groups/${group}/members`, guessed)).toBe(404);
    expect(await namesIn(group)).not.toContain("Odo Abseits");
  });

  test("are answered like accounts that do not exist", async () => {
    const path = `/api/conversation/${group}/members`;
    const answers = await Promise.all(
      [outsider.id, "nobody-at-all"].map(async (id) => {
        const headers = { Cookie: teacher.cookie, Origin: web.origin };
        const answer = await web.postJson(path, { members: [{ user_id: id }] }, headers);
        return [answer.status, await answer.text()];
      }),
    );
    expect(answers[0]).toEqual(answers[1]);
  });

  test("are added by their exact address, from the form and the API", async () => {
    const edit = (address: string) =>
      submit(teacher, `/groups/${group}/edit`, { name: "Team Basalt", shown: "", address });
    expect(await edit("odo@uni.example")).toBe(422);
    expect(await namesIn(group)).not.toContain("Odo Abseits");
    expect(await edit("  ODO@uni.example.edu ")).toBe(303);
    expect(await namesIn(group)).toContain("Odo Abseits");
    const body = { name: "Team Slate", members: [{ email: "odo@uni.example.edu" }] };
    expect(await send(teacher, "POST", "/api/conversations", body)).toBe(201);
    const made = (await groupsOf(firstCourse)).find(({ name }) => name === "Team Slate")!;
    expect(await namesIn(made.id)).toEqual(["Odo Abseits", "teacher of first"]);
  });

  test("who are removed can be added back by the notice's undo", async () => {
    await submit(teacher, `/groups/${group}/edit`, {
      name: "Team Basalt",
      shown: "",
      address: outsider.email,
    });
    const browser = web.visitor({ Cookie: teacher.cookie });
    browser.cookies.set("session", teacher.cookie.replace("session=", ""));
    const removal = { user: outsider.id, to: "none" };
    const removed = await browser.post(`/groups/${group}/members`, removal);
    expect(await namesIn(group)).not.toContain("Odo Abseits");
    const notice = await (await browser.follow(removed)).text();
    expect(notice).toContain(`name="email" value="${outsider.email}"`);
    const undo = { user: outsider.id, to: "member", email: outsider.email };
    expect((await browser.post(`/groups/${group}/members`, undo)).status).toBe(303);
    expect(await namesIn(group)).toContain("Odo Abseits");
  });
});

describe("a teacher", () => {
  test("creates, changes, sorts and deletes the groups of the course", async () => {
    expect(await submit(teacher, "/groups/create", { name: "Team Slate" })).toBe(303);
    expect(await namesOf(firstCourse)).toEqual(["Team Basalt", "Team Slate"]);
    const change = { name: "Team Gneiss", shown: student.id };
    expect(await submit(teacher, `/groups/${group}/edit`, change)).toBe(303);
    expect(await namesIn(group)).toEqual([admin.actor.name]);
    expect(await submit(teacher, "/groups/reorder", { id: group, step: "down" })).toBe(303);
    expect(await namesOf(firstCourse)).toEqual(["Team Slate", "Team Gneiss"]);
    expect(await submit(teacher, `/groups/delete/${group}`, {})).toBe(303);
    expect(await namesOf(firstCourse)).toEqual(["Team Slate"]);
  });

  test("creates several at once, of the course's students only", async () => {
    const fields = { pattern: "Lab #", count: "1", by: "groups", member: student.id };
    const others = { ...fields, member: outsider.id };
    expect(await submit(teacher, "/groups/create-many", others)).toBe(422);
    const plan = await web.post("/groups/create-many", fields, teacher);
    const path = plan.headers.get("Location")!;
    expect(await page(teacher, path)).toContain("Siri Schiefer");
    expect(await submit(teacher, path, { step: "create" })).toBe(303);
    expect(await namesOf(firstCourse)).toEqual(["Team Basalt", "Lab 1"]);
  });

  test("sorts without moving the groups of another course", async () => {
    await make("Team Slate", firstCourse);
    await make("Team Chalk", "other");
    const ids = (await groupsOf(firstCourse)).map(({ id }) => id).toReversed();
    const theirs = await groupsOf("other");
    const order = [theirs[1]!.id, ...ids];
    expect(await send(teacher, "PUT", "/api/conversations/order", { ids: order })).toBe(200);
    expect(await namesOf(firstCourse)).toEqual(["Team Slate", "Team Basalt"]);
    expect(await groupsOf("other")).toEqual(theirs);
  });

  test("of two courses chooses one, by page and API", async () => {
    await enrol(realtime.services, { courseId: "other", userId: teacher.id, role: "teacher" });
    expect(await page(teacher, "/groups?course=other")).toContain("Team Marble");
    expect(await page(teacher, "/groups?course=other")).not.toContain("Team Basalt");
    expect(await send(teacher, "POST", "/api/conversations", { name: "Team Slate" })).toBe(422);
    const chosen = { name: "Team Slate", course_id: "other" };
    expect(await send(teacher, "POST", "/api/conversations", chosen)).toBe(201);
    expect(await page(teacher, "/groups/create?course=other")).toContain('value="other"');
    expect(await submit(teacher, "/groups/create", { name: "Team Chalk", course: "other" })).toBe(
      303,
    );
    expect(await namesOf("other")).toEqual(["Team Marble", "Team Slate", "Team Chalk"]);
  });

  test("who loses the office while the form is open can save nothing", async () => {
    await realtime.services.db.transaction(
      (tx) => tx.run`delete from course_members where user_id = ${teacher.id} and source = 'hand'`,
    );
    const edit = { name: "Mine", description: "", shown: [], wanted: [] };
    const asBefore = teacher.context;
    await expect(editGroup(asBefore, group, edit)).rejects.toMatchObject({ code: "not_found" });
    const made = createGroup(asBefore, { name: "Mine", description: "" });
    await expect(made).rejects.toMatchObject({ code: "forbidden" });
    expect(await namesOf(firstCourse)).toEqual(["Team Basalt"]);
  });
});

test("a teacher reads what the log says of the course, if admins allow it, and nothing of others", async () => {
  for (const by of [stranger, teacher]) await web.get(`/chat/${elsewhere}`, by);
  await web.get(`/chat/${group}`, admin);
  await web.get(`/chat/${group}`, tutor);
  await web.get(`/chat/${elsewhere}`, stranger);
  await enrol(realtime.services, { courseId: "other", userId: student.id, role: "student" });
  await web.get(`/people/${student.id}`, stranger);
  await web.get(`/people/${student.id}`, tutor);
  // By default everyone reads only what they did themselves.
  const before = await page(teacher, "/audit");
  expect(before).toContain("You see what you did yourself.");
  expect(before).not.toContain("tutor of first");
  await changeLogSettings(admin.context, { teachersRead: true, keptDays: 365 });
  const [own, theirs] = [await page(teacher, "/audit"), await page(stranger, "/audit")];
  expect(own).toContain("Team Basalt");
  expect(own).toContain("Siri Schiefer");
  expect(own).toContain("tutor of first");
  expect(own).not.toContain("Team Marble");
  expect(own).not.toContain("teacher of other");
  expect(theirs).toContain("Team Marble");
  expect(theirs).not.toContain("Team Basalt");
  expect(theirs).not.toContain("tutor of first");
  expect(await page(admin, "/audit")).toContain("Team Marble");
  const ofTutor = await page(tutor, "/audit");
  expect(ofTutor).toContain("Siri Schiefer");
  expect(ofTutor).not.toContain("Team Marble");
  expect((await web.get("/audit", student)).status).toBe(404);
});

test("the rail and the menu offer staff of a course what they may do", async () => {
  const [ofTeacher, ofTutor] = [await page(teacher, "/help"), await page(tutor, "/help")];
  const ofStudent = await page(student, "/help");
  expect(ofTeacher).toContain('href="/groups"');
  expect(ofTeacher).toContain('href="/audit"');
  expect(ofTeacher).not.toContain('href="/users"');
  expect(ofTutor).toContain('href="/groups"');
  expect(ofTutor).toContain('href="/audit"');
  expect(ofTutor).not.toContain('href="/users"');
  expect(ofStudent).not.toContain('href="/groups"');
});

test("what a tutor does is live for the teacher's open chat", async () => {
  const socket = await realtime.connect(teacher);
  const { payload } = await socket.identify(teacher);
  expect(payload.office).toBe("teacher");
  socket.send({ messageType: "Open", payload: {}, meta: { conversationId: group } });
  await socket.next("Opened");
  await submit(tutor, `/groups/${group}/members`, { user: student.id, to: "none" });
  expect((await socket.next("MemberRemoved")).payload.userId).toBe(student.id);
});
