/** Staff who read a group from outside, and what its members see of it. */
import { afterEach, beforeEach, expect, test } from "bun:test";
import { settleLooks } from "#core/audit/looks_job.ts";
import { whoLookedInto } from "#core/audit/who_looked.ts";
import { deleteGroup, eraseForGood } from "#core/groups/bin.ts";
import { removeMessage, sendMessage } from "#core/messages/messages.ts";
import { removePerson } from "#core/people/manage_people.ts";
import { lookLimits } from "#wire/limits.ts";
import { FakeClock } from "#tests/simulation/fake_clock.ts";
import { enrol, firstCourse, makeCourse } from "#tests/support/courses.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { makeGroup, startTestRealtime, type TestRealtime } from "#tests/support/realtime.ts";
import { testWeb, type TestWeb } from "#tests/support/web.ts";

const minute = 60_000;

let clock: FakeClock;
let realtime: TestRealtime;
let web: TestWeb;
let owner: TestPerson;
let mira: TestPerson;
let group: string;
beforeEach(async () => {
  clock = new FakeClock();
  realtime = await startTestRealtime({ clock });
  web = testWeb({ services: realtime.services });
  owner = await person("Prof. Owner", "admin");
  mira = await person("Mira");
  group = await makeGroup(owner.context, [mira], "Team Basalt");
  await sendMessage(mira.context, { conversationId: group, content: "Granite holds" });
});
afterEach(() => realtime.stop());

const person = (name: string, role: "admin" | "user" = "user") =>
  makePerson(realtime.services, { name, role });

async function onStaff(name: string, role: "teacher" | "tutor", courseId = firstCourse) {
  const made = await person(name);
  await enrol(realtime.services, { courseId, userId: made.id, role });
  const actor = { ...made.actor, office: role };
  return { ...made, actor, context: { ...made.context, actor } };
}

/** Who looked in, as a member is told by the API. */
async function looked(by = mira) {
  const answer = await web.get(`/api/conversation/${group}/looks`, by);
  expect(answer.status).toBe(200);
  const { looks } = (await answer.json()) as {
    looks: { user_name: string | null; office: string; began_at: string; last_at: string }[];
  };
  return looks.map(({ user_name: name, office, began_at: from, last_at: to }) => {
    return { name, office, minutes: (Date.parse(to) - Date.parse(from)) / minute };
  });
}

const acts = () =>
  realtime.services.db.all<{ verb: string; detail: string | null }>`
    select verb, detail from audit where conversation_id = ${group} order by at, id`;

test("nobody outside a group learns who looked in, and members and its staff are no looks", async () => {
  await makeCourse(realtime.services, { id: "other" });
  const stranger = await onStaff("Stranger", "teacher", "other");
  for (const other of [stranger, await person("Ben")]) {
    for (const path of [`/conversations/${group}/looks`, `/api/conversation/${group}/looks`]) {
      expect((await web.get(path, other)).status).toBe(404);
    }
    expect((await web.get(`/chat/${group}`, other)).status).toBe(404);
  }
  for (const member of [mira, owner]) {
    expect((await web.get(`/chat/${group}`, member)).status).toBe(200);
  }
  const overseer = await person("Overseer", "admin");
  // Numbers without text.
  for (const path of [`/conversations/${group}`, "/groups", "/conversations", "/api/conversations"])
    expect((await web.get(path, overseer)).status).toBe(200);
  expect(await looked()).toEqual([]);
  expect(await acts()).toEqual([]);
});

