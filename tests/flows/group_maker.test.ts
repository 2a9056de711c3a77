/** Several groups at once: a plan by rules, its preview, changes by hand, and exactly those groups. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { cleanup } from "#core/instance/cleanup.ts";
import { deleteGroup, listDeletedGroups } from "#core/groups/bin.ts";
import { listGroups } from "#core/groups/groups.ts";
import { listMembers } from "#core/groups/members.ts";
import { sendMessage } from "#core/messages/messages.ts";
import { listGroupSets } from "#core/groups/group_sets.ts";
import { makerLimits } from "#wire/limits.ts";
import { enrol, firstCourse } from "#tests/support/courses.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import type { TestWeb } from "#tests/support/web.ts";
import {
  askApi,
  type Fields,
  groupWith,
  makerWorld,
  type PlanAnswer,
  type Shown,
  shownIn,
  typed,
} from "./maker_support.ts";

let web: TestWeb;
let teacher: TestPerson;
let colleague: TestPerson;
let tutor: TestPerson;
let stranger: TestPerson;
let students: TestPerson[];

beforeAll(async () => {
  ({ web, teacher, colleague, tutor, stranger, students } = await makerWorld());
});
afterAll(() => web.services.dispose());

const idOf = (name: string) => students.find(({ actor }) => actor.name === name)!.id;

const start = (more: Fields = [], by = teacher) => web.post("/groups/create-many", typed(more), by);

/** @returns the address of a plan */
async function planned(more: Fields = []): Promise<string> {
  const answer = await start(more);
  expect(answer.status).toBe(303);
  return answer.headers.get("Location")!;
}

async function shown(path: string): Promise<Shown> {
  const answer = await web.get(path, teacher);
  expect(answer.status).toBe(200);
  return shownIn(await answer.text());
}

const act = (path: string, step: string, more: Fields = [], by = teacher) =>
  web.post(path, [["step", step], ...more], by);
const labs = async () =>
  (await listGroups(teacher.context)).filter(({ name }) => name.startsWith("Lab"));
test("what cannot be done is refused beside its field, and nothing is kept", async () => {
  const wrong: [string, Fields][] = [
    ["count", [["count", ""]]],
    ["count", [["count", "0"]]],
    [
      "count",
      [
        ["count", "201"],
        ["by", "groups"],
      ],
    ],
    ["pattern", [["pattern", " "]]],
    ["pattern", [["pattern", "L".repeat(120)]]],
    ["names", [["names", "Granite\nSlate"]]],
    ["set", [["set", "s".repeat(61)]]],
    ["description", [["description", "d".repeat(2_001)]]],
    ["who", [["who", "picked"]]],
    ["who", [["who", "in:nowhere"]]],
    [
      "who",
      [
        ["who", "picked"],
        ["member", tutor.id],
      ],
    ],
    ["attribute", [["attribute", "Shoe size"]]],
  ];
  for (const [field, fields] of wrong) {
    const answer = await start(fields);
    expect([fields, answer.status]).toEqual([fields, 422]);
    expect([fields, (await answer.text()).includes(`id="${field}-error"`)]).toEqual([fields, true]);
  }
  for (const by of [tutor, stranger, students[0]!]) expect((await start([], by)).status).toBe(404);
  expect(await web.services.db.all`select id from group_plans`).toEqual([]);
});

