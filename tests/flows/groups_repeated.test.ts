/** Groups' forms that name the same people again and again, or people who never existed. */
import { afterEach, expect, setDefaultTimeout, test } from "bun:test";
import { createGroup } from "#core/groups/groups.ts";
import { listMembers } from "#core/groups/members.ts";
import type { Queries } from "#storage/database.ts";
import { testMs } from "#tests/support/patience.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { testWeb, type TestWeb } from "#tests/support/web.ts";

setDefaultTimeout(testMs);

const times = 90_000;
/** A few for the group itself, its events, and the people looked up. */
const questionsMax = 60;

interface World {
  web: TestWeb;
  staff: TestPerson;
  student: TestPerson;
  /** The number of database queries within a transaction. */
  questions(): number;
}

let worlds: World[] = [];
afterEach(() => {
  for (const { web } of worlds) web.services.dispose();
  worlds = [];
});

async function makeWorld(): Promise<World> {
  let asked = 0;
  const counting = (tx: Queries): Queries => ({
    get: (...question) => (asked++, tx.get(...question)),
    all: (...question) => (asked++, tx.all(...question)),
    run: (...question) => (asked++, tx.run(...question)),
  });
  const web = testWeb({
    around: (db) => ({ ...db, transaction: (verb) => db.transaction((tx) => verb(counting(tx))) }),
  });
  const staff = await makePerson(web.services, { role: "admin" });
  const student = await makePerson(web.services);
  const world = { web, staff, student, questions: () => asked };
  worlds.push(world);
  return world;
}

const repeated = (id: string) =>
  Array.from({ length: times }, (): [string, string] => ["member", id]);

/** Sends a form of about four megabytes. */
async function send({ web, staff, questions }: World, path: string, fields: [string, string][]) {
  const before = questions();
  const answer = await web.post(path, fields, staff);
  return { status: answer.status, asked: questions() - before, text: await answer.text() };
}

const made = ({ web }: World) =>
  web.services.db.all<{ name: string; members: number }>`
    select name, (select cast(count(*) as integer) from conversation_members where conversation_id = c.id) as members
    from conversations c order by position`;

test("a person named ninety thousand times becomes one member, and is looked up once", async () => {
  const world = await makeWorld();
  const fields: [string, string][] = [["name", "Team"], ...repeated(world.student.id)];
  const { status, asked } = await send(world, "/groups/create", fields);
  expect([status, await made(world)]).toEqual([303, [{ name: "Team", members: 2 }]]);
  expect(asked).toBeLessThan(questionsMax);
});

test("a person selected ninety thousand times is divided once", async () => {
  const world = await makeWorld();
  const plan: [string, string][] = [
    ["pattern", "Team"],
    ["by", "groups"],
    ["count", "3"],
  ];
  const fields = [...plan, ...repeated(world.student.id)];
  const { status, asked } = await send(world, "/groups/create-many", fields);
  expect(status).toBe(303);
  expect(asked).toBeLessThan(questionsMax);
  const [row] = await world.web.services.db.all<{ plan: string }>`select plan from group_plans`;
  const { groups } = JSON.parse(row!.plan) as { groups: { people: string[] }[] };
  expect(groups.flatMap(({ people }) => people)).toEqual([world.student.id]);
});

test("an edited form's made-up former members are not looked up", async () => {
  const world = await makeWorld();
  const { staff, student } = world;
  const group = { name: "Team", description: "", members: [{ userId: student.id }] };
  const { id } = await createGroup(staff.context, group);
  const shown = Array.from({ length: times }, (_, index) => `made-up-${index}`);
  const fields: [string, string][] = [
    ["name", "Team"],
    ["shown", [staff.id, student.id, ...shown].join(" ")],
    ["member", staff.id],
  ];
  const { status, asked } = await send(world, `/groups/${id}/edit`, fields);
  expect(status).toBe(303);
  expect((await listMembers(staff.context, id)).map(({ userId }) => userId)).toEqual([staff.id]);
  expect(asked).toBeLessThan(questionsMax);
});

test("more people than one action may move are refused, and nobody is looked up", async () => {
  const world = await makeWorld();
  const everybody = Array.from({ length: 25_001 }, (_, index): [string, string] => [
    "member",
    `made-up-${index}`,
  ]);
  const { status, asked, text } = await send(world, "/groups/create", [
    ["name", "Team"],
    ...everybody,
  ]);
  expect([status, await made(world)]).toEqual([422, []]);
  expect(text).toContain("You can select at most 25000 people at once.");
  expect(asked).toBeLessThan(questionsMax);
});

test("members named twice in the API keep the first role", async () => {
  const world = await makeWorld();
  const { web, staff, student } = world;
  const named = [
    { user_id: student.id, role: "moderator" },
    { user_id: student.id, role: "owner" },
  ];
  const ask = (method: string, path: string, body: object) =>
    web.request(path, {
      method,
      headers: { Authorization: `Bearer ${staff.token}`, "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
  const { status } = await ask("POST", "/api/conversations", { name: "Team", members: named });
  expect(status).toBe(201);
  const group = (await web.services.db.get<{ id: string }>`select id from conversations`)!.id;
  const path = `/api/conversation/${group}/members`;
  const roles = async () => (await listMembers(staff.context, group)).map(({ role }) => role);
  expect(await roles()).toEqual(["owner", "moderator"]);
  expect((await ask("PUT", path, { members: named })).status).toBe(200);
  expect(await roles()).toEqual(["moderator"]);
});
