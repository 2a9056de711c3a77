/** Who may write in a group: the same answer on every way in, until the mode ends by itself. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "bun:test";
import { archiveGroup } from "#core/groups/archive.ts";
import { deleteGroup, restoreGroup } from "#core/groups/bin.ts";
import { changeMemberRole } from "#core/groups/members.ts";
import { setMode } from "#core/groups/modes.ts";
import { getGroup } from "#core/groups/groups.ts";
import { finishAct } from "#core/bulk/run_acts.ts";
import { editMessage, sendMessage } from "#core/messages/messages.ts";
import { createCourse } from "#core/courses/manage_courses.ts";
import { listWholeGroups } from "#core/groups/groups.ts";
import { enrol, firstCourse, makeCourse } from "#tests/support/courses.ts";
import { RateLimit } from "#core/rates.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { makeGroup, startTestRealtime, type TestRealtime } from "#tests/support/realtime.ts";
import { testWeb, type TestWeb } from "#tests/support/web.ts";

let realtime: TestRealtime;
let web: TestWeb;
let admin: TestPerson;
let teacher: TestPerson;
let stranger: TestPerson;
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
  teacher = await makePerson(services, { name: "Dr. Tuff" });
  stranger = await makePerson(services);
  owner = await makePerson(services);
  student = await makePerson(services);
  await enrol(services, { userId: teacher.id, role: "tutor" });
  await enrol(services, { userId: stranger.id, role: "teacher", courseId: "other" });
});
afterAll(() => realtime.stop());
beforeEach(async () => {
  group = await makeGroup(admin.context, [student, owner], "Team Quartz");
  await changeMemberRole(admin.context, { conversationId: group, userId: owner.id, role: "owner" });
});

const headersOf = ({ token }: TestPerson) => ({
  Authorization: `Bearer ${token}`,
  "Content-Type": "application/json",
});

let count = 0;

/** The four ways in; each says `ok` or the code of the refusal. */
const ways: Record<string, (by: TestPerson) => Promise<string>> = {
  async page(by) {
    const answer = await web.post(`/chat/${group}`, { content: "By a form" }, by);
    return codes[answer.status] ?? String(answer.status);
  },
  async rest(by) {
    const answer = await web.request(`/api/conversation/${group}/messages`, {
      method: "POST",
      headers: headersOf(by),
      body: JSON.stringify({ content: "By the API" }),
    });
    return codes[answer.status] ?? String(answer.status);
  },
  async socket(by) {
    const socket = await realtime.connect(by);
    await socket.identify(by);
    return posted(socket, by, "Ack");
  },
  async original(by) {
    const socket = await realtime.connect(by);
    const senderId = by.id;
    socket.sendText(JSON.stringify({ messageType: "IdMessage", senderId, convId: group }));
    return posted(socket, by, "ChatMessage");
  },
};
const codes: Partial<Record<number, string>> = {
  201: "ok",
  303: "ok",
  403: "forbidden",
  404: "not_found",
  429: "limited",
};

type Socket = Awaited<ReturnType<TestRealtime["connect"]>>;

async function posted(socket: Socket, by: TestPerson, done: "Ack" | "ChatMessage") {
  count += 1;
  const messageId = `m${count}`;
  const meta = { conversationId: group, senderId: by.id, messageId };
  socket.send({ messageType: "ChatMessage", payload: { content: "By a socket" }, meta });
  const answer = await Promise.race([
    socket.next(done).then(() => "ok"),
    socket.next("Refusal").then(({ payload }) => payload.code as string),
  ]);
  socket.close();
  return answer;
}

async function onEveryWay(by: TestPerson): Promise<string> {
  const answers = new Set<string>();
  for (const way of Object.values(ways)) answers.add(await way(by));
  return [...answers].join(", ");
}

const put = async (by: TestPerson, body: object, id = group) => {
  const answer = await web.request(`/api/conversation/${id}/mode`, {
    method: "PUT",
    headers: headersOf(by),
    body: JSON.stringify(body),
  });
  const json = (await answer.json()) as { reason?: string; mode?: object };
  return [answer.status, json.reason ?? json.mode] as const;
};