test("a plan is its author's alone, shows exactly what is created, and is changed by hand", async () => {
  const path = await planned([
    ["set", "Labs"],
    ["attribute", "Programme"],
  ]);
  for (const by of [colleague, tutor, stranger, students[0]!]) {
    for (const part of ["", "/edit", "/rule"]) {
      expect((await web.get(path + part, by)).status).toBe(404);
    }
    expect((await act(path, "create", [], by)).status).toBe(404);
  }
  let page = await shown(path);
  expect([...page.groups.keys()]).toEqual(["Lab 1", "Lab 2", "Lab 3", "Lab 4"]);
  expect([...page.groups.values()].flat().toSorted()).toEqual(
    students.map(({ id }) => id).toSorted(),
  );
  for (const people of page.groups.values()) {
    expect(people.filter((id) => students.findIndex((one) => one.id === id) < 4)).toHaveLength(1);
  }
  // Addresses tell only those apart who share a name.
  for (const { email, actor } of students) {
    const isShared = actor.name.toLowerCase() === "cleo";
    expect([email, page.text.includes(email)]).toEqual([email, isShared]);
  }
  expect(page.text).toContain("every rule met");
  const [one, other] = [page.groups.get("Lab 1")![0]!, page.groups.get("Lab 2")![0]!];
  const seen: Fields = [["version", page.version]];
  const two: Fields = [
    ["person", one],
    ["person", other],
  ];
  expect((await act(path, "swap", [...seen, ["person", one]])).status).toBe(422);
  expect((await act(path, "swap", [...seen, ["person", one], ["person", tutor.id]])).status).toBe(
    422,
  );
  const check = await web.get(`${path}/check?one=${one}&other=${other}`, teacher);
  expect(await check.json()).toMatchObject({ isWorse: expect.any(Boolean) as boolean });
  expect((await act(path, "swap", [...seen, ...two])).status).toBe(303);
  expect((await act(path, "swap", [...seen, ...two])).status).toBe(409);
  page = await shown(path);
  expect([groupWith(page.groups, one), groupWith(page.groups, other)]).toEqual(["Lab 2", "Lab 1"]);
  expect(
    (
      await act(path, "move", [
        ["person", one],
        ["group", "9"],
      ])
    ).status,
  ).toBe(422);
  expect(
    (
      await act(path, "move", [
        ["person", one],
        ["group", "3"],
      ])
    ).status,
  ).toBe(303);
  page = await shown(path);
  expect(page.groups.get("Lab 4")).toHaveLength(3);
  expect(await labs()).toEqual([]);
  expect((await act(path, "create", [["version", "1"]])).status).toBe(409);
  expect((await act(path, "create", [["version", page.version]])).status).toBe(303);
  const made = await labs();
  for (const { id, name } of made) {
    const members = await listMembers(teacher.context, id);
    const ids = members.filter(({ role }) => role === "member").map(({ userId }) => userId);
    expect([name, ids.toSorted()]).toEqual([name, page.groups.get(name)!.toSorted()]);
  }
  const [set] = await listGroupSets(teacher.context, firstCourse);
  expect(set?.name).toBe("Labs");
  expect((await shown(path)).text).toContain("4 groups were created.");
  for (const step of ["create", "swap", "shuffle"]) {
    expect((await act(path, step, two)).status).toBe(409);
  }
  expect(
    await web.services.db.all`select verb, detail from audit where verb like 'group%'`,
  ).toEqual([
    { verb: "group_set.create", detail: "Labs" },
    { verb: "groups.make", detail: "4" },
  ]);
});

test("rules are met or named, partners of earlier groups do not meet, and taken names are seen", async () => {
  const [set] = await listGroupSets(teacher.context, firstCourse);
  const path = await planned([
    ["earlier", set!.id],
    ["set", "labs"],
  ]);
  const before = await labs();
  const met = new Set<string>();
  for (const { id } of before) {
    const ids = (await listMembers(teacher.context, id)).map(({ userId }) => userId);
    for (const a of ids) for (const b of ids) met.add(`${a} ${b}`);
  }
  const rule = async (kind: string, ...names: string[]) => {
    const members = names.map((name): [string, string] => ["member", idOf(name)]);
    return (await web.post(`${path}/rule`, [["kind", kind], ...members], teacher)).status;
  };
  expect(await rule("apart", "Ada")).toBe(422);
  expect(await rule("apart", "Ada", "Ben")).toBe(303);
  expect(await rule("together", "Emil", "Finn")).toBe(303);
  let page = await shown(path);
  const mates = (id: string) => page.groups.get(groupWith(page.groups, id))!;
  expect(mates(idOf("Ada"))).not.toContain(idOf("Ben"));
  expect(mates(idOf("Emil"))).toContain(idOf("Finn"));
  for (const { id } of students) {
    const again = mates(id).filter((other) => other !== id && met.has(`${id} ${other}`));
    expect(again.every((other) => [idOf("Emil"), idOf("Finn")].includes(other))).toBe(true);
  }
  expect(await rule("together", "Ben", "Ada")).toBe(303);
  page = await shown(path);
  expect(page.text).toContain("Rules that contradict each other");
  expect(page.text).toContain("Ben and Ada should be together, but Ada and Ben must be apart");
  expect(mates(idOf("Ada"))).not.toContain(idOf("Ben"));
  const removed: Fields = [
    ["kind", "together"],
    ["number", "1"],
    ["step", "remove"],
  ];
  expect((await web.post(`${path}/rule`, removed, teacher)).status).toBe(303);
  expect((await shown(path)).text).not.toContain("contradict");
  expect(page.text).toContain("4 of the names are taken");
  expect((await act(path, "from 5")).status).toBe(303);
  page = await shown(path);
  expect([...page.groups.keys()]).toEqual(["Lab 5", "Lab 6", "Lab 7", "Lab 8"]);
  const edited = typed([
    ["names", "Granite\nSlate\nBasalt\nMarl"],
    ["who", "all"],
  ]);
  expect((await web.post(`${path}/edit`, edited, teacher)).status).toBe(303);
  page = await shown(path);
  expect([...page.groups.keys()]).toEqual(["Granite", "Slate", "Basalt", "Marl"]);
  // The rules stayed.
  expect(mates(idOf("Emil"))).toContain(idOf("Finn"));
  expect((await act(path, "discard")).status).toBe(303);
  expect((await web.get(path, teacher)).status).toBe(404);
});

