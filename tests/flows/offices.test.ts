/** Nobody acts on a person of equal or higher office: their messages and they themselves are for a case. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { addMembers, changeMemberRole } from "#core/groups/members.ts";
import { createGroup } from "#core/groups/groups.ts";
import { sendMessage } from "#core/messages/messages.ts";
import { enrol, makeCourse, moveToCourse } from "#tests/support/courses.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { type TestServices, testServices } from "#tests/support/services.ts";
import { testWeb, type TestWeb } from "#tests/support/web.ts";

const ranks = ["admin", "teacher", "tutor", "owner", "student"] as const;
type Rank = (typeof ranks)[number];

let services: TestServices;
let web: TestWeb;
/** Two of each. */
const people = {} as Record<Rank, [TestPerson, TestPerson]>;
let group: string;

beforeAll(async () => {
  services = testServices();
  web = testWeb({ services });
  await makeCourse(services, { id: "geology", tutorsSee: "own" });
  for (const rank of ranks) {
    const role = rank === "admin" ? "admin" : "user";
    const person = () => makePerson(services, { role, name: `A ${rank}` });
    people[rank] = [await person(), await person()];
  }
  const everyone = Object.values(people).flat();
  const admin = people.admin[0];
  const ofGroup = { name: "Team Quartz", description: "", members: [], courseId: "geology" };
  ({ id: group } = await createGroup(admin.context, ofGroup));
  await moveToCourse(services, group, "geology");
  for (const role of ["teacher", "tutor"] as const) {
    for (const { id: userId } of people[role]) {
      await enrol(services, { courseId: "geology", userId, role });
    }
  }
  const members = everyone
    .filter(({ id }) => id !== admin.id)
    .map(({ id: userId }) => ({ userId }));
  await addMembers(admin.context, group, members);
  for (const { id: userId } of people.owner) {
    await changeMemberRole(admin.context, { conversationId: group, userId, role: "owner" });
  }
});
afterAll(() => services.dispose());

const say = async (by: TestPerson, content = "Call me: 0151 234") =>
  (await sendMessage(by.context, { conversationId: group, content })).id;
const path = (id: string) => `/api/conversation/${group}/messages/${id}`;

