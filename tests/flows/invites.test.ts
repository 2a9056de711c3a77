/** Invites: links and codes with which people come into a course by themselves. */
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { archiveCourse } from "#core/courses/manage_courses.ts";
import { removeFromCourse } from "#core/courses/course_people.ts";
import { createGroup } from "#core/groups/groups.ts";
import { issueCode } from "#core/identity/codes.ts";
import { hashPassword } from "#core/identity/password_hashes.ts";
import { getInvite, revokeInvite } from "#core/invites/invites.ts";
import { disablePerson } from "#core/people/manage_people.ts";
import { FakeClock } from "#tests/simulation/fake_clock.ts";
import { enrol, firstCourse, makeCourse } from "#tests/support/courses.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { testWeb, type TestWeb } from "#tests/support/web.ts";
import {
  inviteAddress,
  makeInvite,
  password,
  placesIn,
  register,
  signedInWith,
  visitorWith,
} from "./invites_support.ts";

const hash = await hashPassword(password);
const other = "mineralogy";
const ended = "This invite no longer works";

let clock: FakeClock;
let web: TestWeb;
let teacher: TestPerson;
let stranger: TestPerson;
let student: TestPerson;
let groupId: string;

beforeEach(async () => {
  clock = new FakeClock();
  web = testWeb({ clock });
  const { services } = web;
  const admin = await makePerson(services, { role: "admin", name: "Root" });
  teacher = await makePerson(services, { name: "Tilda Tuff" });
  student = await makePerson(services, { name: "Siri Schiefer", password: hash });
  await enrol(services, { userId: teacher.id, role: "teacher" });
  // Several courses have names.
  await services.db.transaction((tx) => tx.run`update courses set name = 'Geology'`);
  teacher.context.actor.office = "teacher";
  ({ id: groupId } = await createGroup(admin.context, { name: "Lecture", description: "" }));
  await makeCourse(services, { id: other });
  stranger = await makePerson(services, { name: "Silke Fremd" });
  await enrol(services, { courseId: other, userId: stranger.id, role: "teacher" });
  stranger.context.actor.office = "teacher";
});
afterEach(() => web.services.dispose());

const textOf = async (answer: Response | Promise<Response>) => (await answer).text();