test("what was made is taken back, except for groups in which something was written", async () => {
  const path = await planned([["pattern", "Undo #"]]);
  expect((await act(path, "undo")).status).toBe(404);
  expect((await act(path, "create")).status).toBe(303);
  const named = async () =>
    (await listGroups(teacher.context)).filter(({ name }) => name.startsWith("Undo"));
  const [first, ...rest] = await named();
  await sendMessage(teacher.context, { conversationId: first!.id, content: "Welcome" });
  await deleteGroup(teacher.context, rest[0]!.id);
  expect((await act(path, "undo", [], colleague)).status).toBe(404);
  expect((await act(path, "undo")).status).toBe(303);
  expect((await named()).map(({ name }) => name)).toEqual([first!.name]);
  const page = (await shown(path)).text;
  expect(page).toContain(`something was written in them: ${first!.name}.`);
  const deleted = (await listDeletedGroups(teacher.context)).map(({ name }) => name);
  expect(deleted).toEqual(expect.arrayContaining(rest.map(({ name }) => name)));
  expect((await act(path, "undo")).status).toBe(409);
});

test("only those are divided who are meant, and those who leave are left out", async () => {
  const [set] = await listGroupSets(teacher.context, firstCourse);
  const guest = await makePerson(web.services, { name: "Nora" });
  await enrol(web.services, { userId: guest.id, role: "student" });
  const free = await shown(
    await planned([
      ["who", "free"],
      ["count", "1"],
    ]),
  );
  expect([...free.groups.values()]).toEqual([[guest.id]]);
  const outside = await shown(await planned([["who", `free:${set!.id}`]]));
  expect([...outside.groups.values()]).toEqual([[guest.id]]);
  const path = await planned([["who", `in:${set!.id}`]]);
  expect([...(await shown(path)).groups.values()].flat()).toHaveLength(students.length);
  const gone = idOf("Gina");
  await web.services.db.transaction(
    (tx) => tx.run`delete from course_members where user_id = ${gone}`,
  );
  const page = await shown(path);
  expect(page.text).toContain("1 student has left the course and is left out");
  expect([...page.groups.values()].flat()).not.toContain(gone);
  await enrol(web.services, { userId: gone, role: "student" });
});

test("the API divides, changes and creates, and says what was not met", async () => {
  const api = `/api/courses/${firstCourse}/group-plans`;
  const ask = (method: string, path: string, body?: unknown, by = teacher) =>
    askApi(web, by, { method, path, body });
  const pair = [idOf("Ada"), idOf("Ben")];
  const plan = { who: "all", by: "groups", count: 3, pattern: "API #" };
  expect((await ask("POST", api, { ...plan, count: 0 })).status).toBe(422);
  expect((await ask("POST", api, { ...plan, together: [["one"]] })).status).toBe(422);
  const made = await ask("POST", api, { ...plan, together: [pair], apart: [pair] });
  expect(made.status).toBe(201);
  const { id, groups, not_met: notMet } = (made.json as PlanAnswer).plan;
  expect(groups.flatMap(({ user_ids: ids }) => ids)).toHaveLength(students.length + 1);
  expect(notMet).toMatchObject({ not_apart: [], contradictions: [{ why: "apart" }] });
  const path = `${api}/${id}`;
  expect((await ask("GET", path, undefined, colleague)).status).toBe(404);
  const [a, b] = [groups[0]!.user_ids[0]!, groups[1]!.user_ids[0]!];
  const swapped = (await ask("POST", `${path}/swap`, { user_ids: [a, b] })).json as PlanAnswer;
  expect(swapped.plan.groups[1]!.user_ids[0]).toBe(a);
  const moved = (await ask("POST", `${path}/move`, { user_id: a, group: 2 })).json as PlanAnswer;
  expect(moved.plan.groups[2]!.user_ids).toContain(a);
  expect((await ask("POST", `${path}/divide`)).status).toBe(200);
  expect((await ask("PUT", path, { ...plan, count: 2 })).status).toBe(200);
  const created = await ask("POST", `${path}/create`);
  expect((created.json as { ids: string[] }).ids).toHaveLength(2);
  const other = (await ask("POST", api, plan)).json as PlanAnswer;
  expect((await ask("DELETE", `${api}/${other.plan.id}`)).status).toBe(204);
});

test("someone's plans are few, and go after a day or with the account", async () => {
  const { db } = web.services;
  const count = () => db.all`select id from group_plans`.then(({ length }) => length);
  for (let number = 0; number < 3; number++) await planned([["count", "8"]]);
  expect(await count()).toBeLessThanOrEqual(makerLimits.plansEach);
  const [newest] = await db.all<{
    id: string;
  }>`select id from group_plans order by id desc limit 1`;
  await db.transaction(
    (tx) => tx.run`update group_plans set changed_at = '2026-01-01' where id <> ${newest!.id}`,
  );
  await cleanup(web.services, web.services.config).run();
  expect(await db.all`select id from group_plans`).toEqual([{ id: newest!.id }]);
});
