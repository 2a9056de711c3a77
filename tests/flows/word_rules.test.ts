/** Rules about words: the same verdict on every way in, and nothing of a masked text reaches members. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { askTeam } from "#core/groups/ask_team.ts";
import { addMembers } from "#core/groups/members.ts";
import { editMessage, sendMessage } from "#core/messages/messages.ts";
import { approveHeld, listOwnHeld } from "#core/messages/held.ts";
import { writeMessage } from "#core/messages/write_message.ts";
import { readHistoryPage } from "#core/messages/history.ts";
import { RateLimit } from "#core/rates.ts";
import { KeptRules } from "#core/rules/kept_rules.ts";
import { placeOfText, placeText, rehearseRule } from "#core/rules/rehearse.ts";
import { ruleLimits } from "#wire/limits.ts";
import { enrol, firstCourse, makeCourse } from "#tests/support/courses.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { makeGroup, startTestRealtime, type TestRealtime } from "#tests/support/realtime.ts";
import { testWeb, type TestWeb } from "#tests/support/web.ts";

let realtime: TestRealtime;
let web: TestWeb;
let admin: TestPerson;
let teacher: TestPerson;
let tutor: TestPerson;
let owner: TestPerson;
let student: TestPerson;
let group: string;

beforeAll(async () => {
  realtime = await startTestRealtime();
  const { services } = realtime;
  services.rates.messages = new RateLimit(services.clock, { burst: 1e9, perSecond: 1e9 });
  web = testWeb({ services });
  await services.db.transaction((tx) => tx.run`update courses set name = 'Geology'`);
  await makeCourse(services, { id: "other" });
  admin = await makePerson(services, { role: "admin" });
  [teacher, tutor] = [await onStaff("teacher"), await onStaff("tutor")];
  owner = await makePerson(services, { name: "Olga" });
  student = await makePerson(services, { name: "Ada" });
  group = await makeGroup(admin.context, [student, teacher, tutor], "Team Quartz");
  await addMembers(admin.context, group, [{ userId: owner.id, role: "owner" }]);
  await enrol(services, { userId: student.id, role: "student" });
});
afterAll(() => realtime.stop());

async function onStaff(role: "teacher" | "tutor"): Promise<TestPerson> {
  const person = await makePerson(realtime.services);
  await enrol(realtime.services, { userId: person.id, role });
  const actor = { ...person.actor, office: role };
  return { ...person, actor, context: { ...person.context, actor } };
}

async function ask(by: TestPerson, request: string, body?: object) {
  const [method = "GET", path = ""] = request.split(" ");
  const answer = await web.request(path, {
    method,
    headers: { Authorization: `Bearer ${by.token}`, "Content-Type": "application/json" },
    body: body && JSON.stringify(body),
  });
  const json = answer.status === 204 ? {} : ((await answer.json()) as Record<string, unknown>);
  return { status: answer.status, json };
}

const rulesOf = (courseId: string) => `/api/courses/${courseId}/rules`;
const path = rulesOf(firstCourse);

interface Rule {
  id: string;
  version: number;
  live: boolean;
}

const words = (searched: string, action: string, sentence = "") => ({
  kind: "words",
  searched,
  action,
  sentence,
});

async function draft(input: object, courseId = firstCourse): Promise<Rule> {
  return (await ask(admin, `POST ${rulesOf(courseId)}`, input)).json["rule"] as Rule;
}
async function turn({ id, version }: Rule, live: boolean, courseId = firstCourse) {
  const answer = await ask(admin, `POST ${rulesOf(courseId)}/${id}/switch`, { live, version });
  return answer.json["rule"] as Rule;
}
const live = async (input: object) => turn(await draft(input), true);

let count = 0;

/** The four ways in; each says `ok` or the code of the refusal. */
const ways: Record<string, (by: TestPerson, content: string) => Promise<string>> = {
  async page(by, content) {
    const { status } = await web.post(`/chat/${group}`, { content }, by);
    return codes[status] ?? String(status);
  },
  async rest(by, content) {
    const { status } = await ask(by, `POST /api/conversation/${group}/messages`, { content });
    return codes[status] ?? String(status);
  },
  async socket(by, content) {
    const socket = await realtime.connect(by);
    await socket.identify(by);
    return posted(socket, { by, content, done: "Ack" });
  },
  async original(by, content) {
    const socket = await realtime.connect(by);
    socket.sendText(JSON.stringify({ messageType: "IdMessage", senderId: by.id, convId: group }));
    return posted(socket, { by, content, done: "ChatMessage" });
  },
};
const codes: Partial<Record<number, string>> = { 201: "ok", 303: "ok", 403: "forbidden" };

