/** The page on which staff approve and return messages, without scripts. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { createGroup } from "#core/groups/groups.ts";
import { addMembers } from "#core/groups/members.ts";
import { setMode } from "#core/groups/modes.ts";
import { changeTemplates } from "#core/courses/templates.ts";
import { accountOfSession } from "#core/identity/sessions.ts";
import { changeHeld, holdMessage, listOwnHeld } from "#core/messages/held.ts";
import { heldLimits, limits } from "#wire/limits.ts";
import { enrol, makeCourse, moveToCourse } from "#tests/support/courses.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { type TestServices, testServices } from "#tests/support/services.ts";
import { testWeb, type TestWeb } from "#tests/support/web.ts";

const courseId = "geology";
const path = "/moderation/held";

let services: TestServices;
let web: TestWeb;
let admin: TestPerson;
let teacher: TestPerson;
let tutor: TestPerson;
let elsewhere: TestPerson;
let ada: TestPerson;
let ben: TestPerson;
let quartz: string;
let basalt: string;

beforeAll(async () => {
  services = testServices();
  web = testWeb({ services });
  await makeCourse(services, { id: courseId, tutorsSee: "own" });
  admin = await makePerson(services, { role: "admin", name: "Prof. Ito" });
  const person = (name: string) => makePerson(services, { name });
  [teacher, tutor, elsewhere] = [await person("Tea"), await person("Tu"), await person("El")];
  [ada, ben] = [await person("Ada"), await person("Ben")];
  await enrol(services, { courseId, userId: teacher.id, role: "teacher" });
  await enrol(services, { courseId, userId: tutor.id, role: "tutor" });
  await enrol(services, { userId: elsewhere.id, role: "teacher" });
  const group = async (name: string) => {
    const { id } = await createGroup(admin.context, { name, description: "", courseId });
    await moveToCourse(services, id, courseId);
    await addMembers(
      admin.context,
      id,
      [ada, ben].map(({ id: userId }) => ({ userId })),
    );
    await setMode(admin.context, id, { mode: "hold" });
    return id;
  };
  [quartz, basalt] = [await group("Team Quartz"), await group("Team Basalt")];
  await addMembers(admin.context, quartz, [{ userId: tutor.id }]);
});
afterAll(() => services.dispose());

const wait = (by: TestPerson, conversationId: string, content: string) =>
  holdMessage(by.context, { conversationId, content });
const show = async (by: TestPerson, query = "") => {
  const answer = await web.get(`${path}${query}`, by);
  return { status: answer.status, text: await answer.text() };
};
const chat = async (by: TestPerson, id: string) => (await web.get(`/chat/${id}`, by)).text();
const decide = (by: TestPerson, form: Record<string, string>, members: readonly string[] = []) =>
  web.post(
    path,
    [...Object.entries(form), ...members.map((key): [string, string] => ["member", key])],
    by,
  );
/** Follows the redirect, whose page says what became of it. */
async function said(answer: Response, by: TestPerson): Promise<string> {
  expect(answer.status).toBe(303);
  const flashed = answer.headers.getSetCookie().map((cookie) => cookie.split(";")[0]);
  const headers = { Cookie: [by.cookie, ...flashed].join("; ") };
  return (await web.request(path, { headers })).text();
}
const cases = async ({ actor }: TestPerson) =>
  (await accountOfSession(services, actor.sessionId))?.attention?.cases ?? 0;

test("nobody but staff has the page, each for their own groups, and what is no decision changes nothing", async () => {
  const one = await wait(ada, quartz, "canary in Quartz");
  const two = await wait(ada, basalt, "canary in Basalt");
  for (const by of [ada, ben]) {
    expect((await show(by)).status).toBe(404);
    const answer = await decide(by, { to: "approve", member: `${one.id} 0` });
    expect(answer.status).toBe(404);
  }
  expect((await show(elsewhere)).text).not.toContain("canary");
  expect((await decide(elsewhere, { to: "approve", member: `${one.id} 0` })).status).toBe(404);
  // A tutor who sees only their own groups.
  const own = (await show(tutor)).text;
  expect([own.includes("canary in Quartz"), own.includes("canary in Basalt")]).toEqual([
    true,
    false,
  ]);
  expect((await decide(tutor, { one: `approve ${two.id} 0` })).status).toBe(404);
  expect((await decide(teacher, { to: "burn", member: `${one.id} 0` })).status).toBe(422);
  const long = "x".repeat(limits.reasonChars + 1);
  const refused = await decide(teacher, { to: "return", member: `${one.id} 0`, reason: long });
  expect(refused.status).toBe(422);
  expect(await refused.text()).toContain("canary in Quartz");
  expect(await said(await decide(teacher, { to: "approve" }), teacher)).toContain(
    "Select messages first.",
  );
  for (const id of [quartz, basalt]) expect(await chat(ben, id)).not.toContain("canary");
  expect([await cases(teacher), await cases(tutor), await cases(ada)]).toEqual([2, 1, 0]);
  expect(await cases(elsewhere)).toBe(0);
});

