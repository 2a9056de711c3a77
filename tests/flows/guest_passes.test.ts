/** Guest passes: invites with which people come into one group without an account, until the pass ends. */
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { createGroup } from "#core/groups/groups.ts";
import { listMembers } from "#core/groups/members.ts";
import { hashPassword } from "#core/identity/password_hashes.ts";
import { type Invite } from "#core/invites/invites.ts";
import { endPasses } from "#core/invites/pass_ends.ts";
import { listWaiting } from "#core/invites/waiting.ts";
import { editPerson } from "#core/people/manage_people.ts";
import { sendMessage } from "#core/messages/messages.ts";
import { FakeClock } from "#tests/simulation/fake_clock.ts";
import { enrol, firstCourse, makeCourse } from "#tests/support/courses.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { testWeb, type TestWeb, type Visitor } from "#tests/support/web.ts";
import {
  inviteAddress,
  makeInvite,
  password,
  placesIn,
  register,
  signedInWith,
  visitorWith,
} from "./invites_support.ts";

const hourMs = 3_600_000;

let clock: FakeClock;
let web: TestWeb;
let admin: TestPerson;
let teacher: TestPerson;
let lecture: string;
let tutorial: string;
let pass: Invite;

beforeEach(async () => {
  clock = new FakeClock();
  web = testWeb({ clock });
  const { services } = web;
  await services.db.transaction((tx) => tx.run`update courses set name = 'Geology'`);
  await makeCourse(services, { id: "mineralogy" });
  admin = await makePerson(services, { role: "admin", name: "Root" });
  teacher = await makePerson(services, { name: "Tilda Tuff" });
  await enrol(services, { userId: teacher.id, role: "teacher" });
  teacher.context.actor.office = "teacher";
  const group = { description: "", courseId: firstCourse };
  ({ id: lecture } = await createGroup(admin.context, { ...group, name: "Lecture" }));
  ({ id: tutorial } = await createGroup(admin.context, { ...group, name: "Tutorial" }));
  pass = await makeInvite(teacher, { role: "guest", conversationId: lecture, lifeMs: 2 * hourMs });
});
afterEach(() => web.services.dispose());

const textOf = async (answer: Response | Promise<Response>) => (await answer).text();

async function enter(name = "Max Lindner"): Promise<Visitor> {
  const visitor = await visitorWith(web, pass);
  const answer = await visitor.post(inviteAddress, { name });
  expect([answer.status, answer.headers.get("Location")]).toEqual([303, `/chat/${lecture}`]);
  return visitor;
}

const guestNamed = (name: string) =>
  web.services.db.get<{ id: string; role: string; email: string | null; expires: string | null }>`
    select id, role, email, expires_at as expires from users where name = ${name}`;

describe("a pass is refused", () => {
  test("without a group, and with an end later than guests can stay", async () => {
    const path = `/courses/${firstCourse}/invites/create`;
    const whole = { role: "guest", ends: "2h", uses: "30", group: lecture, approval: "no" };
    for (const [wrong, said] of [
      [{ group: "" }, "A guest pass leads to a group"],
      [{ ends: "180d" }, "within the next 30 days"],
      [{ until: "2026-11-02T16:00" }, "Choose an end"],
      [{ role: "teacher" }, "not valid"],
    ] as const) {
      const answer = await web.post(path, { ...whole, ...wrong }, teacher);
      expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining(said)]);
    }
    const until = new Date(clock.now() + hourMs).toISOString();
    const made = await web.post(path, { ...whole, until }, teacher);
    expect(made.status).toBe(303);
    const rows = await web.services.db.all`select 1 from invites where expires_at = ${until}`;
    expect(rows).toHaveLength(1);
  });

  test("to a name that looks like that of staff, an empty one, and after its end", async () => {
    const visitor = await visitorWith(web, pass);
    for (const [name, status] of [
      ["TiIda Tuff", 409],
      ["", 422],
      ["x".repeat(121), 422],
    ] as const) {
      expect((await visitor.post(inviteAddress, { name })).status).toBe(status);
    }
    await clock.advance(hourMs);
    const later = await visitorWith(web, pass);
    await clock.advance(hourMs);
    expect((await later.post(inviteAddress, { name: "Max Lindner" })).status).toBe(409);
    expect(await web.services.db.all`select 1 from users where role = 'guest'`).toEqual([]);
  });

  test("to guests of another group, and to people with an account outside the course", async () => {
    const guest = await enter();
    const other = await makeInvite(teacher, { role: "guest", conversationId: tutorial });
    await guest.post("/join", { code: other.code });
    expect((await guest.post(inviteAddress, {})).status).toBe(409);
    const stranger = await makePerson(web.services, { name: "Silke Fremd" });
    const visitor = await signedInWith(web, stranger, pass);
    expect((await visitor.post(inviteAddress, {})).status).toBe(409);
    expect((await placesIn(web)).members.filter((text) => text.includes("(invite)"))).toEqual([
      "Max Lindner in Lecture (invite)",
    ]);
  });
});

