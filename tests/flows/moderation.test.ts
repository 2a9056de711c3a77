/** Members report, staff decide, both sides are told, and someone else decides about an appeal. */
import { afterEach, beforeEach, expect, test } from "bun:test";
import { deleteGroup, eraseForGood, restoreGroup } from "#core/groups/bin.ts";
import { changeTemplates } from "#core/courses/templates.ts";
import { createGroup } from "#core/groups/groups.ts";
import { editMessage, removeMessage, sendMessage } from "#core/messages/messages.ts";
import { removePerson } from "#core/people/manage_people.ts";
import { mergePeople } from "#core/people/merge_accounts.ts";
import { mergeStep } from "#core/people/merge_steps.ts";
import { accountOfSession } from "#core/identity/sessions.ts";
import { hasOpenCase } from "#storage/cases.ts";
import { caseLimits, limits } from "#wire/limits.ts";
import { FakeClock } from "#tests/simulation/fake_clock.ts";
import { enrol } from "#tests/support/courses.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { type TestServices, testServices } from "#tests/support/services.ts";
import { testWeb, type TestWeb } from "#tests/support/web.ts";

let clock: FakeClock;
let services: TestServices;
let web: TestWeb;
let admin: TestPerson;
let teacher: TestPerson;
let tutor: TestPerson;
let kevin: TestPerson;
let ji: TestPerson;
let thao: TestPerson;
let outsider: TestPerson;
let group: string;
let messageId: string;

beforeEach(async () => {
  clock = new FakeClock();
  services = testServices({ clock });
  web = testWeb({ services });
  const person = (name: string) => makePerson(services, { name });
  admin = await makePerson(services, { role: "admin", name: "Prof. Ito" });
  [teacher, tutor] = [await person("Tea Cher"), await person("Tu Tor")];
  [kevin, ji, thao] = [await person("Kevin S"), await person("Kim Ji"), await person("Thảo My")];
  outsider = await person("Out Sider");
  await enrol(services, { userId: teacher.id, role: "teacher" });
  await enrol(services, { userId: tutor.id, role: "tutor" });
  const members = [kevin, ji, thao, tutor].map(({ id: userId }) => ({ userId }));
  ({ id: group } = await createGroup(admin.context, { name: "Team 9", description: "", members }));
  ({ id: messageId } = await say(kevin, "You are too stupid"));
});
afterEach(() => services.dispose());

const say = (by: TestPerson, content: string) =>
  sendMessage(by.context, { conversationId: group, content });
const bearer = (by: TestPerson) => ({ Authorization: `Bearer ${by.token}` });

interface Answer {
  status: number;
  reason?: string;
  json: Record<string, unknown>;
}

async function answerOf(answer: Response): Promise<Answer> {
  const text = await answer.text();
  const json = (text ? JSON.parse(text) : {}) as Record<string, unknown>;
  return { status: answer.status, reason: json["reason"] as string | undefined, json };
}

const post = async (by: TestPerson, path: string, json: unknown = {}) =>
  answerOf(await web.postJson(path, json, bearer(by)));
const get = async (by: TestPerson, path: string) =>
  answerOf(await web.get(path, undefined, bearer(by)));

const report = (by: TestPerson, id = messageId, json: object = { reason: "insult" }) =>
  post(by, `/api/conversation/${group}/messages/${id}/reports`, json);
const reportPerson = (by: TestPerson, who: TestPerson, json: object = { reason: "other" }) =>
  post(by, `/api/conversation/${group}/members/${who.id}/reports`, json);

interface Case {
  id: string;
  version: number;
  reports: number;
  state: string;
}

async function cases(by: TestPerson, list = "open"): Promise<Case[]> {
  const { status, json } = await get(by, `/api/cases?list=${list}`);
  expect(status).toBe(200);
  return json["cases"] as Case[];
}

const decide = (by: TestPerson, { id, version }: Case, decision: string, more: object = {}) =>
  post(by, `/api/cases/${id}/decision`, { decision, version, ...more });
const attention = async ({ actor }: TestPerson) =>
  (await accountOfSession(services, actor.sessionId))?.attention;