interface Posted {
  by: TestPerson;
  content: string;
  done: "Ack" | "ChatMessage";
}

async function posted(
  socket: Awaited<ReturnType<TestRealtime["connect"]>>,
  { by, content, done }: Posted,
): Promise<string> {
  count += 1;
  const meta = { conversationId: group, senderId: by.id, messageId: `m${count}` };
  socket.send({ messageType: "ChatMessage", payload: { content }, meta });
  const answer = await Promise.race([
    socket.next(done).then(() => "ok"),
    socket.next("Refusal").then(({ payload }) => payload.code as string),
  ]);
  socket.close();
  return answer;
}

async function onEveryWay(by: TestPerson, content: string): Promise<string> {
  const answers = new Set<string>();
  for (const way of Object.values(ways)) answers.add(await way(by, content));
  return [...answers].join(", ");
}

async function newest(limit: number): Promise<string[]> {
  const { messages } = await readHistoryPage(student.context, { conversationId: group, limit });
  return messages.map(({ view }) => view.content);
}

test("each field of a rule is checked, and a rule that was changed meanwhile is not switched", async () => {
  const wrong: [object, string][] = [
    [{ ...words("a", "report"), kind: "glob" }, "kind"],
    [words("a", "burn"), "action"],
    [words(" \n ", "report"), "searched"],
    [words("fine\n:-(", "report"), "searched"],
    [words("x".repeat(ruleLimits.wordsChars + 1), "report"), "searched"],
    [words("a", "refuse"), "sentence"],
    [words("a", "mask", "x".repeat(ruleLimits.sentenceChars + 1)), "sentence"],
    ...["(", String.raw`(a)\1`, "a*", "a\nb", "a{900}", "x".repeat(301)].map(
      (searched): [object, string] => [{ kind: "pattern", searched, action: "report" }, "searched"],
    ),
  ];
  for (const [input, field] of wrong) {
    const { status, json } = await ask(teacher, `POST ${path}`, input);
    expect({ input, status, field: json["field"] }).toEqual({ input, status: 422, field });
  }
  expect((await ask(teacher, `POST ${rulesOf("other")}`, words("a", "report"))).status).toBe(404);
  const rule = await draft(words("gneiss", "report"));
  expect(rule).toMatchObject({ live: false, version: 1 });
  const changed = await ask(teacher, `PUT ${path}/${rule.id}`, {
    ...words("marble", "report"),
    version: 1,
  });
  expect(changed.json["rule"]).toMatchObject({ searched: "marble", version: 2 });
  for (const stale of ["switch", ""]) {
    const body = stale ? { live: true, version: 1 } : { ...words("a", "report"), version: 1 };
    const request = stale ? `POST ${path}/${rule.id}/switch` : `PUT ${path}/${rule.id}`;
    expect(await ask(teacher, request, body)).toMatchObject({
      status: 409,
      json: { reason: "rule_changed" },
    });
  }
  const large = { kind: "pattern", searched: "[ab].{100}", action: "report" };
  const answers: unknown[] = [];
  const made: Rule[] = [];
  for (let index = 0; index < 20 && !answers.includes("rules_too_large"); index += 1) {
    const one = await draft(large);
    made.push(one);
    const body = { live: true, version: 1 };
    answers.push((await ask(teacher, `POST ${path}/${one.id}/switch`, body)).json["reason"]);
  }
  expect(answers.at(-1)).toBe("rules_too_large");
  for (const { id } of [...made, rule]) await ask(teacher, `DELETE ${path}/${id}`);
  expect((await ask(teacher, `GET ${path}`)).json["rules"]).toEqual([]);
});