test("a guest types a name, reads who sees what, and is in one group and in no course", async () => {
  const visitor = await visitorWith(web, pass);
  const page = await textOf(visitor.get(inviteAddress));
  for (const text of [
    "Tilda Tuff invites you as a guest",
    "You need no account",
    "only this group",
  ]) {
    expect(page).toContain(text);
  }
  expect(page).not.toContain('name="email"');
  const guest = await enter();
  const stored = await guestNamed("Max Lindner");
  expect(stored).toMatchObject({ role: "guest", email: null, expires: pass.expiresAt });
  expect((await placesIn(web)).roles.join()).not.toContain("Max");
  expect((await guest.get(`/chat/${lecture}`)).status).toBe(200);
  expect((await guest.get(`/chat/${tutorial}`)).status).toBe(404);
  expect((await guest.get(`/people/${admin.id}`)).status).toBe(200);
  const listed = (await (await guest.get("/api/conversations")).json()) as {
    conversations: { name: string }[];
  };
  expect(listed.conversations.map(({ name }) => name)).toEqual(["Lecture"]);
  const chat = await textOf(web.get(`/chat/${lecture}`, teacher));
  expect(chat).toContain("with guests");
});

test("where registration is closed, a pass still lets guests in", async () => {
  const closed = testWeb({
    services: web.services,
    config: { registration: { mode: "closed" } },
  });
  const visitor = await visitorWith(closed, pass);
  expect((await visitor.post(inviteAddress, { name: "Max Lindner" })).status).toBe(303);
});

test("when the pass ends, the guest is out, the group knows, and what was written stays", async () => {
  const guest = await enter();
  const { id } = (await guestNamed("Max Lindner"))!;
  await guest.post(`/chat/${lecture}`, { content: "What about obsidian?" });
  await enter("Nele Zwei");
  await clock.advance(2 * hourMs);
  expect((await guest.get(`/chat/${lecture}`)).status).toBe(302);
  // An open chat first says that the time is over.
  await endPasses(web.services);
  const members = () => listMembers(teacher.context, lecture);
  expect((await members()).some(({ userId }) => userId === id)).toBe(true);
  await clock.advance(2_000);
  await endPasses(web.services);
  expect((await members()).map(({ name }) => name)).toEqual(["Root"]);
  const removed = await web.services.db.all`
    select 1 from events where kind = 'MemberRemoved' and conversation_id = ${lecture}`;
  expect(removed).toHaveLength(2);
  await endPasses(web.services);
  const chat = await textOf(web.get(`/chat/${lecture}`, teacher));
  expect(chat).toContain("What about obsidian?");
  expect(chat).toContain("Max Lindner");
});

