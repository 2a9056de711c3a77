/** Teachers and tutors in the groups of their course, and in those of another. */
import { afterEach, beforeEach, expect, test } from "bun:test";
import { deleteGroup } from "#core/groups/bin.ts";
import { createGroup, listGroupsOf } from "#core/groups/groups.ts";
import { addMembers, changeMemberRole, removeFromGroup } from "#core/groups/members.ts";
import { findByName } from "#core/people/find.ts";
import { writeLogged } from "#core/log/write.ts";
import { removeMessage, sendMessage } from "#core/messages/messages.ts";
import { enrol, firstCourse, makeCourse, moveToCourse } from "#tests/support/courses.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { makeGroup, startTestRealtime, type TestRealtime } from "#tests/support/realtime.ts";
import { testWeb, type TestWeb } from "#tests/support/web.ts";

let realtime: TestRealtime;
let web: TestWeb;
let admin: TestPerson;
let student: TestPerson;
let teacher: TestPerson;
let stranger: TestPerson;
let group: string;
let elsewhere: string;

beforeEach(async () => {
  realtime = await startTestRealtime();
  const { services } = realtime;
  web = testWeb({ services });
  admin = await makePerson(services, { role: "admin" });
  student = await makePerson(services);
  await makeCourse(services, { id: "other" });
  teacher = await onStaff("teacher", firstCourse);
  stranger = await onStaff("teacher", "other");
  group = await makeGroup(admin.context, [student], "Team Basalt");
  elsewhere = await makeGroup(admin.context, [student], "Team Marble");
  await moveToCourse(services, elsewhere, "other");
});
afterEach(() => realtime.stop());

async function onStaff(role: "teacher" | "tutor", courseId: string): Promise<TestPerson> {
  const { services } = realtime;
  const person = await makePerson(services, { name: `${role} of ${courseId}` });
  await enrol(services, { courseId, userId: person.id, role });
  const actor = { ...person.actor, office: role };
  return { ...person, actor, context: { ...person.context, actor } };
}

const get = (person: TestPerson, path: string) =>
  web.request(path, { headers: { Cookie: person.cookie } });

async function namesSeenBy(person: TestPerson): Promise<string[]> {
  const answer = await get(person, "/api/conversations");
  const { conversations } = (await answer.json()) as { conversations: { name: string }[] };
  return conversations.map(({ name }) => name);
}

/** Addresses may break before their domain. */
const inOneLine = (page: string) => page.replaceAll("<wbr/>", "");

const acts = (actorId: string) => realtime.services.db.all`
  select verb, conversation_id as "group" from audit where actor_id = ${actorId} order by at, id`;

async function enter(person: TestPerson) {
  const socket = await realtime.connect(person);
  const { payload } = await socket.identify(person);
  return { socket, groups: payload.conversations };
}

const open = (conversationId: string) =>
  ({ messageType: "Open", payload: {}, meta: { conversationId } }) as const;

test("nobody but the course's own staff can read a group: page, API and socket deny that it exists", async () => {
  for (const path of [
    `/chat/${group}`,
    `/chat/${group}/data`,
    `/conversations/${group}`,
    `/api/conversation/${group}`,
    `/api/conversation/${group}/messages`,
    `/api/conversation/${group}/members`,
  ]) {
    expect([path, (await get(stranger, path)).status]).toEqual([path, 404]);
    expect([path, (await get(teacher, path)).status]).toEqual([path, 200]);
  }
  const { socket, groups } = await enter(stranger);
  expect(groups.map(({ name }) => name)).toEqual(["Team Marble"]);
  socket.send(open(group));
  expect((await socket.next("Refusal")).payload.code).toBe("not_found");
  await expect(
    sendMessage(stranger.context, { conversationId: group, content: "Hello" }),
  ).rejects.toMatchObject({ code: "not_found" });
});

test("each teacher sees the groups of their own course, and of people only what is in it", async () => {
  expect(await namesSeenBy(teacher)).toEqual(["Team Basalt"]);
  expect(await namesSeenBy(stranger)).toEqual(["Team Marble"]);
  expect(await namesSeenBy(admin)).toEqual(["Team Basalt", "Team Marble"]);
  const page = await (await get(teacher, `/people/${student.id}`)).text();
  expect(page).toContain("Team Basalt");
  expect(page).not.toContain("Team Marble");
  const groups = await listGroupsOf(teacher.context, student.id);
  expect(groups.map(({ name }) => name)).toEqual(["Team Basalt"]);
});

test("people of another course are not found, and have no card", async () => {
  const { services } = realtime;
  const alone = await makePerson(services, { name: "Alma Allein" });
  await enrol(services, { userId: alone.id, role: "student" });
  const found = async (person: TestPerson) =>
    (await findByName(person.context, "Alma")).people.map(({ id }) => id);
  expect(await found(stranger)).toEqual([]);
  expect(await found(student)).toEqual([]);
  expect(await found(teacher)).toEqual([alone.id]);
  const card = `/people/${alone.id}/card`;
  for (const person of [stranger, student]) expect((await get(person, card)).status).toBe(404);
  const shown = await (await get(teacher, card)).text();
  expect(shown).toContain(alone.email);
  expect(shown).not.toContain("/users/edit/");
});

test("a teacher who shares a group of another course with a person sees no address there", async () => {
  const { services } = realtime;
  const fellow = await makePerson(services);
  await services.db.transaction(
    (tx) => tx.run`delete from course_members where user_id = ${fellow.id}`,
  );
  await addMembers(admin.context, elsewhere, [{ userId: fellow.id }, { userId: teacher.id }]);
  const page = await get(teacher, `/people/${fellow.id}`);
  expect(page.status).toBe(200);
  expect(inOneLine(await page.text())).not.toContain(fellow.email);
  expect(await acts(teacher.id)).toEqual([]);
});