test("a text that a rule refuses comes in on no way, and by edits neither; staff may write it", async () => {
  const elsewhere = new KeptRules();
  const other = { ...student.context, keptRules: elsewhere };
  const input = { conversationId: group, content: "The SOLUTION is 42" };
  const before = { ...input, content: "First", clientId: "kept-1" };
  await sendMessage(other, before);
  const rule = await draft(words("first\nsolution is", "refuse", "Not before Friday."));
  expect(await onEveryWay(student, input.content)).toBe("ok");
  const on = await turn(rule, true);
  const texts = await newest(50);
  for (const by of [student, owner]) expect(await onEveryWay(by, input.content)).toBe("forbidden");
  // Another server, which had other rules in memory.
  await expect(sendMessage(other, input)).rejects.toMatchObject({
    reason: "rule_refused",
    message: "This cannot be sent here: Not before Friday.",
  });
  const { id: messageId } = await sendMessage(student.context, { ...input, content: "Harmless" });
  const edit = editMessage(student.context, { ...input, messageId });
  await expect(edit).rejects.toMatchObject({ reason: "rule_refused" });
  const question = { courseId: firstCourse, content: input.content, title: () => "Ada" };
  await expect(askTeam(student.context, question)).rejects.toMatchObject({
    reason: "rule_refused",
  });
  // What was posted before is found again, although a rule would refuse it now.
  expect(await sendMessage(other, before)).toMatchObject({ content: "First" });
  expect(await newest(50)).toEqual([...texts, "Harmless"]);
  for (const by of [tutor, teacher, admin]) {
    expect(await onEveryWay(by, input.content)).toBe("ok");
  }
  const stranger = await makePerson(realtime.services);
  await expect(sendMessage(stranger.context, input)).rejects.toMatchObject({ code: "not_found" });
  await turn(on, false);
  expect(await onEveryWay(student, input.content)).toBe("ok");
  await expect(sendMessage(other, input)).resolves.toBeDefined();
});

test("what a rule masks is stored masked on every way; only staff read the former text, which is a look", async () => {
  const phone = {
    kind: "pattern",
    searched: "0171 [0-9-]+",
    action: "mask",
    sentence: "No numbers",
  };
  const rule = await live(phone);
  const reader = await realtime.connect(owner);
  await reader.identify(owner);
  reader.send({ messageType: "Open", payload: {}, meta: { conversationId: group } });
  await reader.next("Opened");
  expect(await onEveryWay(student, "Call 0171 555-0199 now")).toBe("ok");
  const frame = await reader.next("ChatMessage");
  expect(frame.payload).toMatchObject({
    content: "Call ▒▒▒ now",
    revision: 1,
    redacted: { reason: "No numbers" },
  });
  expect(await newest(4)).toEqual(Array.from({ length: 4 }, () => "Call ▒▒▒ now"));
  const key = { conversationId: group, content: "Plain" };
  const { id: messageId } = await sendMessage(student.context, key);
  const edited = await editMessage(student.context, {
    ...key,
    messageId,
    content: "0171 555-0199",
  });
  expect(edited).toMatchObject({ content: "▒▒▒", revision: 2 });
  const again = editMessage(student.context, { ...key, messageId });
  await expect(again).rejects.toMatchObject({ reason: "message_not_editable" });
  const one = `/api/conversation/${group}/messages/${messageId}/versions`;
  expect((await ask(student, `GET ${one}`)).status).toBe(404);
  const versions = (await ask(teacher, `GET ${one}`)).json["versions"];
  expect(versions).toMatchObject([
    { revision: 0, content: "Plain", change: "edit", by_rule: false },
    { revision: 1, content: "0171 555-0199", change: "redact", by_rule: true },
  ]);
  for (const by of [student, owner]) {
    for (const page of [`/chat/${group}`, "/conversations", "/find?q=555", "/api/conversations"]) {
      const answer = await web.request(page, { headers: { Cookie: by.cookie } });
      const isLeft = (await answer.text()).includes("555-0199");
      expect({ page, isLeft }).toEqual({ page, isLeft: false });
    }
  }
  const last = await sendMessage(student.context, { ...key, content: "End" });
  while ((await reader.next("ChatMessage")).meta.messageId !== last.id);
  expect(JSON.stringify(reader.frames)).not.toContain("0199");
  await turn(rule, false);
});

