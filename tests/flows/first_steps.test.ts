/** The first steps of staff: who sees them, when each is done, and that they never come back. */
import { afterEach, beforeEach, expect, test } from "bun:test";
import { deleteGroup } from "#core/groups/bin.ts";
import { createGroup } from "#core/groups/groups.ts";
import { sendMessage } from "#core/messages/messages.ts";
import { removePerson } from "#core/people/manage_people.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { testWeb, type TestWeb } from "#tests/support/web.ts";

let web: TestWeb;
let prof: TestPerson;

beforeEach(async () => {
  web = testWeb();
  prof = await makePerson(web.services, { name: "Prof. Lind", role: "admin" });
});

afterEach(() => web.services.dispose());

/** The steps on a person's list of groups, and which of them are done; none if they are gone. */
async function steps(by: TestPerson): Promise<string[]> {
  const html = await (await web.get("/conversations", by)).text();
  const [, section = ""] = /data-first-steps[^>]*>(.*?)<\/section>/s.exec(html) ?? [];
  const titles = section.matchAll(/<h3[^>]*>([^<]+)(<span[^>]*>done<\/span>)?/g);
  return [...titles].map(([, title = "", done]) => (done ? `${title} ✓` : title));
}

const group = (name: string) =>
  createGroup(prof.context, { name, description: "", members: [{ userId: prof.id }] });

test("students and guests have no first steps, and cannot end any", async () => {
  const others = [
    await makePerson(web.services),
    await makePerson(web.services, { role: "guest", expiresAt: "2999-01-01T00:00:00.000Z" }),
  ];
  for (const person of others) {
    expect(await steps(person)).toEqual([]);
    expect((await web.post("/account/steps/end", {}, person)).status).toBe(404);
  }
});

test("each step is done as soon as there is what it leads to", async () => {
  expect(await steps(prof)).toEqual(["Add people", "Create groups", "Say hello"]);
  const student = await makePerson(web.services);
  expect(await steps(prof)).toEqual(["Add people ✓", "Create groups", "Say hello"]);
  const { id } = await group("Team 1");
  expect(await steps(prof)).toEqual(["Add people ✓", "Create groups ✓", "Say hello"]);
  // What others write is no hello of theirs.
  const other = await createGroup(prof.context, {
    name: "Team 2",
    description: "",
    members: [{ userId: student.id }],
  });
  await sendMessage(student.context, { conversationId: other.id, content: "Hi" });
  expect(await steps(prof)).toEqual(["Add people ✓", "Create groups ✓", "Say hello"]);
  await sendMessage(prof.context, { conversationId: id, content: "Welcome" });
  expect(await steps(prof)).toEqual([]);
});

test("steps that were all done do not come back when their results are deleted", async () => {
  const student = await makePerson(web.services);
  const { id } = await group("Team 1");
  await sendMessage(prof.context, { conversationId: id, content: "Welcome" });
  expect(await steps(prof)).toEqual([]);
  await deleteGroup(prof.context, id);
  await removePerson(prof.context, student.id);
  expect(await steps(prof)).toEqual([]);
});

test("steps that one person skipped are gone for that person alone", async () => {
  const other = await makePerson(web.services, { name: "Dr. Weiss", role: "admin" });
  const answer = await web.post("/account/steps/end", {}, prof);
  expect([answer.status, answer.headers.get("Location")]).toEqual([303, "/conversations"]);
  expect(await steps(prof)).toEqual([]);
  expect(await steps(other)).toEqual(["Add people", "Create groups", "Say hello"]);
});