const refused = ({ status, reason }: Answer) => [status, reason];

test("what cannot be reported is refused with a reason, and makes no case", async () => {
  const own = await say(ji, "mine");
  expect(refused(await report(outsider))).toEqual([404, "not_found"]);
  expect(refused(await report(teacher))).toEqual([404, "not_found"]);
  expect(refused(await report(ji, own.id))).toEqual([403, "report_own"]);
  expect(refused(await report(ji, "nothing"))).toEqual([404, "not_found"]);
  expect((await report(ji, messageId, { reason: "boring" })).status).toBe(422);
  const long = { reason: "spam", words: "x".repeat(caseLimits.wordsChars + 1) };
  expect((await report(ji, messageId, long)).status).toBe(422);
  expect(refused(await reportPerson(ji, ji))).toEqual([403, "report_own"]);
  expect(refused(await reportPerson(ji, outsider))).toEqual([404, "not_found"]);
  const form = `/conversations/${group}/messages/${messageId}/report`;
  const page = await web.post(form, { reason: "", words: "so rude" }, ji);
  expect(page.status).toBe(422);
  expect(await page.text()).toContain("so rude");
  await removeMessage(admin.context, { conversationId: group, messageId: own.id });
  expect(refused(await report(thao, own.id))).toEqual([409, "report_removed"]);
  expect(await cases(admin)).toEqual([]);
  // Nobody but the only admin of a course without other staff could decide.
  await removePerson(admin.context, teacher.id);
  await services.db.transaction((tx) => tx.run`delete from course_members where role = 'tutor'`);
  const { id } = await say(admin, "Sheet 5 is online");
  expect(refused(await report(ji, id))).toEqual([409, "report_nobody"]);
  expect(await cases(admin)).toEqual([]);
});

test("a report becomes one case, both sides are told, and someone else decides the appeal", async () => {
  expect((await report(ji)).status).toBe(204);
  expect((await report(thao)).status).toBe(204);
  expect(refused(await report(ji))).toEqual([409, "report_again"]);
  expect((await get(kevin, "/api/cases")).status).toBe(404);
  expect(await attention(tutor)).toEqual({ cases: 1, answers: 0, mutes: 0 });
  expect(await attention(kevin)).toBeUndefined();
  expect(await hasOpenCase(services.db, group)).toBeTrue();
  const [one] = await cases(tutor);
  expect(one).toMatchObject({ reports: 2, version: 2, number: 1, state: "open" });
  const path = `/api/cases/${one!.id}`;

  // Two look at it: the second neither decides nor takes it unseen.
  expect((await web.get(`/moderation/cases/${one!.id}`, tutor)).status).toBe(200);
  const second = await (await web.get(`/moderation/cases/${one!.id}`, teacher)).text();
  expect(second).toContain("Tu Tor is viewing");
  expect(refused(await decide(teacher, one!, "warn"))).toEqual([409, "case_claimed"]);
  expect((await post(teacher, `${path}/claim`, { take_over: true })).status).toBe(200);
  expect(refused(await decide(tutor, one!, "warn"))).toEqual([409, "case_claimed"]);
  expect((await post(teacher, `${path}/leave`)).status).toBe(204);
  const stale = { ...one!, version: one!.version - 1 };
  expect(refused(await decide(tutor, stale, "warn"))).toEqual([409, "case_changed"]);
  expect(refused(await decide(tutor, one!, "end_pass"))).toEqual([409, "case_no_guest"]);

  const text = "Please apologise to Oluwaseun.";
  expect((await decide(tutor, one!, "remove", { text })).status).toBe(200);
  expect(refused(await decide(teacher, one!, "warn"))).toEqual([409, "case_done"]);
  expect(refused(await report(thao, messageId))).toEqual([409, "report_removed"]);
  const shown = await (await web.get(`/chat/${group}`, ji)).text();
  expect(shown).not.toContain("too stupid");
  expect(await attention(ji)).toEqual({ cases: 0, answers: 1, mutes: 0 });
  expect(await attention(kevin)).toEqual({ cases: 0, answers: 1, mutes: 0 });
  expect(await hasOpenCase(services.db, group)).toBeFalse();
  expect(await (await web.get("/answers", ji)).text()).toContain("Staff have decided");
  const notice = await (await web.get("/answers", kevin)).text();
  expect(notice).toContain(text);
  expect(notice).toContain("Your message was removed");
  expect(await attention(kevin)).toBeUndefined();

  const appeal = `/api/answers/${one!.id}/appeal`;
  expect((await post(ji, appeal, { words: "no" })).status).toBe(404);
  expect((await post(kevin, appeal, { words: "" })).status).toBe(422);
  expect((await post(kevin, appeal, { words: "It was a joke" })).status).toBe(204);
  expect(refused(await post(kevin, appeal, { words: "Really" }))).toEqual([409, "appeal_once"]);
  const outcome = (by: TestPerson, version: number) =>
    post(by, `${path}/outcome`, { outcome: "kept", version, text: "Nobody laughed." });
  expect(refused(await outcome(tutor, 4))).toEqual([403, "case_own_decision"]);
  expect(await attention(tutor)).toBeUndefined();
  expect(await attention(teacher)).toEqual({ cases: 1, answers: 0, mutes: 0 });
  expect(refused(await outcome(teacher, 3))).toEqual([409, "case_changed"]);
  expect((await outcome(teacher, 4)).status).toBe(200);
  expect(refused(await outcome(admin, 5))).toEqual([409, "case_done"]);
  expect(refused(await post(kevin, appeal, { words: "Again" }))).toEqual([409, "appeal_once"]);
  expect(await (await web.get("/answers", kevin)).text()).toContain("Nobody laughed.");
  expect(await cases(teacher)).toEqual([]);
  expect(await cases(teacher, "mine")).toHaveLength(1);
  const rows = await services.db.all<{ verb: string }>`
    select verb from audit where verb like 'case.%' order by at, id`;
  expect(rows.map(({ verb }) => verb)).toEqual(["case.decide", "case.appeal", "case.close"]);
});