test("a message waits for approval on every way, an edit does not, and staff do not wait", async () => {
  const rule = await live(words("tuff", "hold"));
  const input = { conversationId: group, content: "Tuff is soft" };
  const { id: messageId } = await sendMessage(student.context, { ...input, content: "Plain" });
  const before = await newest(50);
  const edit = editMessage(student.context, { ...input, messageId });
  await expect(edit).rejects.toMatchObject({ reason: "rule_edit_waits" });
  for (const way of ["page", "rest", "socket"]) {
    expect([way, await ways[way]!(student, input.content)]).toEqual([way, "ok"]);
  }
  const [old, current] = [await realtime.connect(student), await realtime.connect(student)];
  await current.identify(student);
  old.sendText(JSON.stringify({ messageType: "IdMessage", senderId: student.id, convId: group }));
  const meta = { conversationId: group, senderId: student.id, messageId: "held-1" };
  old.send({ messageType: "ChatMessage", payload: { content: input.content }, meta });
  await current.next("HeldChanged");
  expect(old.frames).toEqual([]);
  const waiting = await listOwnHeld(student.context, group);
  expect(waiting.map(({ content, state }) => [content, state])).toEqual(
    Array.from({ length: 4 }, () => [input.content, "held"]),
  );
  expect(await newest(50)).toEqual(before);
  const question = { courseId: firstCourse, content: input.content, title: () => "Ada" };
  await expect(askTeam(student.context, question)).resolves.toBeDefined();
  expect(await ways["rest"]!(tutor, input.content)).toBe("ok");
  const [first] = waiting;
  await approveHeld(teacher.context, { id: first!.id, revision: first!.revision });
  expect(await newest(2)).toEqual([input.content, input.content]);
  await turn(rule, false);
  // A retry finds the one that waits, although it would be posted now.
  const retried = await writeMessage(student.context, { ...input, clientId: "held-1" });
  expect(retried.held).toMatchObject({ state: "held" });
});

test("staff are told of a message once, by a case that nobody reported and that delays no look", async () => {
  const rule = await live(words("flea market", "report"));
  const key = { conversationId: group, content: "Flea  market today" };
  const { id: messageId } = await sendMessage(student.context, { ...key, clientId: "flea" });
  await sendMessage(student.context, { ...key, clientId: "flea" });
  await editMessage(student.context, { ...key, messageId, content: "Flea market, tomorrow" });
  await sendMessage(teacher.context, key);
  const { json } = await ask(admin, "GET /api/cases");
  expect(json["cases"]).toMatchObject([
    { message_id: messageId, reports: 0, noticed: "flea market", subject: { id: student.id } },
  ]);
  const [found] = json["cases"] as { id: string }[];
  const page = await web.request(`/moderation/cases/${found!.id}`, {
    headers: { Cookie: teacher.cookie },
  });
  expect(await page.text()).toContain("noticed by a word rule, reported by nobody");
  const outside = await onStaff("teacher");
  await readHistoryPage(outside.context, { conversationId: group, limit: 1 });
  const looks = await realtime.services.db.all<{ shownAt: string | null }>`
    select shown_at as "shownAt" from looks where actor_id = ${outside.id}`;
  expect(looks).toEqual([{ shownAt: expect.any(String) }]);
  await turn(rule, false);
  const log = await realtime.services.db.all<{ verb: string }>`
    select verb from audit where verb like 'course.rule%' order by at desc, id desc limit 3`;
  expect(log.map(({ verb }) => verb)).toEqual([
    "course.rule_off",
    "course.rule_on",
    "course.rule_create",
  ]);
});

