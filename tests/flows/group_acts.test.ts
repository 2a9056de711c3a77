/** Acts on several groups at once: what they refuse, do, cannot do, and take back. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { systemClock } from "#kit/clock.ts";
import { archiveGroup } from "#core/groups/archive.ts";
import { deleteGroup, eraseForGood, restoreGroup } from "#core/groups/bin.ts";
import { createGroupSet, listGroupSets } from "#core/groups/group_sets.ts";
import { createGroups, updateGroup } from "#core/groups/groups.ts";
import { addMembers, changeMemberRole, listMembers } from "#core/groups/members.ts";
import { applyGroupAct, planGroupAct } from "#core/group_acts/group_acts.ts";
import { bulkActsJob, finishAct } from "#core/bulk/run_acts.ts";
import { checkDatabase } from "#core/instance/check.ts";
import { removeMessage, sendMessage } from "#core/messages/messages.ts";
import { valueList } from "#storage/database.ts";
import { bulkLimits } from "#wire/limits.ts";
import { enrol, firstCourse, makeCourse } from "#tests/support/courses.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { startTestRealtime, type TestRealtime } from "#tests/support/realtime.ts";
import { testWeb, type TestWeb } from "#tests/support/web.ts";

let laterMs = 0;
let realtime: TestRealtime;
let web: TestWeb;
let admin: TestPerson;
let teacher: TestPerson;
let stranger: TestPerson;
let student: TestPerson;

beforeAll(async () => {
  const clock = { ...systemClock, now: () => systemClock.now() + laterMs };
  realtime = await startTestRealtime({ clock });
  const { services } = realtime;
  web = testWeb({ services });
  admin = await makePerson(services, { role: "admin" });
  await makeCourse(services, { id: "other" });
  await services.db.transaction((tx) => tx.run`update courses set name = 'First' where name = ''`);
  teacher = await onStaff(firstCourse);
  stranger = await onStaff("other");
  student = await makePerson(services);
  await enrol(services, { userId: student.id, role: "student" });
});
afterAll(() => realtime.stop());

async function onStaff(courseId: string): Promise<TestPerson> {
  const person = await makePerson(realtime.services);
  await enrol(realtime.services, { courseId, userId: person.id, role: "teacher" });
  const actor = { ...person.actor, office: "teacher" as const };
  return { ...person, actor, context: { ...person.context, actor } };
}

interface Act {
  id: string;
  state: string;
  undo_until: string | null;
  conversations: { id: string; name: string; outcome: string; reason: string | null }[];
}

async function ask(by: TestPerson, method: string, path = "", body?: unknown) {
  const headers = { Cookie: by.cookie, Origin: web.origin, "Content-Type": "application/json" };
  const text = body === undefined ? undefined : JSON.stringify(body);
  const address = `/api/courses/${firstCourse}/group-acts${path}`;
  const answer = await web.request(address, { method, headers, body: text });
  const json = answer.status === 204 ? {} : await answer.json();
  return {
    status: answer.status,
    act: (json as { act: Act }).act,
    reason: (json as { reason: string }).reason,
  };
}

async function make(...names: string[]): Promise<string[]> {
  const members = [{ userId: student.id }];
  const inputs = names.map((name) => ({ name, description: "", members }));
  return (await createGroups(teacher.context, inputs, firstCourse)).map(({ id }) => id);
}

const planned = async (act: string, ids: string[]) =>
  (await ask(teacher, "POST", "", { act, conversation_ids: ids })).act;
const get = async (id: string, by = teacher) => (await ask(by, "GET", `/${id}`)).act;

async function apply(act: string, ids: string[], input: object = {}): Promise<Act> {
  const { id } = await planned(act, ids);
  const { status } = await ask(teacher, "POST", `/${id}/apply`, input);
  expect(status).toBe(200);
  await finishAct(web.services, id);
  return get(id);
}

async function undo(id: string, by = teacher): Promise<Act> {
  expect((await ask(by, "POST", `/${id}/undo`)).status).toBe(200);
  await finishAct(web.services, id);
  return get(id);
}

const outcomes = ({ conversations }: Act) =>
  conversations.map(({ name, outcome, reason }) => [name, outcome, reason]);

interface Listed {
  id: string;
  name: string;
  archived: boolean;
  unread: number;
}
async function listOf(by: TestPerson, ids: string[]): Promise<Listed[]> {
  const answer = await web.get("/api/conversations", by);
  const { conversations } = (await answer.json()) as { conversations: Listed[] };
  return conversations.filter(({ id }) => ids.includes(id));
}

const sound = { check: async () => ({ problems: [], readable: true }) };

test("nobody but the course's teachers acts, on groups of the course, a bounded number, once", async () => {
  const ids = await make("Team 1", "Team 2");
  const body = { act: "archive", conversation_ids: ids };
  const tutor = await makePerson(web.services);
  await enrol(web.services, { userId: tutor.id, role: "tutor" });
  for (const by of [stranger, student, tutor]) {
    expect((await ask(by, "POST", "", body)).status).toBe(404);
  }
  const theirs = { name: "archive", ids } as const;
  await expect(planGroupAct(stranger.context, "other", theirs)).rejects.toMatchObject({
    reason: "act_groups",
  });
  const many = Array.from({ length: bulkLimits.groups + 1 }, (_, index) => `g${index}`);
  for (const wrong of [[], ["gone"], many, [7], [""]]) {
    const answer = await ask(teacher, "POST", "", { act: "archive", conversation_ids: wrong });
    expect([wrong.length, answer.status]).toEqual([wrong.length, 422]);
  }
  expect((await ask(teacher, "POST", "", { ...body, act: "explode" })).status).toBe(422);
  const { id } = await planned("archive", [...ids, ids[0]!]);
  for (const by of [stranger, student, tutor]) {
    for (const path of [`/${id}`, `/${id}/apply`, `/${id}/undo`]) {
      const method = path === `/${id}` ? "GET" : "POST";
      const sent = method === "POST" ? {} : undefined;
      expect([path, (await ask(by, method, path, sent)).status]).toEqual([path, 404]);
    }
  }
  expect((await ask(teacher, "POST", `/${id}/undo`)).reason).toBe("act_undo_late");
  const both = await Promise.all([
    ask(teacher, "POST", `/${id}/apply`, {}),
    ask(admin, "POST", `/${id}/apply`, {}),
  ]);
  expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  await finishAct(web.services, id);
  expect((await ask(teacher, "DELETE", `/${id}`)).reason).toBe("act_begun");
  const again = await planned("archive", ids);
  expect((await ask(teacher, "POST", `/${again.id}/apply`, {})).reason).toBe("act_nothing");
  expect((await ask(teacher, "DELETE", `/${again.id}`)).status).toBe(204);
  expect(outcomes(await undo(id, admin))).toEqual([
    ["Team 1", "undone", null],
    ["Team 2", "undone", null],
  ]);
  expect((await ask(teacher, "POST", `/${id}/undo`)).reason).toBe("act_undo_late");
});

test("archiving is done where it can be, says where not, reaches open lists, and is taken back where nobody has changed it since", async () => {
  const ids = (await make("A", "B", "C", "D", "E", "F")) as [string, ...string[]];
  const [a, b, c, d, e, f] = ids;
  await archiveGroup(teacher.context, { id: b!, isAway: true });
  await deleteGroup(teacher.context, c!);
  const plan = await planned("archive", [...ids, "gone"]);
  expect(outcomes(plan)).toEqual([
    ["A", "planned", null],
    ["B", "planned", "group_archived_already"],
    ["D", "planned", null],
    ["E", "planned", null],
    ["F", "planned", null],
    ["C", "planned", "group_deleted"],
    ["", "planned", "group_gone"],
  ]);
  const socket = await realtime.connect(student);
  await socket.identify(student);
  await deleteGroup(teacher.context, d!);
  await eraseForGood(teacher.context, { id: d!, name: "D" });
  await ask(teacher, "POST", `/${plan.id}/apply`, {});
  await finishAct(web.services, plan.id);
  const done = await get(plan.id);
  expect(outcomes(done)).toEqual([
    ["A", "done", null],
    ["B", "skipped", "group_archived_already"],
    ["D", "skipped", "group_gone"],
    ["E", "done", null],
    ["F", "done", null],
    ["C", "skipped", "group_deleted"],
    ["", "skipped", "group_gone"],
  ]);
  const listed = await socket.next("ConversationListed");
  expect(listed.payload.conversation).toMatchObject({ id: a, archived: true });
  expect((await listOf(student, ids)).map(({ archived }) => archived)).toEqual(Array(4).fill(true));
  await archiveGroup(teacher.context, { id: e!, isAway: false });
  await deleteGroup(teacher.context, f!);
  expect(outcomes(await undo(plan.id))).toEqual([
    ["A", "undone", null],
    ["B", "skipped", "group_archived_already"],
    ["D", "skipped", "group_gone"],
    ["E", "kept", "act_changed_since"],
    ["F", "kept", "group_deleted"],
    ["C", "skipped", "group_deleted"],
    ["", "skipped", "group_gone"],
  ]);
  expect((await listOf(student, [a, b!])).map(({ archived }) => archived)).toEqual([false, true]);
  expect(await checkDatabase(web.services.db, sound)).toEqual([]);
});

test("deleted groups come back with what was read, and restoring several is taken back as well", async () => {
  const ids = (await make("One", "Two", "Three")) as [string, string, string];
  for (const conversationId of ids) {
    await sendMessage(teacher.context, { conversationId, content: "Unread" });
  }
  const before = await listOf(student, ids);
  const removal = await apply("delete", ids);
  expect(await listOf(student, ids)).toEqual([]);
  await restoreGroup(teacher.context, ids[1]);
  expect(outcomes(await undo(removal.id))).toEqual([
    ["One", "undone", null],
    ["Two", "kept", "act_changed_since"],
    ["Three", "undone", null],
  ]);
  const seqless = (rows: Listed[]) => rows.map(({ id, name, unread }) => ({ id, name, unread }));
  expect(seqless(await listOf(student, ids))).toEqual(seqless(before));
  await apply("delete", ids);
  const back = await apply("restore", ids);
  expect(outcomes(back).map(([, outcome]) => outcome)).toEqual(["done", "done", "done"]);
  await undo(back.id);
  expect(await listOf(student, ids)).toEqual([]);
});

test("moving, writing, adding staff and removing a person are asked, done, listed and taken back", async () => {
  const ids = (await make("Alpha", "Beta", "Gamma")) as [string, string, string];
  const [alpha, beta, gamma] = ids;
  await archiveGroup(teacher.context, { id: gamma, isAway: true });
  const refused = async (act: string, input: object) => {
    const { id } = await planned(act, ids);
    const { status, reason } = await ask(teacher, "POST", `/${id}/apply`, input);
    expect(status).toBeGreaterThanOrEqual(409);
    return reason;
  };
  const people = (...userIds: string[]) => ({ user_ids: userIds });
  expect(await refused("write", {})).toBe("message_empty");
  expect(await refused("write", { content: "m".repeat(8_001) })).toBe("schema_mismatch");
  expect(await refused("move", { set_id: "none" })).toBe("set_gone");
  expect(await refused("move", {})).toBe("act_nothing");
  expect(await refused("add_staff", {})).toBe("act_people");
  expect(await refused("add_staff", people(student.id))).toBe("act_staff_gone");
  expect(await refused("add_staff", people(stranger.id))).toBe("act_staff_gone");
  expect(await refused("remove_person", people(student.id, teacher.id))).toBe("act_person");
  expect(await refused("remove_person", people("none"))).toBe("act_person");
  expect(await refused("remove_person", people(stranger.id))).toBe("act_nothing");

  const { id: setId } = await createGroupSet(teacher.context, {
    courseId: firstCourse,
    name: "Labs",
  });
  const moved = await apply("move", ids, { set_id: setId });
  expect(outcomes(moved).map(([, outcome]) => outcome)).toEqual(["done", "done", "done"]);
  const setsNow = async () => {
    const rows = await web.services.db.all<{ setId: string | null }>`
      select set_id as "setId" from conversations where id in ${valueList(ids)} order by name`;
    return rows.map((row) => row.setId);
  };
  await updateGroup(teacher.context, beta, { name: "Beta", description: "", setId: null });
  expect(outcomes(await undo(moved.id))[1]).toEqual(["Beta", "kept", "act_changed_since"]);
  expect(await setsNow()).toEqual([null, null, null]);

  const socket = await realtime.connect(student);
  await socket.identify(student);
  const written = await apply("write", ids, { content: "The room has changed." });
  await socket.next("Counter");
  expect(outcomes(written)[2]).toEqual(["Gamma", "skipped", "group_archived"]);
  const messagesIn = async (id: string) => {
    const answer = await web.get(`/api/conversation/${id}/messages`, student);
    const { messages } = (await answer.json()) as { messages: { id: string; content: string }[] };
    return messages;
  };
  const [mine] = await messagesIn(beta);
  await removeMessage(teacher.context, { conversationId: beta, messageId: mine!.id });
  expect(outcomes(await undo(written.id, admin))).toEqual([
    ["Alpha", "undone", null],
    ["Beta", "kept", "act_changed_since"],
    ["Gamma", "skipped", "group_archived"],
  ]);
  expect((await messagesIn(alpha)).map(({ content }) => content)).toEqual([""]);

  const tutor = await makePerson(web.services, { name: "Tilda" });
  await enrol(web.services, { userId: tutor.id, role: "tutor" });
  const rolesIn = async (id: string) =>
    (await listMembers(admin.context, id)).map((one) => [one.name, one.role]).toSorted();
  const before = await rolesIn(alpha);
  const added = await apply("add_staff", ids, people(tutor.id, teacher.id));
  expect(await rolesIn(alpha)).toContainEqual(["Tilda", "moderator"]);
  await changeMemberRole(teacher.context, {
    conversationId: beta,
    userId: tutor.id,
    role: "owner",
  });
  expect(outcomes(await undo(added.id)).map(([, ...rest]) => rest)).toEqual([
    ["undone", null],
    ["kept", "act_changed_since"],
    ["skipped", "group_archived"],
  ]);
  expect(await rolesIn(alpha)).toEqual(before);
  const again = await apply("add_staff", ids, { ...people(tutor.id), role: "owner" });
  expect(outcomes(again)[1]).toEqual(["Beta", "skipped", "act_staff_there"]);

  const removed = await apply("remove_person", ids, people(student.id));
  expect(await listOf(student, ids)).toMatchObject([{ id: gamma }]);
  await addMembers(teacher.context, beta, [{ userId: student.id }]);
  expect(outcomes(await undo(removed.id))[1]).toEqual(["Beta", "kept", "act_changed_since"]);
  expect((await listOf(student, ids)).map(({ name }) => name)).toEqual(["Alpha", "Beta", "Gamma"]);
  expect(await checkDatabase(web.services.db, sound)).toEqual([]);
});

test("a copied set has the same people in new groups, and undoing spares those that are used", async () => {
  const { id: setId } = await createGroupSet(teacher.context, {
    courseId: firstCourse,
    name: "Round 1",
  });
  const ids = (await make("Copy A", "Copy B")) as [string, string];
  await sendMessage(student.context, { conversationId: ids[0], content: "Original" });
  await apply("move", ids, { set_id: setId });
  const { id } = await planned("copy", ids);
  for (const [input, reason] of [
    [{ set_name: "round 1" }, "set_name_taken"],
    [{ ending: "e".repeat(61) }, "schema_mismatch"],
  ] as const) {
    expect((await ask(teacher, "POST", `/${id}/apply`, input)).reason).toBe(reason);
  }
  const copied = await apply("copy", ids, { set_name: "Round 2", ending: "(again)" });
  expect(outcomes(copied).map(([, outcome]) => outcome)).toEqual(["done", "done"]);
  const copies = await web.services.db.all<{ id: string; name: string; messages: number }>`
    select c.id, c.name, c.message_count as messages
    from conversations c join group_sets s on s.id = c.set_id where s.name = 'Round 2' order by c.name`;
  expect(copies.map(({ name, messages }) => [name, messages])).toEqual([
    ["Copy A (again)", 0],
    ["Copy B (again)", 0],
  ]);
  const [first, second] = copies;
  const idsIn = async (group: string) =>
    (await listMembers(admin.context, group)).map(({ userId }) => userId).toSorted();
  expect(await idsIn(first!.id)).toEqual(await idsIn(ids[0]));
  await sendMessage(student.context, { conversationId: second!.id, content: "Ours" });
  await deleteGroup(teacher.context, ids[0]);
  expect(outcomes(await undo(copied.id))).toEqual([
    ["Copy A", "undone", null],
    ["Copy B", "kept", "act_changed_since"],
  ]);
  expect((await listOf(student, [first!.id, second!.id])).map(({ name }) => name)).toEqual([
    "Copy B (again)",
  ]);
  const setNames = async () =>
    (await listGroupSets(teacher.context, firstCourse)).map(({ name }) => name);
  expect(await setNames()).toContain("Round 2");
  const unused = await apply("copy", ids, { set_name: "Round 3", ending: "(unused)" });
  expect(await setNames()).toContain("Round 3");
  await undo(unused.id);
  expect(await setNames()).not.toContain("Round 3");
});

test("who may no longer manage the course's groups changes no more of them, and a day later nothing is taken back", async () => {
  const ids = await make("Late 1", "Late 2");
  const leaver = await onStaff(firstCourse);
  const { id } = await planGroupAct(leaver.context, firstCourse, { name: "delete", ids });
  const { db } = web.services;
  const dies = { ...leaver.context, db: { ...db, transaction: dying(db) } };
  await (
    await applyGroupAct(dies, { courseId: firstCourse, id })
  ).finished;
  await db.transaction((tx) => tx.run`delete from course_members where user_id = ${leaver.id}`);
  await bulkActsJob(web.services).run();
  expect(outcomes(await get(id)).map(([, ...rest]) => rest)).toEqual([
    ["skipped", "act_not_allowed"],
    ["skipped", "act_not_allowed"],
  ]);
  const act = await apply("archive", ids);
  expect(act.undo_until).not.toBeNull();
  laterMs += bulkLimits.undoMs + 1_000;
  expect((await get(act.id)).undo_until).toBeNull();
  expect((await ask(teacher, "POST", `/${act.id}/undo`)).reason).toBe("act_undo_late");
  const log = await (await web.get("/audit", teacher)).text();
  expect(log).toMatch(/ undid a change to several groups/);
  expect(log).toMatch(/ changed several groups at once/);
  expect(log).toContain("Archive: 2 groups");
});

/** The server dies after the transaction that begins the act. */
function dying(db: TestWeb["services"]["db"]): TestWeb["services"]["db"]["transaction"] {
  let isDead = false;
  return (work, asPost) => {
    if (isDead) return Promise.reject(new Error("this server is dead"));
    isDead = true;
    return db.transaction(work, asPost);
  };
}