test("a case about staff is hidden from them and from lower offices, and names no reporter", async () => {
  const canary = "canary-of-the-reporter";
  const words = { reason: "harassment", words: canary };
  await enrol(services, { userId: thao.id, role: "teacher" });
  const { id } = await say(thao, "Do as I say");
  expect((await report(ji, id, words)).status).toBe(204);
  expect((await reportPerson(ji, tutor, words)).status).toBe(204);
  expect(await cases(thao)).toHaveLength(1);
  expect(await cases(teacher)).toHaveLength(2);
  // The tutor sees neither the one about themselves nor the one about a teacher.
  expect(await cases(tutor)).toEqual([]);
  expect(await attention(tutor)).toBeUndefined();
  expect(await attention(thao)).toEqual({ cases: 1, answers: 0, mutes: 0 });
  const [about] = await services.db
    .all<Case>`select id, version from cases where message_id = ${id}`;
  for (const by of [thao, tutor]) {
    for (const act of ["claim", "leave"]) {
      expect((await post(by, `/api/cases/${about!.id}/${act}`)).status).toBe(404);
    }
    expect((await decide(by, about!, "nothing")).status).toBe(404);
  }
  expect((await decide(teacher, about!, "warn")).status).toBe(200);
  const ownPages = [
    "/moderation",
    "/moderation?list=decided",
    "/answers",
    "/audit",
    `/chat/${group}`,
  ];
  for (const path of [...ownPages, `/moderation/cases/${about!.id}`]) {
    const page = await (await web.get(path, thao)).text();
    expect([path, page.includes(canary)]).toEqual([path, false]);
  }
  const own = await get(thao, "/api/answers");
  expect(JSON.stringify(own.json)).toContain("Do as I say");
  expect(JSON.stringify(own.json)).not.toContain(canary);
  expect(JSON.stringify(own.json)).not.toContain(ji.id);
  // Of the one that said nothing, they learn nothing.
  const [left] = await cases(teacher);
  expect((await decide(teacher, left!, "nothing")).status).toBe(200);
  expect((await get(tutor, "/api/answers")).json).toEqual({ decisions: [], reports: [] });
  const rows = await services.db.all`
    select 1 as found from audit where verb like 'case.%' and subject_id = ${tutor.id}`;
  expect(rows).toEqual([]);
});