const inOneHour = () => new Date(Date.now() + 3_600_000).toISOString();
/** As if the end had come: nothing else happens when it does. */
const letItEnd = () =>
  realtime.services.db.transaction(
    (tx) => tx.run`
      update conversations set mode_until = '2026-01-01T00:00:00.000Z' where id = ${group}`,
  );
/** As if everyone had last written a while ago. */
const letTimePass = () =>
  realtime.services.db.transaction(
    (tx) => tx.run`
      update conversation_members set last_written_at = '2026-01-01T00:00:00.000Z'
      where conversation_id = ${group}`,
  );

describe("a mode is refused", () => {
  test("to those who may not set it, and to owners beyond slow mode", async () => {
    const slow = { mode: "slow", seconds: 10 };
    expect(await put(student, slow)).toEqual([403, "mode_by_moderators"]);
    expect(await put(stranger, slow)).toEqual([404, "not_found"]);
    expect(await put(owner, { mode: "locked" })).toEqual([403, "mode_by_staff"]);
    expect((await put(owner, slow))[0]).toBe(200);
    expect((await put(teacher, { mode: "locked" }))[0]).toBe(200);
    expect(await put(owner, { mode: "open" })).toEqual([403, "mode_by_staff"]);
    expect((await web.get(`/conversations/${group}/mode`, student)).status).toBe(403);
    expect((await web.get(`/conversations/${group}/mode`, stranger)).status).toBe(404);
    const offered = await (await web.get(`/conversations/${group}/mode`, owner)).text();
    expect([offered.includes('value="slow"'), offered.includes('value="locked"')]).toEqual([
      true,
      false,
    ]);
  });

  test("with input that makes no sense, and in an archived group; nothing changes", async () => {
    const before = (await getGroup(admin.context, group)).lastSeq;
    const path = `/conversations/${group}/mode`;
    const far = new Date(Date.now() + 400 * 86_400_000).toISOString();
    const wrong: [object, string][] = [
      [{ mode: "locked", until: "2026-01-01T00:00:00Z" }, "mode_end_past"],
      [{ mode: "locked", until: "noon" }, "mode_end_malformed"],
      [{ mode: "locked", until: far }, "mode_end_far"],
      [{ mode: "slow" }, "mode_seconds"],
    ];
    for (const [body, reason] of wrong) expect(await put(admin, body)).toEqual([422, reason]);
    for (const body of [{}, { mode: "shut" }, { mode: "slow", seconds: 3_601 }]) {
      expect((await put(admin, body))[0]).toBe(422);
    }
    const typed = { mode: "locked", until: "2026-12-24T12:00", reason: "x".repeat(301) };
    const answer = await web.post(path, typed, admin);
    const text = await answer.text();
    expect([answer.status, text.includes('id="until-error"'), text.includes("1 too many")]).toEqual(
      [422, true, true],
    );
    expect((await getGroup(admin.context, group)).lastSeq).toBe(before);
    await archiveGroup(admin.context, { id: group, isAway: true });
    expect(await put(admin, { mode: "locked" })).toEqual([403, "group_archived"]);
  });
});