describe("an invite refuses", () => {
  test("a wrong code like any other wrong code, and limits wrong ones without lengthening the wait", async () => {
    const invite = await makeInvite(teacher);
    const statuses = new Set<number>();
    let refused: Response | undefined;
    for (let count = 0; count < 401; count += 1) {
      refused = await web.post("/join", { code: "ABCD-EFGH" });
      statuses.add(refused.status);
    }
    expect([...statuses]).toEqual([422, 429]);
    const wait = refused!.headers.get("Retry-After");
    expect(await web.post("/join", { code: invite.code })).toMatchObject({ status: 429 });
    const again = await web.post("/join", { code: "ABCD-EFGH" });
    expect(again.headers.get("Retry-After")).toBe(wait);
    // Nobody guesses a link, so links still work.
    expect((await web.post("/join", { code: invite.link })).status).toBe(303);
    const wrong = await web.post("/join", { code: "a".repeat(22) });
    expect([wrong.status, await wrong.text()]).toEqual([
      422,
      expect.stringContaining("This code does not work"),
    ]);
  });

  test("everyone once it is turned off, has expired, or its course is archived", async () => {
    const revoked = await makeInvite(teacher);
    const expired = await makeInvite(teacher, { lifeMs: 1_000 });
    const visitors = [await visitorWith(web, revoked), await visitorWith(web, expired)];
    await revokeInvite(teacher.context, { courseId: firstCourse, id: revoked.id });
    await clock.advance(2_000);
    for (const visitor of visitors) {
      expect(await textOf(visitor.get(inviteAddress))).toContain(ended);
      const answer = await register(visitor, "Lena Spät");
      expect([answer.status, await answer.text()]).toEqual([409, expect.stringContaining(ended)]);
    }
    const last = await makeInvite(teacher);
    const visitor = await visitorWith(web, last);
    await archiveCourse(teacher.context, firstCourse);
    expect((await register(visitor, "Lena Spät")).status).toBe(409);
    const people = await web.services.db.all`select id from users where name = 'Lena Spät'`;
    expect(people).toEqual([]);
  });

  test("the second of two people who take the last use at once", async () => {
    const invite = await makeInvite(teacher, { usesMax: 1, conversationId: groupId });
    const visitors = await Promise.all([visitorWith(web, invite), visitorWith(web, invite)]);
    const answers = await Promise.all(
      visitors.map((visitor, index) => register(visitor, index === 0 ? "Ada Eins" : "Ben Zwei")),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 409]);
    const { members } = await placesIn(web);
    expect(members.filter((text) => text.endsWith("(invite)"))).toHaveLength(1);
    const { invite: after } = await getInvite(teacher.context, {
      courseId: firstCourse,
      id: invite.id,
    });
    expect([after.uses, after.state]).toEqual([1, "used_up"]);
  });

  test("someone who was taken out of the course, and a disabled account", async () => {
    const invite = await makeInvite(teacher, { conversationId: groupId });
    const visitor = await signedInWith(web, student, invite);
    expect((await visitor.post(inviteAddress, {})).status).toBe(303);
    await removeFromCourse(teacher.context, { courseId: firstCourse, userIds: [student.id] });
    const again = await signedInWith(web, student, invite);
    const answer = await again.post(inviteAddress, {});
    expect([answer.status, await answer.text()]).toEqual([
      409,
      expect.stringContaining("You have used this invite before"),
    ]);
    const fresh = await makeInvite(teacher);
    const admin = await makePerson(web.services, { role: "admin" });
    await disablePerson(admin.context, student.id);
    const locked = await signedInWith(web, student, fresh);
    await locked.post(inviteAddress, {});
    expect((await placesIn(web)).roles.join()).not.toContain("Siri");
  });

  test("a name that looks like that of staff of the course, and then stores nothing", async () => {
    const visitor = await visitorWith(web, await makeInvite(teacher));
    const answer = await register(visitor, "TiIda Tuff");
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain("looks like the name of a member of staff");
    expect(await web.services.db.all`select 1 from invite_uses`).toEqual([]);
  });

  test("a guest, who has no account", async () => {
    const guest = await makePerson(web.services, { role: "guest", name: "Gus" });
    const { code } = await makeInvite(teacher);
    const headers = { Authorization: `Bearer ${guest.token}` };
    expect((await web.postJson("/api/join", { code }, headers)).status).toBe(409);
  });

  test("values that are none: an end in the past, too many uses, a group of another course", async () => {
    const { id: foreign } = await createGroup(stranger.context, {
      name: "Rocks",
      description: "",
      courseId: other,
      members: [],
    });
    const whole = { role: "student", ends: "7d", uses: "300", group: "", approval: "no" };
    const path = `/courses/${firstCourse}/invites/create`;
    for (const [wrong, said] of [
      [{ ends: "soon" }, "Choose an end"],
      [{ uses: "0" }, "Choose a number from 1"],
      [{ uses: "5001" }, "Choose a number from 1"],
      [{ uses: "many" }, "Choose a number from 1"],
      [{ group: foreign }, "This group is not in the course"],
      [{ title: "x".repeat(121) }, "1 too many"],
    ] as const) {
      const answer = await web.post(path, { ...whole, ...wrong }, teacher);
      expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining(said)]);
    }
    const bearer = { Authorization: `Bearer ${teacher.token}` };
    const json = { role: "student", expires_at: "2020-01-01T00:00:00.000Z", uses_max: 1 };
    const api = `/api/courses/${firstCourse}/invites`;
    expect((await web.postJson(api, json, bearer)).status).toBe(422);
  });

  test("teachers of another course, who find neither it nor its people", async () => {
    const invite = await makeInvite(teacher);
    for (const courseId of [firstCourse, other]) {
      const path = `/courses/${courseId}/invites/${invite.id}`;
      expect((await web.get(path, stranger)).status).toBe(404);
      expect((await web.post(`${path}/off`, {}, stranger)).status).toBe(404);
    }
    expect((await web.get(`/courses/${firstCourse}/invites`, stranger)).status).toBe(404);
    expect((await web.post("/join", { code: invite.code })).status).toBe(303);
  });
});