test("what is reported stays with the case, whatever its author does to it", async () => {
  await report(ji);
  const change = { conversationId: group, messageId };
  await editMessage(kevin.context, { ...change, content: "You are too kind" });
  await report(thao, messageId, { reason: "spam" });
  await clock.advance(limits.editWindowMs);
  await removeMessage(kevin.context, change);
  const [one] = await cases(teacher);
  const whole = await get(teacher, `/api/cases/${one!.id}`);
  expect(whole.json["content"]).toBe("You are too stupid");
  expect(whole.json["reports"]).toMatchObject([
    { content: "You are too stupid" },
    { content: "You are too kind", reason: "spam" },
  ]);
  expect(await (await web.get(`/moderation/cases/${one!.id}`, teacher)).text()).toContain("stupid");
  // They have looked into a group that they are not in.
  const looks = await services.db.all<{ actorId: string }>`
    select actor_id as "actorId" from audit where verb = 'conversation.read'`;
  expect(looks).toEqual([{ actorId: teacher.id }]);
  expect(await services.db.all`select shown_at from looks`).toEqual([{ shown_at: null }]);
  expect(refused(await decide(teacher, one!, "remove"))).toEqual([409, "case_message_gone"]);
  expect((await decide(teacher, one!, "nothing")).status).toBe(200);
  expect((await get(kevin, "/api/answers")).json["decisions"]).toEqual([]);
  // A new text is something new, the same one is not.
  const { id } = await say(kevin, "Fool");
  await report(ji, id);
  await decide(teacher, (await cases(teacher))[0]!, "warn");
  expect(refused(await report(thao, id))).toEqual([409, "report_decided"]);
  await editMessage(kevin.context, { ...change, messageId: id, content: "Damn fool" });
  expect((await report(thao, id)).status).toBe(204);
});

test("ending a guest's pass ends all groups of the course, and taking that back those whose pass still holds", async () => {
  const guest = await makePerson(services, { role: "guest", name: "Max Guest" });
  const members = [{ userId: guest.id }, { userId: ji.id }];
  ({ id: group } = await createGroup(admin.context, { name: "Lecture", description: "", members }));
  const { id: lab } = await createGroup(admin.context, { name: "Lab", description: "", members });
  // The pass with which they came to the second group runs out before the appeal.
  await services.db.transaction(async (tx) => {
    await tx.run`
      insert into invites (id, course_id, conversation_id, role, title, link_hash, code_hash, actor_id,
        created_at, expires_at, uses_max, needs_approval)
      values ('pass', 'first', ${lab}, 'guest', '', 'a', 'b', ${admin.id}, '2026-11-01',
        ${new Date(clock.now() + 60_000).toISOString()}, 9, 0)`;
    await tx.run`
      insert into invite_uses (invite_id, user_id, state, used_at)
      values ('pass', ${guest.id}, 'accepted', '2026-11-01')`;
  });
  const { id } = await say(guest, "Buy this");
  await report(ji, id, { reason: "spam" });
  const [one] = await cases(tutor);
  expect((await decide(tutor, one!, "end_pass")).status).toBe(200);
  const places = async () => {
    const rows = await services.db.all<{ id: string }>`
      select conversation_id as id from conversation_members where user_id = ${guest.id}`;
    return rows.map((row) => row.id);
  };
  expect(await places()).toEqual([]);
  expect((await web.get(`/chat/${group}`, guest)).status).toBe(404);
  expect(await (await web.get("/answers", guest)).text()).toContain("Your guest access was ended");
  await clock.advance(2 * 60_000);
  await post(guest, `/api/answers/${one!.id}/appeal`, { words: "It was a joke" });
  const outcome = { outcome: "lifted", version: 3 };
  expect((await post(teacher, `/api/cases/${one!.id}/outcome`, outcome)).status).toBe(200);
  expect(await places()).toEqual([group]);
  expect((await web.get(`/chat/${group}`, guest)).status).toBe(200);
  expect(await (await web.get("/answers", guest)).text()).toContain("You are in your groups again");
});

