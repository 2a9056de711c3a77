/** Invites that ask for approval: who waits, and what becomes of it. */
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { createGroup } from "#core/groups/groups.ts";
import { type Invite, getInvite } from "#core/invites/invites.ts";
import { decideWaiting, listWaiting } from "#core/invites/waiting.ts";
import { mergePeople } from "#core/people/merge_accounts.ts";
import { disablePerson, removePerson } from "#core/people/manage_people.ts";
import { setStaffEnd } from "#core/courses/staff_ends.ts";
import { enrol, firstCourse, makeCourse } from "#tests/support/courses.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { testWeb, type TestWeb } from "#tests/support/web.ts";
import {
  inviteAddress,
  makeInvite,
  placesIn,
  register,
  signedInWith,
  visitorWith,
} from "./invites_support.ts";

const other = "mineralogy";

let web: TestWeb;
let admin: TestPerson;
let teacher: TestPerson;
let stranger: TestPerson;
let groupId: string;
let invite: Invite;

beforeEach(async () => {
  web = testWeb();
  const { services } = web;
  await services.db.transaction((tx) => tx.run`update courses set name = 'Geology'`);
  await makeCourse(services, { id: other });
  admin = await makePerson(services, { role: "admin", name: "Root" });
  teacher = await makePerson(services, { name: "Tilda Tuff" });
  stranger = await makePerson(services, { name: "Silke Fremd" });
  await enrol(services, { userId: teacher.id, role: "teacher" });
  await enrol(services, { courseId: other, userId: stranger.id, role: "teacher" });
  for (const { context } of [teacher, stranger]) context.actor.office = "teacher";
  const group = { name: "Lecture", description: "", courseId: firstCourse };
  ({ id: groupId } = await createGroup(admin.context, group));
  invite = await makeInvite(teacher, { needsApproval: true, conversationId: groupId });
});
afterEach(() => web.services.dispose());

const textOf = async (answer: Response | Promise<Response>) => (await answer).text();
const path = `/courses/${firstCourse}/waiting`;
const waiting = async () => (await listWaiting(teacher.context, firstCourse)).people;

/** @returns what the form names the person by */
async function keyOf(name: string): Promise<string> {
  const found = (await waiting()).find((person) => person.name === name)!;
  return `${found.inviteId} ${found.userId}`;
}

async function ask(name: string) {
  const visitor = await visitorWith(web, invite);
  const answer = await register(visitor, name);
  expect([answer.status, answer.headers.get("Location")]).toEqual([303, inviteAddress]);
  return visitor;
}

describe("a request is decided by", () => {
  test("nobody but admins and teachers of the course, and never for another course's invite", async () => {
    await ask("Nora Neu");
    const key = await keyOf("Nora Neu");
    const decision = { one: `accept ${key}` };
    expect((await web.post(path, decision, stranger)).status).toBe(404);
    const elsewhere = await web.post(`/courses/${other}/waiting`, decision, stranger);
    expect(elsewhere.status).toBe(404);
    const unknown = { one: `accept ${invite.id} ${stranger.id}` };
    expect((await web.post(path, unknown, teacher)).status).toBe(404);
    expect((await web.post(path, { one: `promote ${key}` }, teacher)).status).toBe(422);
    expect(await waiting()).toHaveLength(1);
    expect((await placesIn(web)).roles.join()).not.toContain("Nora");
  });

  test("the first of two teachers", async () => {
    await ask("Nora Neu");
    const [inviteId = "", userId = ""] = (await keyOf("Nora Neu")).split(" ");
    const uses = [{ inviteId, userId }];
    const decide = (isAccepted: boolean) =>
      decideWaiting(teacher.context, { courseId: firstCourse, isAccepted, uses });
    expect([await decide(true), await decide(false)]).toEqual([1, 0]);
    expect((await placesIn(web)).roles).toContain("Nora Neu: student (invite)");
  });
});

test("who asks waits outside, and is in with course and group once accepted", async () => {
  const visitor = await ask("Nora Neu");
  expect((await placesIn(web)).roles.join()).not.toContain("Nora");
  expect((await visitor.get(`/chat/${groupId}`)).status).toBe(404);
  expect(await textOf(visitor.get(inviteAddress))).toContain("Your request is waiting");
  // Asking again changes nothing.
  await visitor.post(inviteAddress, {});
  expect(await waiting()).toHaveLength(1);
  const list = await textOf(web.get(`/courses/${firstCourse}/invites`, teacher));
  for (const text of ["Nora Neu", "Accept 1", "Waiting for approval"]) expect(list).toContain(text);
  await web.post(path, { one: `accept ${await keyOf("Nora Neu")}` }, teacher);
  expect(await textOf(visitor.get(inviteAddress))).toContain("You are in");
  expect((await visitor.get(`/chat/${groupId}`)).status).toBe(200);
  const places = await placesIn(web);
  expect(places.roles).toContain("Nora Neu: student (invite)");
  expect(places.members).toContain("Nora Neu in Lecture (invite)");
  const log = await textOf(web.get("/audit", admin));
  expect(log).toMatch(/ let .*Nora Neu.* in</s);
});