describe("every way in gives the same answer", () => {
  test("while only staff write, and while nobody does; when it ends, everyone writes again", async () => {
    expect(await onEveryWay(student)).toBe("ok");
    const reason = "Please wait for the test.";
    const until = inOneHour();
    expect(await put(teacher, { mode: "staff_only", until, reason })).toEqual([
      200,
      { mode: "staff_only", until, reason, seconds: null, hold_for: null, by: "Dr. Tuff" },
    ]);
    for (const by of [student, owner]) expect(await onEveryWay(by)).toBe("forbidden");
    for (const by of [teacher, admin]) expect(await onEveryWay(by)).toBe("ok");
    await expect(
      sendMessage(student.context, { conversationId: group, content: "Hi" }),
    ).rejects.toMatchObject({
      reason: "group_staff_only_until",
      message: `Only staff can write in this group until ${until.slice(0, 10)} ${until.slice(11, 16)} UTC. ${reason}`,
    });
    await put(teacher, { mode: "locked", until });
    for (const by of [student, owner, teacher, admin]) {
      expect(await onEveryWay(by)).toBe("forbidden");
    }
    const before = (await getGroup(admin.context, group)).lastSeq;
    await letItEnd();
    expect((await getGroup(admin.context, group)).lastSeq).toBe(before);
    for (const by of [student, owner]) expect(await onEveryWay(by)).toBe("ok");
    expect((await put(owner, { mode: "slow", seconds: 60 }))[0]).toBe(200);
  });

  test("in slow mode, where staff need not wait, and edits are no messages", async () => {
    const own = await sendMessage(student.context, { conversationId: group, content: "First" });
    await put(owner, { mode: "slow", seconds: 60 });
    for (const way of Object.values(ways)) {
      await letTimePass();
      expect([await way(student), await way(student)]).toEqual(["ok", "limited"]);
    }
    expect(await onEveryWay(student)).toBe("limited");
    for (const by of [teacher, admin]) expect(await onEveryWay(by)).toBe("ok");
    const key = { conversationId: group, messageId: own.id };
    await editMessage(student.context, { ...key, content: "First, edited" });
    const refused = sendMessage(student.context, { conversationId: group, content: "Again" });
    await expect(refused).rejects.toMatchObject({
      reason: "slow_mode",
      retryAfterMs: expect.any(Number),
    });
    await letTimePass();
    // Together, as one database stores them in one statement.
    const together = ["a", "b", "c"].map((content) =>
      sendMessage(student.context, { conversationId: group, content }).then(
        () => "ok",
        ({ reason }: { reason: string }) => reason,
      ),
    );
    expect((await Promise.all(together)).toSorted()).toEqual(["ok", "slow_mode", "slow_mode"]);
    await put(owner, { mode: "open" });
    expect(await onEveryWay(student)).toBe("ok");
    await put(admin, { mode: "locked" });
    const late = editMessage(student.context, { ...key, content: "Too late" });
    await expect(late).rejects.toMatchObject({ reason: "group_locked" });
  });
});

test("a message that was stored is answered as such when its client asks again in a locked group", async () => {
  const input = { conversationId: group, content: "Was the answer lost?", clientId: "asked-twice" };
  const { id } = await sendMessage(student.context, input);
  for (const mode of [{ mode: "locked" }, { mode: "slow", seconds: 60 }]) {
    await setMode(admin.context, group, mode);
    expect(await sendMessage(student.context, input)).toMatchObject({ id });
    const other = { ...input, clientId: "another" };
    await expect(sendMessage(student.context, other)).rejects.toBeInstanceOf(Error);
  }
});

test("[M9] a mode set by page, API or frame is one event for open pages, once, and is in the log", async () => {
  const socket = await realtime.connect(student);
  await socket.identify(student);
  socket.send({ messageType: "Open", payload: {}, meta: { conversationId: group } });
  await socket.next("Opened");
  const until = inOneHour();
  const answer = await web.post(
    `/conversations/${group}/mode`,
    { mode: "locked", until, reason: "A test." },
    admin,
  );
  expect(answer.status).toBe(303);
  const event = await socket.next("ConversationModeSet");
  const by = admin.actor.name;
  expect(event.payload).toEqual({
    userId: admin.id,
    mode: { kind: "locked", until, reason: "A test.", by },
  });
  // The same again changes nothing.
  await put(admin, { mode: "locked", until, reason: "A test." });
  const frames = await realtime.connect(owner);
  await frames.identify(owner);
  const set = { mode: "slow", seconds: 20 };
  frames.send({ messageType: "SetMode", payload: set, meta: { conversationId: group } });
  expect((await frames.next("Refusal")).payload.code).toBe("forbidden");
  await letItEnd();
  frames.send({ messageType: "SetMode", payload: set, meta: { conversationId: group } });
  const next = await socket.next("ConversationModeSet");
  expect([next.meta.seq, next.payload.mode]).toEqual([
    event.meta.seq + 1,
    { kind: "slow", seconds: 20, by: owner.actor.name },
  ]);
  // One who comes later is told the same.
  const late = await realtime.connect(student);
  const { payload } = await late.identify(student);
  const meta = { conversationId: group, seq: event.meta.seq - 1, epoch: payload.epoch };
  late.send({ messageType: "Open", payload: {}, meta });
  expect((await late.next("ConversationModeSet")).payload).toEqual(event.payload);
  const page = await (await web.get("/audit", admin)).text();
  expect(page).toContain("changed who can write in <a");
  expect(page).toMatch(/Locked until .* UTC: A test\./);
  for (const one of [socket, frames, late]) one.close();
});