test("each way to read text from outside is a look, and one visit is one look", async () => {
  const { id: messageId } = await sendMessage(mira.context, {
    conversationId: group,
    content: "Slate breaks",
  });
  await removeMessage(owner.context, { conversationId: group, messageId });
  const original = (by: TestPerson) =>
    web.request(`/chat/${group}/original`, {
      method: "POST",
      headers: { Cookie: by.cookie, Origin: web.origin, "Content-Type": "application/json" },
      body: JSON.stringify({ messageId }),
    });
  const open = async (by: TestPerson) => {
    const socket = await realtime.connect(by);
    await socket.identify(by);
    socket.send({ messageType: "Open", payload: {}, meta: { conversationId: group } });
    await socket.next("Opened");
    return socket;
  };
  const inApi = `/api/conversation/${group}/messages/${messageId}`;
  const ways = {
    page: (by: TestPerson) => web.get(`/chat/${group}`, by),
    data: (by: TestPerson) => web.get(`/chat/${group}/data`, by),
    older: (by: TestPerson) => web.get(`/chat/${group}/data?before=9`, by),
    API: (by: TestPerson) => web.get(`/api/conversation/${group}/messages`, by),
    removed: original,
    "removed API": (by: TestPerson) => web.get(`${inApi}/removed`, by),
    versions: (by: TestPerson) => web.get(`${inApi}/versions`, by),
    "page of a message": (by: TestPerson) => web.get(`/chat/${group}/messages/${messageId}`, by),
    socket: open,
  };
  for (const [name, read] of Object.entries(ways)) {
    const reader = await person(`By ${name}`, "admin");
    await read(reader);
    expect([name, (await looked())[0]]).toEqual([
      name,
      { name: `By ${name}`, office: "admin", minutes: 0 },
    ]);
    await clock.advance(1_000);
  }
  await original(owner);
  expect(await looked()).toHaveLength(Object.keys(ways).length);
  const tutor = await onStaff("Tutor", "tutor");
  await ways.page(tutor);
  await clock.advance(4 * minute);
  await ways.API(tutor);
  expect((await looked())[0]).toEqual({ name: "Tutor", office: "tutor", minutes: 4 });
});

test("a look ends after ten minutes without reading, which is an entry of its own", async () => {
  const teacher = await onStaff("Teacher", "teacher");
  const read = () => web.get(`/chat/${group}`, teacher);
  await read();
  await clock.advance(3 * minute);
  await read();
  await clock.advance(lookLimits.pauseMs);
  await settleLooks(realtime.services);
  expect((await acts()).map(({ verb }) => verb)).toEqual(["conversation.read"]);
  await clock.advance(1);
  await settleLooks(realtime.services);
  await settleLooks(realtime.services);
  const whole = [
    { verb: "conversation.read", detail: null },
    { verb: "conversation.read_end", detail: "180" },
  ];
  expect(await acts()).toEqual(whole);
  await read();
  expect(await looked()).toEqual([
    { name: "Teacher", office: "teacher", minutes: 0 },
    { name: "Teacher", office: "teacher", minutes: 3 },
  ]);
});

test("[E9] members who have the group open are told live, without a name, and again when it ends", async () => {
  const socket = await realtime.connect(mira);
  await socket.identify(mira);
  socket.send({ messageType: "Open", payload: {}, meta: { conversationId: group } });
  const { payload } = await socket.next("Opened");
  await web.get(`/chat/${group}`, await person("Overseer", "admin"));
  const told = { messageType: "Looked", payload: {}, meta: { conversationId: group } } as const;
  expect(await socket.next("Looked")).toEqual(told);
  await realtime.services.db.transaction(
    (tx) => tx.run`update looks set last_at = '2026-11-01T08:00:00.000Z'`,
  );
  await settleLooks(realtime.services);
  expect(await socket.next("Looked")).toEqual(told);
  // It takes no seq.
  await sendMessage(mira.context, { conversationId: group, content: "Next" });
  expect((await socket.next("ChatMessage")).meta.seq).toBe(payload.seq + 1);
});

test("staff who leave the chat have looked until then", async () => {
  const overseer = await person("Overseer", "admin");
  const socket = await realtime.connect(overseer);
  await socket.identify(overseer);
  socket.send({ messageType: "Open", payload: {}, meta: { conversationId: group } });
  await socket.next("Opened");
  for (let step = 0; step < 24; step++) {
    await clock.advance(5_000);
    await socket.settle();
  }
  socket.send({ messageType: "Leave", payload: {}, meta: { conversationId: group } });
  await socket.settle();
  expect(await looked()).toEqual([{ name: "Overseer", office: "admin", minutes: 2 }]);
});