test("who is declined is told, cannot ask again with this invite, and does not count as a use", async () => {
  const visitor = await ask("Nora Neu");
  await web.post(path, { one: `decline ${await keyOf("Nora Neu")}` }, teacher);
  expect(await textOf(visitor.get(inviteAddress))).toContain("Your request was declined");
  expect((await visitor.post(inviteAddress, {})).status).toBe(409);
  expect(await waiting()).toEqual([]);
  const key = { courseId: firstCourse, id: invite.id };
  expect((await getInvite(teacher.context, key)).invite.uses).toBe(0);
});

test("accepting all leaves those whose names look like staff, and whom the page did not show", async () => {
  for (const name of ["Nora Neu", "Omar Ohne", "TiIda Tuff"]) await ask(name);
  const page = await textOf(web.get(`/courses/${firstCourse}/invites`, teacher));
  expect(page).toContain("Looks like Tilda Tuff");
  expect(page).toContain("Accept 2");
  const fields = [...page.matchAll(/name="(clear|shown)" value="([^"]+)"/g)].map(
    ([, name = "", value = ""]): [string, string] => [name, value],
  );
  await ask("Paul Plötzlich");
  await web.post(path, [["to", "accept-all"], ...fields], teacher);
  expect((await waiting()).map(({ name }) => name)).toEqual(["TiIda Tuff", "Paul Plötzlich"]);
  const asked = await textOf(web.post(path, [["to", "decline-all"], ...fields], teacher));
  expect(asked).toContain("Decline 3 requests?");
});

test("of those who are ticked, all are accepted, in parts", async () => {
  const people = await Promise.all(
    Array.from({ length: 60 }, (_, index) => makePerson(web.services, { name: `Anna ${index}` })),
  );
  for (const person of people) {
    await (await signedInWith(web, person, invite)).post(inviteAddress, {});
  }
  const ticked = (await waiting()).map(({ inviteId, userId }): [string, string] => [
    "member",
    `${inviteId} ${userId}`,
  ]);
  expect(ticked).toHaveLength(60);
  await web.post(path, [["to", "accept"], ...ticked], teacher);
  expect(await waiting()).toEqual([]);
  expect((await placesIn(web)).members.filter((text) => text.includes("(invite)"))).toHaveLength(
    60,
  );
});

test("who is on the course's list needs no approval to come in as a student, but as a tutor", async () => {
  const student = await makePerson(web.services, { name: "Siri Schiefer" });
  await enrol(web.services, { userId: student.id, role: "student" });
  await (await signedInWith(web, student, invite)).post(inviteAddress, {});
  expect(await waiting()).toEqual([]);
  // Approval is not left to whoever makes the invite.
  const tutors = await makeInvite(teacher, { role: "tutor", needsApproval: false });
  await (await signedInWith(web, student, tutors)).post(inviteAddress, {});
  expect((await placesIn(web)).roles).toContain("Siri Schiefer: student (invite)");
  const [one] = await waiting();
  await web.post(path, { one: `accept ${one!.inviteId} ${one!.userId}` }, teacher);
  expect((await placesIn(web)).roles).toContain("Siri Schiefer: tutor (invite)");
  // What is set by hand takes the place of what the invite gave.
  const key = { courseId: firstCourse, userId: student.id };
  await setStaffEnd(teacher.context, { ...key, until: "2030-12-31" });
  const own = (await placesIn(web)).roles.filter((text) => text.startsWith("Siri"));
  expect(own).toEqual(["Siri Schiefer: tutor (hand)"]);
});

test("a disabled account waits unseen, a deleted one no longer, and a merged one as the other", async () => {
  for (const name of ["Dora Zu", "Emil Weg", "Mira Zwei"]) await ask(name);
  const people = new Map((await waiting()).map(({ name, userId }) => [name, userId]));
  const key = await keyOf("Dora Zu");
  await disablePerson(admin.context, people.get("Dora Zu")!);
  await removePerson(admin.context, people.get("Emil Weg")!);
  const mira = await makePerson(web.services, { name: "Mira Eins" });
  const merge = { fromId: people.get("Mira Zwei")!, toId: mira.id };
  await (
    await mergePeople(admin.context, merge)
  ).finished;
  expect((await waiting()).map(({ name }) => name)).toEqual(["Mira Eins"]);
  await web.post(path, { one: `accept ${key}` }, teacher);
  expect((await placesIn(web)).roles.join()).not.toContain("Dora");
});

test("programs list those who wait and decide about them", async () => {
  await ask("Nora Neu");
  const headers = { Authorization: `Bearer ${teacher.token}` };
  const address = `/api/courses/${firstCourse}/waiting`;
  const listed = await web.get(address, undefined, headers);
  const { total, people } = (await listed.json()) as {
    total: number;
    people: { invite_id: string; user_id: string; name: string }[];
  };
  expect([total, people[0]?.name]).toEqual([1, "Nora Neu"]);
  const chosen = people.map(({ invite_id, user_id }) => ({ invite_id, user_id }));
  const answer = await web.postJson(address, { accept: true, people: chosen }, headers);
  expect(await answer.json()).toEqual({ decided: 1 });
});