test("a code or a link shows who invites to what, and registering brings the person into course and group", async () => {
  const invite = await makeInvite(teacher, { conversationId: groupId });
  for (const code of [invite.link, invite.code.toLowerCase(), invite.code.replace("-", " ")]) {
    const visitor = web.visitor();
    const opened = await visitor.post("/join", { code });
    expect(opened.headers.get("Location")).toBe(inviteAddress);
    const page = await textOf(visitor.get(inviteAddress));
    for (const text of ["Tilda Tuff invites you as a student", "Lecture", "Who will see what"]) {
      expect(page).toContain(text);
    }
  }
  const visitor = await visitorWith(web, invite);
  const joined = await register(visitor, "Nora Neu");
  expect(joined.headers.get("Location")).toBe(`/chat/${groupId}`);
  expect(await textOf(visitor.get(`/chat/${groupId}`))).toContain("You are in");
  const { roles, members } = await placesIn(web);
  expect(roles).toContain("Nora Neu: student (invite)");
  expect(members).toContain("Nora Neu in Lecture (invite)");
  const detail = await textOf(web.get(`/courses/${firstCourse}/invites/${invite.id}`, teacher));
  for (const text of ["Nora Neu", "1 of 300", invite.code]) expect(detail).toContain(text);
  expect(web.services.lines.join()).not.toContain(invite.link);
});

test("an invite opens a chat in which nobody can register, but not to other addresses than it allows", async () => {
  const invite = await makeInvite(teacher);
  const { services } = web;
  const closed = testWeb({ services, config: { registration: { mode: "closed" } } });
  expect((await register(await visitorWith(closed, invite), "Nora Neu")).status).toBe(303);
  const registration = { mode: "domains" as const, domains: ["elsewhere.example.edu"] };
  const domains = testWeb({ services, config: { registration } });
  expect((await register(await visitorWith(domains, invite), "Olga Oft")).status).toBe(422);
});

test("an invite that was opened before signing in works after it, however the person signs in", async () => {
  const invite = await makeInvite(teacher);
  const byPassword = await visitorWith(web, invite);
  const credentials = { email: student.email, password, next: "/account" };
  const signedIn = await byPassword.post("/auth/login", credentials);
  expect(signedIn.headers.get("Location")).toBe(inviteAddress);
  const page = await textOf(byPassword.get(inviteAddress));
  expect(page).toContain("You are signed in as Siri Schiefer");
  const joined = await byPassword.post(inviteAddress, {});
  expect(joined.headers.get("Location")).toBe("/");
  expect((await placesIn(web)).roles).toContain("Siri Schiefer: student (invite)");
  // The invite is used: the next sign-in leads where it should.
  const later = await byPassword.post("/auth/login", credentials);
  expect(later.headers.get("Location")).toBe("/account");
  const admin = await makePerson(web.services, { role: "admin" });
  const mira = await makePerson(web.services, { name: "Mira Sol" });
  const byCode = await visitorWith(web, invite);
  const { code } = await issueCode(admin.context, mira.id);
  const entered = await byCode.post("/join", { code, password });
  expect(entered.headers.get("Location")).toBe(inviteAddress);
  await byCode.post(inviteAddress, { step: "leave" });
  expect((await byCode.get(inviteAddress)).headers.get("Location")).toBe("/join");
});