test("staff read the oldest first, approve several, return one with a reason of the course; groups see the look", async () => {
  await changeTemplates(teacher.context, courseId, {
    shown: [],
    wanted: [{ en: "Please leave out the solution", de: "" }],
  });
  const third = await wait(ben, quartz, "Third, a solution");
  const { text } = await show(teacher, `?of=group+${quartz}`);
  expect(text.indexOf("canary in Quartz")).toBeLessThan(text.indexOf("Third, a solution"));
  expect(text).not.toContain("canary in Basalt");
  expect(text).toContain("Please leave out the solution");
  const looks = await services.db.all<{ id: string }>`
    select conversation_id as id from looks where actor_id = ${teacher.id}`;
  expect(new Set(looks.map(({ id }) => id))).toEqual(new Set([quartz, basalt]));
  const workbench = await (await web.get(`/groups?course=${courseId}`, teacher)).text();
  expect(workbench).toContain("2 for approval");

  const keys = [...text.matchAll(/name="member" value="([^"]+)"/g)].map(([, key]) => key!);
  const others = keys.filter((key) => !key.startsWith(third.id));
  const back = { one: `return ${third.id} 0`, template: "Please leave out the solution" };
  expect(await said(await decide(teacher, { ...back, of: `group ${quartz}` }), teacher)).toContain(
    "1 message was returned.",
  );
  expect(await listOwnHeld(ben.context, quartz)).toMatchObject([
    { state: "returned", note: "Please leave out the solution", content: "Third, a solution" },
  ]);
  const rest = await show(teacher);
  const all = [...rest.text.matchAll(/name="member" value="([^"]+)"/g)].map(([, key]) => key!);
  expect(all).toEqual(expect.arrayContaining(others));
  expect(await said(await decide(teacher, { to: "approve" }, all), teacher)).toContain(
    "2 messages were approved.",
  );
  expect(await chat(ben, quartz)).toContain("canary in Quartz");
  expect(await chat(ben, basalt)).toContain("canary in Basalt");
  expect((await show(teacher)).text).toContain("Nothing waits for approval");
  expect(await cases(teacher)).toBe(0);
});

test("who decides second is told, and nobody approves what its author has changed since", async () => {
  const one = await wait(ada, quartz, "Decided twice");
  const two = await wait(ada, quartz, "As it was read");
  const member = [`${one.id} 0`, `${two.id} 0`];
  expect((await decide(tutor, { one: `return ${one.id} 0` })).status).toBe(303);
  await changeHeld(ada.context, { conversationId: quartz, id: two.id }, "As it is now");
  const page = await said(await decide(teacher, { to: "approve" }, member), teacher);
  expect(page).toContain("2 were not: This has been decided or withdrawn in the meantime.");
  expect(page).toContain("As it is now");
  expect(page).toContain("Changed by its author");
  expect(await chat(ben, quartz)).not.toContain("As it was read");
  expect((await decide(teacher, { one: `approve ${two.id} 1` })).status).toBe(303);
  expect(await chat(ben, quartz)).toContain("As it is now");
});

test("a long queue has parts, and what a course asks a reason for is not shown without one", async () => {
  const texts = Array.from({ length: heldLimits.page + 2 }, (_, index) => `Waits ${index + 1}.`);
  for (const [index, text] of texts.entries()) await wait(index % 2 ? ada : ben, basalt, text);
  const first = (await show(teacher)).text;
  expect(first).toContain("Waits 1.");
  expect(first).not.toContain("Waits 52.");
  expect(first).toContain("52 messages are waiting.");
  const [, after] = /after=([^"&]+)/.exec(first) ?? [];
  const next = (await show(teacher, `?after=${after}`)).text;
  expect([next.includes("Waits 51."), next.includes("Waits 52."), next.includes("Waits 50.")])
    // The rest, and nothing twice.
    .toEqual([true, true, false]);
  expect(next).toContain("Back to the oldest");
  await services.db.transaction(async (tx) => {
    await tx.run`update courses set asks_reason = 1 where id = ${courseId}`;
    await tx.run`delete from looks`;
  });
  const asked = (await show(teacher)).text;
  expect(asked).not.toContain("Waits 1.");
  expect(asked).toContain(`/chat/${basalt}/look`);
  expect(asked).not.toContain('name="member"');
  expect((await web.post(`/chat/${basalt}/look`, { reason: "To approve" }, teacher)).status).toBe(
    303,
  );
  expect((await show(teacher)).text).toContain("Waits 1.");
});