test("a part is hidden and a reason of the course given with the decision, and an appeal brings the part back", async () => {
  const { id } = await say(kevin, "Call 0151 234 for answers");
  await report(ji, id, { reason: "solution" });
  const [one] = await cases(tutor);
  const reason = "No telephone numbers here";
  await changeTemplates(teacher.context, "first", {
    shown: [],
    wanted: [{ en: reason, de: "Keine Nummern" }],
  });
  const page = `/moderation/cases/${one!.id}`;
  const form = await (await web.get(page, tutor)).text();
  for (const offered of [reason, "data-span", "Hide a part"]) expect(form).toContain(offered);
  // Nothing is decided without a part, or about another text than the one that was seen.
  expect((await decide(tutor, one!, "redact")).status).toBe(422);
  const span = { start: 5, end: 13 };
  const other = { span: { ...span, revision: 1 } };
  expect(refused(await decide(tutor, one!, "redact", other))).toEqual([409, "message_changed"]);
  const typed = { decision: "redact", version: `${one!.version}`, template: reason };
  const without = await web.post(`${page}/decide`, { ...typed, revision: "0" }, tutor);
  expect(without.status).toBe(422);
  expect(await without.text()).toContain('href="#from"');
  const decided = { ...typed, revision: "0", from: "6", to: "13" };
  expect((await web.post(`${page}/decide`, decided, tutor)).status).toBe(303);
  const shown = async (by = ji) => (await web.get(`/chat/${group}`, by)).text();
  expect(await shown()).toContain("Call ▒▒▒ for answers");
  expect(await shown()).not.toContain("0151");
  expect(await shown()).toContain(reason);
  const notice = await (await web.get("/answers", kevin)).text();
  expect(notice).toContain("A part of your message was hidden");
  expect(notice).toContain(reason);
  await post(kevin, `/api/answers/${one!.id}/appeal`, { words: "It is my own" });
  const outcome = { outcome: "lifted", version: 3 };
  expect((await post(teacher, `/api/cases/${one!.id}/outcome`, outcome)).status).toBe(200);
  expect(await shown()).toContain("Call 0151 234 for answers");
  // Staff of equal office decide about each other: the case is the due way.
  await enrol(services, { userId: thao.id, role: "teacher" });
  const { id: messageOfEqual } = await say(thao, "You are all fools");
  const direct = { conversationId: group, messageId: messageOfEqual };
  await expect(removeMessage(teacher.context, direct)).rejects.toMatchObject({
    reason: "equal_office",
  });
  await report(ji, messageOfEqual);
  const about = (await cases(teacher))[0]!;
  expect((await decide(teacher, about, "remove", { reason })).status).toBe(200);
  expect(await shown()).not.toContain("all fools");
});

test("cases follow the bin, erasing, deleted reporters and merged accounts", async () => {
  await report(ji, messageId, { reason: "insult", words: "canary-words" });
  await deleteGroup(admin.context, group);
  const [one] = await cases(teacher);
  const whole = await get(teacher, `/api/cases/${one!.id}`);
  expect(whole.json).toMatchObject({ context: [], case: { conversation: { name: null } } });
  expect((await web.get(`/moderation/cases/${one!.id}`, teacher)).status).toBe(200);
  await restoreGroup(admin.context, group);
  await removePerson(admin.context, ji.id);
  const after = await get(teacher, `/api/cases/${one!.id}`);
  expect(after.json["reports"]).toMatchObject([{ name: "", words: "" }]);
  const again = await makePerson(services, { name: "Kevin again" });
  await mergePeople(admin.context, { fromId: kevin.id, toId: again.id });
  while (await mergeStep(services, kevin.id));
  expect((await decide(teacher, one!, "warn")).status).toBe(200);
  expect((await get(again, "/api/answers")).json["decisions"]).toHaveLength(1);
  await deleteGroup(admin.context, group);
  await eraseForGood(admin.context, { id: group, name: "Team 9" });
  expect(await services.db.all`select id from cases`).toEqual([]);
  expect(await services.db.all`select case_id from reports`).toEqual([]);
});