test("where the course asks for a reason, nobody reads from outside without one, and the group sees it", async () => {
  await realtime.services.db.transaction((tx) => tx.run`update courses set asks_reason = 1`);
  const overseer = await person("Overseer", "admin");
  const socket = await realtime.connect(overseer);
  await socket.identify(overseer);
  const open = () =>
    socket.send({ messageType: "Open", payload: {}, meta: { conversationId: group } });
  const paths = [`/chat/${group}`, `/chat/${group}/data`, `/api/conversation/${group}/messages`];
  const answers = async () => {
    const all = await Promise.all(paths.map((path) => web.get(path, overseer)));
    return Promise.all(all.map(async (one) => [one.status, await one.text()] as const));
  };
  const form = `/chat/${group}/look`;
  for (const [status, text] of await answers()) {
    expect([302, 403]).toContain(status);
    expect(text).not.toContain("Granite");
  }
  open();
  expect((await socket.next("Refusal")).payload.code).toBe("forbidden");
  expect(await looked()).toEqual([]);
  expect(await (await web.get(form, overseer)).text()).toContain("the group sees the reason");
  expect((await web.post(form, { reason: " " }, overseer)).status).toBe(422);
  expect((await web.post(form, { reason: "x".repeat(501) }, overseer)).status).toBe(422);
  // Nobody makes it look like a report.
  expect((await web.post(form, { reason: "#41" }, overseer)).status).toBe(422);
  expect((await web.post(form, { reason: "#rule" }, overseer)).status).toBe(422);
  // Members are not asked.
  expect((await web.get(`/chat/${group}`, mira)).status).toBe(200);
  expect((await web.post(form, { reason: "Lab 3" }, overseer)).status).toBe(303);
  for (const [status, text] of await answers()) {
    expect(status).toBe(200);
    expect(text).toContain("Granite");
  }
  open();
  await socket.next("Opened");
  expect(await looked()).toHaveLength(1);
  expect(await (await web.get(`/conversations/${group}`, mira)).text()).toContain("“Lab 3”");
  const tutor = await onStaff("Tutor", "tutor");
  const api = `/api/conversation/${group}/looks`;
  const by = { Authorization: `Bearer ${tutor.token}` };
  expect((await web.postJson(api, { reason: "" }, by)).status).toBe(422);
  expect((await web.postJson(api, { reason: "Lab 4" }, by)).status).toBe(204);
  expect((await web.get(`/api/conversation/${group}/messages`, tutor)).status).toBe(200);
});

test("a look that was kept back is shown with its real date when its time has come", async () => {
  const overseer = await person("Overseer", "admin");
  await web.get(`/chat/${group}`, overseer);
  const began = clock.now();
  await realtime.services.db.transaction((tx) => tx.run`update looks set shown_at = null`);
  const page = async (path: string) => (await web.get(path, mira)).text();
  const paths = ["/looks", `/conversations/${group}/looks`, "/about/staff-access"];
  for (const path of paths) expect(await page(path)).not.toContain("Overseer");
  expect(await looked()).toEqual([]);
  await clock.advance(minute);
  await settleLooks(realtime.services);
  const { looks } = await whoLookedInto(mira.context, group);
  const iso = (ms: number) => new Date(ms).toISOString();
  expect(looks).toMatchObject([{ beganAt: iso(began), shownLate: iso(began + minute) }]);
  for (const path of paths) {
    expect(await page(path)).toContain("Overseer");
    expect(await page(path)).toContain("a report about the group was open");
  }
});

test("looks outlast the account that looked, without its name, and go with the group", async () => {
  const overseer = await person("Overseer", "admin");
  await web.get(`/chat/${group}`, overseer);
  await removePerson(owner.context, overseer.id);
  expect(await looked()).toEqual([{ name: null, office: "admin", minutes: 0 }]);
  const page = await (await web.get(`/conversations/${group}`, mira)).text();
  expect(page).toContain("deleted account");
  await deleteGroup(owner.context, group);
  expect(await (await web.get("/looks", mira)).text()).not.toContain("deleted account");
  await eraseForGood(owner.context, { id: group, name: "Team Basalt" });
  expect(await realtime.services.db.all`select id from looks`).toEqual([]);
});