async function ask(by: TestPerson, method: string, at: string, body?: object) {
  const answer = await web.request(at, {
    method,
    headers: { Authorization: `Bearer ${by.token}`, "Content-Type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  const json = (text ? JSON.parse(text) : {}) as { reason?: string; cases?: { id: string }[] };
  return { status: answer.status, json, refused: [answer.status, json.reason] };
}

const removal = (by: TestPerson, id: string) => ask(by, "DELETE", path(id));
const restoring = (by: TestPerson, id: string) => ask(by, "POST", `${path(id)}/restore`);
const redaction = (by: TestPerson, id: string) =>
  ask(by, "POST", `${path(id)}/redact`, { start: 9, end: 17 });
const equal = [403, "equal_office"];

test("who is of equal or higher office is refused, and who is of lower office is not", async () => {
  const until = new Date(Date.now() + 60_000).toISOString();
  const acting = ranks.filter((rank) => rank !== "student");
  for (const by of acting) {
    for (const of of ranks) {
      const [actor, author] = [people[by][0], people[of][1]];
      const isAbove = ranks.indexOf(by) < ranks.indexOf(of);
      const title = `${by} on ${of}`;
      const id = await say(author);
      const member = `/api/conversation/${group}/members/${author.id}/mute`;
      const muted = await ask(actor, "PUT", member, { until });
      if (isAbove) {
        expect([title, muted.status]).toEqual([title, 204]);
        await ask(actor, "DELETE", member);
        if (by !== "owner") {
          expect([title, (await redaction(actor, id)).status]).toEqual([title, 200]);
        }
        expect([title, (await removal(actor, id)).status]).toEqual([title, 200]);
        expect([title, (await restoring(actor, id)).status]).toEqual([title, 200]);
      } else {
        expect([title, muted.refused]).toEqual([title, equal]);
        expect([title, (await removal(actor, id)).refused]).toEqual([title, equal]);
        const form = await web.post(`/chat/${group}/messages/${id}/remove`, {}, actor);
        expect([title, form.status]).toEqual([title, 403]);
        const redacted = (await redaction(actor, id)).refused;
        expect([title, redacted]).toEqual([title, by === "owner" ? [403, "staff_redact"] : equal]);
        const page = await (await web.get(`/chat/${group}/messages/${id}`, actor)).text();
        expect(page).toContain("Call me");
        expect(page).not.toContain("/remove");
        expect(page).not.toContain("/redact");
      }
    }
  }
});

test("nobody brings back what a higher office removed, or what others removed of theirs", async () => {
  const [teacher] = people.teacher;
  const [tutor, other] = people.tutor;
  const [student] = people.student;
  const refused = [403, "message_not_restorable"];
  const bySomebodyAbove = await say(student);
  expect((await removal(teacher, bySomebodyAbove)).status).toBe(200);
  expect((await restoring(tutor, bySomebodyAbove)).refused).toEqual(refused);
  const byColleague = await say(student);
  expect((await removal(tutor, byColleague)).status).toBe(200);
  expect((await restoring(other, byColleague)).status).toBe(200);
  const own = await say(tutor);
  expect((await removal(teacher, own)).status).toBe(200);
  expect((await restoring(tutor, own)).refused).toEqual(refused);
  // A tutor who sees only their own groups is staff in those.
  const removed = await ask(tutor, "GET", `${path(bySomebodyAbove)}/removed`);
  expect(removed.json).toMatchObject({ content: "Call me: 0151 234" });
});

test("a tutor who sees only their own groups decides on what is reported there, and nowhere else", async () => {
  const [tutor] = people.tutor;
  const [student, author] = people.student;
  const alone = await makePerson(services, { name: "Another tutor" });
  await enrol(services, { courseId: "geology", userId: alone.id, role: "tutor" });
  const cases = async (by: TestPerson) => (await ask(by, "GET", "/api/cases")).json.cases;
  expect((await ask(student, "GET", "/api/cases")).status).toBe(404);
  expect((await web.get("/moderation", student)).status).toBe(404);
  const id = await say(author, "Buy solutions at 0151 234");
  expect((await ask(student, "POST", `${path(id)}/reports`, { reason: "spam" })).status).toBe(204);
  expect(await cases(alone)).toEqual([]);
  const [one] = (await cases(tutor))!;
  const home = await (await web.get("/help", tutor)).text();
  expect(home).toContain('href="/moderation"');
  expect(await (await web.get("/help", alone)).text()).not.toContain('href="/moderation"');
  expect((await web.get(`/moderation/cases/${one!.id}`, tutor)).status).toBe(200);
  expect((await web.get(`/moderation/cases/${one!.id}`, alone)).status).toBe(404);
  const decision = { decision: "redact", version: 1, span: { start: 17, end: 25 } };
  const decide = (by: TestPerson) => ask(by, "POST", `/api/cases/${one!.id}/decision`, decision);
  expect((await decide(alone)).status).toBe(404);
  expect((await decide(tutor)).status).toBe(200);
  expect(await (await web.get(`/chat/${group}`, student)).text()).toContain("solutions at ▒▒▒");

  // Both sides can say by the API that they have seen it.
  const isNew = async (by: TestPerson) =>
    JSON.stringify((await ask(by, "GET", "/api/answers")).json).includes('"is_new":true');
  for (const by of [student, author]) {
    expect(await isNew(by)).toBeTrue();
    expect((await ask(by, "POST", "/api/answers/seen")).status).toBe(204);
    expect(await isNew(by)).toBeFalse();
  }

  // Staff who see the person find it on their page, with mutes and sessions; members do not.
  const until = new Date(Date.now() + 3_600_000).toISOString();
  const member = `/api/conversation/${group}/members/${author.id}/mute`;
  await ask(tutor, "PUT", member, { until, reason: "Only for a while" });
  const page = async (by: TestPerson) => (await web.get(`/people/${author.id}`, by)).text();
  const shown = await page(people.teacher[0]);
  for (const words of ["Case 1, Team Quartz", "Only for a while", "Signed in on 1 device"]) {
    expect(shown).toContain(words);
  }
  expect(await page(student)).not.toContain("Only for a while");
});