test("a cookie that someone has made, and one that is old, are no invite", async () => {
  const invite = await makeInvite(teacher, { lifeMs: 24 * 3_600_000 });
  const forger = web.visitor();
  const untilMs = web.services.clock.now() + 1_000_000;
  forger.cookies.set("invite", `${invite.id}:${untilMs}.${btoa("signature".repeat(4))}`);
  expect((await forger.get(inviteAddress)).headers.get("Location")).toBe("/join");
  const visitor = await visitorWith(web, invite);
  await clock.advance(2 * 3_600_000 + 1);
  expect((await visitor.get(inviteAddress)).headers.get("Location")).toBe("/join");
});

test("who has what an invite gives is led there, and nothing is counted", async () => {
  const invite = await makeInvite(teacher, { conversationId: groupId });
  for (const person of [teacher, student, student]) {
    const visitor = await signedInWith(web, person, invite);
    const answer = await visitor.post(inviteAddress, {});
    expect(answer.headers.get("Location")).toBe(`/chat/${groupId}`);
  }
  const { invite: after } = await getInvite(teacher.context, {
    courseId: firstCourse,
    id: invite.id,
  });
  expect(after.uses).toBe(1);
});

test("a membership by hand stays one by hand, and a role that a list gave is not lowered", async () => {
  const tutor = await makePerson(web.services, { name: "Theo Hilft" });
  await enrol(web.services, { userId: tutor.id, role: "tutor" });
  const admin = await makePerson(web.services, { role: "admin" });
  const members = [{ userId: student.id }];
  const { id } = await createGroup(admin.context, {
    name: "By hand",
    description: "",
    courseId: firstCourse,
    members,
  });
  const invite = await makeInvite(teacher, { conversationId: id });
  for (const person of [student, tutor]) {
    await (await signedInWith(web, person, invite)).post(inviteAddress, {});
  }
  const places = await placesIn(web);
  expect(places.members).toContain("Siri Schiefer in By hand");
  expect(places.roles).toContain("Theo Hilft: tutor (hand)");
});

test("programs make, list, use and turn off invites", async () => {
  const as = ({ token }: TestPerson) => ({ Authorization: `Bearer ${token}` });
  const path = `/api/courses/${firstCourse}/invites`;
  const expiresAt = new Date(web.services.clock.now() + 3_600_000).toISOString();
  const body = { role: "student", conversation_id: groupId, expires_at: expiresAt, uses_max: 2 };
  const made = await web.postJson(path, body, as(teacher));
  const { invite } = (await made.json()) as { invite: Record<string, string> };
  expect([made.status, invite]).toMatchObject([201, { state: "open", uses: 0, uses_max: 2 }]);
  expect(invite["link"]).toStartWith(`${web.origin}/join#`);
  const joined = await web.postJson("/api/join", { code: invite["code"] }, as(student));
  expect(await joined.json()).toEqual({ state: "in", conversation_id: groupId });
  const one = `${path}/${invite["id"]}`;
  const got = await web.get(one, undefined, as(teacher));
  expect(await got.json()).toMatchObject({
    invite: { uses: 1 },
    people: [{ user_id: student.id, state: "accepted" }],
  });
  const off = await web.request(one, { method: "DELETE", headers: as(teacher) });
  expect(off.status).toBe(204);
  const listed = await web.get(path, undefined, as(teacher));
  expect(await listed.json()).toMatchObject({ invites: [{ state: "revoked" }] });
});

test("after a change of the server's key, an invite says why it no longer works", async () => {
  const invite = await makeInvite(teacher);
  await web.services.db.transaction(
    (tx) => tx.run`update invites set link_hash = 'of another key'`,
  );
  const page = await textOf(web.get(`/courses/${firstCourse}/invites/${invite.id}`, teacher));
  expect(page).toContain("the server has a new key");
  expect(page).not.toContain(invite.code);
});