test("hundreds of guests leave in several transactions", async () => {
  const ids = await Promise.all(
    Array.from({ length: 120 }, () => makePerson(web.services, { role: "guest" })),
  );
  await web.services.db.transaction(async (tx) => {
    for (const { id } of ids) {
      await tx.run`
        insert into conversation_members (conversation_id, user_id, role, joined_at)
        values (${lecture}, ${id}, 'member', '2026-11-02T08:00:00.000Z')`;
      await tx.run`
        insert into invite_uses (invite_id, user_id, state, used_at)
        values (${pass.id}, ${id}, 'accepted', '2026-11-02T08:00:00.000Z')`;
    }
  });
  await clock.advance(3 * hourMs);
  await endPasses(web.services);
  expect((await listMembers(admin.context, lecture)).map(({ name }) => name)).toEqual(["Root"]);
});

test("a guest becomes a student with an invite, and messages and group stay theirs", async () => {
  const guest = await enter();
  const { id } = (await guestNamed("Max Lindner"))!;
  await guest.post(`/chat/${lecture}`, { content: "What about obsidian?" });
  const invite = await makeInvite(teacher, { conversationId: tutorial });
  await guest.post("/join", { code: invite.link });
  const page = await textOf(guest.get(inviteAddress));
  expect(page).toContain("You are here as the guest Max Lindner");
  const short = await guest.post(inviteAddress, { name: "Max", email: "m@a.edu", password: "x" });
  expect(short.status).toBe(422);
  const joined = await register(guest, "Max Lindner");
  expect(joined.headers.get("Location")).toBe(`/chat/${tutorial}`);
  expect(await guestNamed("Max Lindner")).toMatchObject({ id, role: "user", expires: null });
  await clock.advance(3 * hourMs);
  await endPasses(web.services);
  const { roles, members } = await placesIn(web);
  expect(roles).toContain("Max Lindner: student (invite)");
  expect(members).toContain("Max Lindner in Lecture (invite)");
  expect(members).toContain("Max Lindner in Tutorial (invite)");
  expect(await textOf(guest.get(`/chat/${lecture}`))).toContain("What about obsidian?");
  expect((await register(guest, "Max Lindner")).headers.get("Location")).toBe("/join");
});

test("a guest registers, if registration is open, and staff make one a student", async () => {
  const guest = await enter();
  expect(await textOf(guest.get("/account"))).toContain("Create an account to stay");
  const typed = { name: "Max Lindner", email: "max@uni.example.edu", password };
  const taken = await guest.post("/auth/register", { ...typed, email: teacher.email });
  expect(taken.status).toBe(409);
  await guest.post("/auth/register", typed);
  expect(await guestNamed("Max Lindner")).toMatchObject({ role: "user", expires: null });
  expect((await web.post("/auth/login", typed)).status).toBe(303);
  await enter("Nele Zwei");
  const { id } = (await guestNamed("Nele Zwei"))!;
  await editPerson(admin.context, id, { role: "user" });
  await clock.advance(3 * hourMs);
  await endPasses(web.services);
  expect((await placesIn(web)).members).toContain("Nele Zwei in Lecture (invite)");
});

test("a guest whose pass asks for approval waits outside", async () => {
  pass = await makeInvite(teacher, { role: "guest", conversationId: lecture, needsApproval: true });
  const visitor = await visitorWith(web, pass);
  const answer = await visitor.post(inviteAddress, { name: "Max Lindner" });
  expect(answer.headers.get("Location")).toBe(inviteAddress);
  expect((await visitor.get(`/chat/${lecture}`)).status).toBe(404);
  const { people } = await listWaiting(teacher.context, firstCourse);
  const [{ inviteId, userId }] = people as [(typeof people)[number]];
  const path = `/courses/${firstCourse}/waiting`;
  await web.post(path, { one: `accept ${inviteId} ${userId}` }, teacher);
  expect((await visitor.get(`/chat/${lecture}`)).status).toBe(200);
  // People of the course may use it too, and come as themselves.
  const student = await makePerson(web.services, {
    name: "Siri Schiefer",
    password: await hashPassword(password),
  });
  await enrol(web.services, { userId: student.id, role: "student" });
  await (await signedInWith(web, student, pass)).post(inviteAddress, {});
  const sent = await sendMessage(student.context, { conversationId: lecture, content: "Hello" });
  expect(sent.content).toBe("Hello");
});