test("that a teacher opens the page of a person of the course is recorded", async () => {
  const page = await (await get(teacher, `/people/${student.id}`)).text();
  expect(inOneLine(page)).toContain(student.email);
  expect(await acts(teacher.id)).toEqual([{ verb: "user.read", group: null }]);
});

test("a tutor who is to see only own groups sees those they are in", async () => {
  const { services } = realtime;
  await makeCourse(services, { id: "strict", tutorsSee: "own" });
  const tutor = await onStaff("tutor", "strict");
  await moveToCourse(services, group, "strict");
  await moveToCourse(services, elsewhere, "strict");
  await addMembers(admin.context, group, [{ userId: tutor.id, role: "moderator" }]);
  expect(await namesSeenBy(tutor)).toEqual(["Team Basalt"]);
  const message = await sendMessage(student.context, { conversationId: group, content: "Rude" });
  const removed = { conversationId: group, messageId: message.id };
  const { removed: how } = await removeMessage(tutor.context, removed);
  expect(how?.by).toBe("staff");
});

test("a teacher reads, writes and moderates in a group of the course, and the look is recorded", async () => {
  const { id: messageId } = await sendMessage(student.context, {
    conversationId: group,
    content: "Slate breaks",
  });
  const { socket, groups } = await enter(teacher);
  expect(groups).toMatchObject([{ name: "Team Basalt", byOffice: true }]);
  socket.send(open(group));
  await socket.next("Opened");
  await sendMessage(student.context, { conversationId: group, content: "Granite holds" });
  const heard = await socket.next("ChatMessage");
  expect(heard.payload.content).toBe("Granite holds");
  await sendMessage(teacher.context, { conversationId: group, content: "Well said" });
  const { removed } = await removeMessage(teacher.context, { conversationId: group, messageId });
  expect(removed?.by).toBe("staff");
  const answer = await web.request(`/chat/${group}/original`, {
    method: "POST",
    headers: { Cookie: teacher.cookie, Origin: web.origin, "Content-Type": "application/json" },
    body: JSON.stringify({ messageId }),
  });
  expect(await answer.text()).toContain("Slate breaks");
  expect(await acts(teacher.id)).toEqual([
    { verb: "conversation.read", group },
    { verb: "message.remove", group },
    { verb: "message.read_removed", group },
  ]);
});

test("a new group and its end are live for the staff of its course, and silent for others", async () => {
  const [here, there] = [await enter(teacher), await enter(stranger)];
  const before = there.socket.frames.length;
  const { id } = await createGroup(admin.context, {
    name: "Team Slate",
    description: "",
    courseId: firstCourse,
  });
  const { payload } = await here.socket.next("ConversationListed");
  expect(payload.conversation).toMatchObject({ id, name: "Team Slate", byOffice: true });
  await deleteGroup(admin.context, id);
  const { meta } = await here.socket.next("ConversationUnlisted");
  expect(meta.conversationId).toBe(id);
  await there.socket.settle();
  expect(there.socket.frames.slice(before).map(({ messageType }) => messageType)).toEqual(["Pong"]);
});

test("a teacher who leaves a group still sees it, by office", async () => {
  await addMembers(admin.context, group, [{ userId: teacher.id }]);
  const { socket, groups } = await enter(teacher);
  expect(groups).toMatchObject([{ memberRole: "member", byOffice: true }]);
  await removeFromGroup(admin.context, { conversationId: group, userId: teacher.id });
  await socket.next("ConversationUnlisted");
  // One that still says member may have been on its way, because they were added a moment before.
  await socket.next(
    "ConversationListed",
    ({ payload }) => payload.conversation.memberRole === undefined,
  );
  socket.send(open(group));
  await socket.next("Opened");
});

test("whose office ends receives nothing more of the course on an open socket", async () => {
  const { socket } = await enter(teacher);
  socket.send(open(group));
  await socket.next("Opened");
  await writeLogged(realtime.services, async ({ tx, appendAccountEvent }) => {
    await tx.run`delete from course_members where user_id = ${teacher.id} and source = 'hand'`;
    await appendAccountEvent(teacher.id, { kind: "user_changed" });
  });
  const { payload } = await socket.next("Welcome");
  expect(payload.conversations).toEqual([]);
  await sendMessage(student.context, { conversationId: group, content: "Among ourselves" });
  await socket.settle();
  expect(socket.frames.some(({ messageType }) => messageType === "ChatMessage")).toBe(false);
  expect((await get(teacher, `/chat/${group}`)).status).toBe(404);
});

test("owners and moderators of single groups stay what they are", async () => {
  const key = { conversationId: group, userId: student.id };
  await changeMemberRole(admin.context, { ...key, role: "owner" });
  const say = async ({ context }: TestPerson) => {
    const { id: messageId } = await sendMessage(context, {
      conversationId: group,
      content: "Hello",
    });
    return { conversationId: group, messageId };
  };
  await expect(removeMessage(student.context, await say(teacher))).rejects.toMatchObject({
    reason: "equal_office",
  });
  const member = await makePerson(realtime.services);
  await addMembers(admin.context, group, [{ userId: member.id }]);
  const { removed } = await removeMessage(student.context, await say(member));
  expect(removed?.by).toBe("moderator");
  expect((await get(student, `/api/conversation/${elsewhere}`)).status).toBe(200);
});