test("a rehearsal finds what a rule would have, step by step, and each group that it shows sees the look", async () => {
  const { services } = realtime;
  const quarry = await makeGroup(admin.context, [student], "Team Quarry");
  const write = (content: string, conversationId = quarry, by = student) =>
    sendMessage(by.context, { conversationId, content });
  const old = await write("Dolerite, long ago");
  await services.db.transaction(
    (tx) => tx.run`
      update messages set sent_from_server = '2026-01-01T00:00:00.000Z' where id = ${old.id}`,
  );
  const shown = await write("One dolerite, two DOLERITES");
  const removed = await write("Dolerite again");
  await ask(student, `DELETE /api/conversation/${quarry}/messages/${removed.id}`);
  await write("Dolerite by staff", quarry, admin);
  await write("Dolerite in a group of its own teacher", group);
  for (let index = 0; index < 12; index += 1) await write(`Nothing ${index}`);
  const rule = await draft(words("dolerite", "refuse", "Not here."));
  const rehearsal = `${path}/${rule.id}/rehearsal`;
  for (const by of [student, owner, tutor]) {
    expect((await ask(by, `GET ${rehearsal}`)).status).toBe(404);
  }
  expect((await ask(teacher, `GET ${rehearsal}?from=4`)).status).toBe(422);
  const { json } = await ask(teacher, `GET ${rehearsal}`);
  expect(json).toMatchObject({ found: 2, next: null, groups_done: json["groups"] });
  expect(json["messages"]).toMatchObject([
    { conversation: { name: "Team Quartz" }, sender: { name: "Ada" } },
    {
      id: shown.id,
      conversation: { id: quarry, name: "Team Quarry" },
      spans: [{ start: 4, end: 12 }],
    },
  ]);
  const looks = async (id: string) =>
    (await ask(student, `GET /api/conversation/${id}/looks`)).json["looks"] as object[];
  expect(await looks(quarry)).toMatchObject([{ reason: "#rule" }]);
  expect((await looks(group)).filter((one) => JSON.stringify(one).includes(teacher.id))).toEqual(
    [],
  );
  await write("Dolerite is still accepted");

  // A step ends when its time is over; the next one goes on where it ended.
  let now = 0;
  const slow = { ...services.clock, now: () => services.clock.now(), monotonic: () => (now += 40) };
  const key = { courseId: firstCourse, id: rule.id };
  const context = { ...teacher.context, clock: slow };
  const steps = [await rehearseRule(context, key)];
  for (let { next } = steps[0]!; next; { next } = steps.at(-1)!) {
    steps.push(await rehearseRule(context, key, placeOfText(placeText(next))));
  }
  expect(steps.length).toBeGreaterThan(3);
  const whole = await rehearseRule(teacher.context, key);
  const sum = (name: "searched" | "found") => steps.reduce((all, one) => all + one[name], 0);
  expect([sum("searched"), sum("found")]).toEqual([whole.searched, 3]);
  expect(steps.at(-1)).toMatchObject({ groupsDone: whole.groups, groups: whole.groups });
  const page = await web.request(`/courses/${firstCourse}/rules/${rule.id}/rehearsal`, {
    headers: { Cookie: teacher.cookie },
  });
  expect(await page.text()).toContain("<mark");
});