test("the chat says why one cannot write, without scripts too, and for how long", async () => {
  await setMode(admin.context, group, {
    mode: "locked",
    reason: "The test goes on.",
    until: inOneHour(),
  });
  const locked = await (await web.get(`/chat/${group}`, student)).text();
  expect(locked).toMatch(/Locked until [^<]*\d\d:\d\d/);
  expect(locked).toContain("The test goes on.");
  expect(locked).not.toContain('id="composer"');
  const german = await web.get(`/chat/${group}`, student, { "Accept-Language": "de" });
  expect(await german.text()).toMatch(/Gesperrt \(bis [^<]*\d\d:\d\d\)/);
  await setMode(admin.context, group, { mode: "slow", seconds: 600 });
  expect(await (await web.get(`/chat/${group}`, student)).text()).toContain(
    "Slow mode: one message every 10 min",
  );
  await web.post(`/chat/${group}`, { content: "One" }, student);
  const refused = await web.post(`/chat/${group}`, { content: "Two too soon" }, student);
  const text = await refused.text();
  expect([refused.status, text.includes("Two too soon")]).toEqual([429, true]);
  expect(text).toMatch(/You can write again in (10|9) min/);
  await letItEnd();
  expect(await (await web.get(`/conversations/${group}`, student)).text()).not.toContain("Slow");
});

test("all groups are locked at once and opened again, but not those changed since; the bin keeps it", async () => {
  const other = await makeGroup(admin.context, [student], "Team Slate");
  await setMode(admin.context, other, { mode: "slow", seconds: 30 });
  const base = `/api/courses/${firstCourse}/group-acts`;
  const act = async (path: string, body?: object) => {
    const init = { method: "POST", headers: headersOf(admin), body: JSON.stringify(body ?? {}) };
    const answer = await web.request(base + path, init);
    return (await answer.json()) as { act: { id: string; conversations: object[] } };
  };
  const modeOf = async (id: string) => (await getGroup(admin.context, id)).mode;
  const lock = async () => {
    const made = await act("", { act: "mode", conversation_ids: [group, other] });
    await act(`/${made.act.id}/apply`, { mode: "locked", until: inOneHour() });
    await finishAct(web.services, made.act.id);
    expect([await modeOf(group), await modeOf(other)]).toEqual(["locked", "locked"]);
    return made.act.id;
  };
  const first = await lock();
  const written = await act("", { act: "write", conversation_ids: [group] });
  expect(written.act.conversations).toMatchObject([{ reason: "group_is_locked" }]);
  await act(`/${first}/undo`);
  await finishAct(web.services, first);
  expect([await modeOf(group), await modeOf(other)]).toEqual(["open", "slow"]);
  const second = await lock();
  await setMode(admin.context, group, { mode: "staff_only" });
  await act(`/${second}/undo`);
  await finishAct(web.services, second);
  expect([await modeOf(group), await modeOf(other)]).toEqual(["staff_only", "slow"]);
  const table = await (await web.get(`/groups?course=${firstCourse}`, admin)).text();
  expect([table.includes("Staff only"), table.includes("Slow")]).toEqual([true, true]);
  await deleteGroup(admin.context, group);
  await restoreGroup(admin.context, group);
  expect(await onEveryWay(student)).toBe("forbidden");
});

test("a new course begins with announcements, in which only staff write", async () => {
  const input = { name: "Marl", term: "", colour: "", announcementsName: "Announcements" };
  const rules = { teachersMakeCourses: false };
  const { id } = await createCourse(admin.context, input, rules);
  await enrol(realtime.services, { courseId: id, userId: student.id, role: "student" });
  const made = (await listWholeGroups(admin.context)).filter(({ courseId }) => courseId === id);
  expect(made).toMatchObject([{ name: "Announcements", audience: "everyone", mode: "staff_only" }]);
});
