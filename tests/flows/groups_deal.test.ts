import { afterEach, beforeEach, expect, test } from "bun:test";
import { listGroups } from "#core/groups/groups.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { type GroupWorld, groupWorld } from "./groups_support.ts";

let world: GroupWorld;
let students: TestPerson[];

beforeEach(async () => {
  world = await groupWorld();
  students = [];
  for (const name of ["Cleo", "Dora", "Emil", "Finn", "Gina"]) {
    students.push(await makePerson(world.services, { name }));
  }
});

afterEach(() => world.services.dispose());

const made = async () =>
  (await listGroups(world.admin.context)).filter(({ name }) => name.startsWith("Lab"));

const plan = (more: [string, string][] = []): [string, string][] => [
  ["pattern", "Lab #"],
  ["by", "groups"],
  ["count", "2"],
  ["order", "listed"],
  ...students.map(({ id }): [string, string] => ["member", id]),
  ...more,
];

const send = (fields: [string, string][]) => world.post("/groups/create-many", fields, world.admin);

/** The hidden fields of a page's form, as a browser would send them. */
function hiddenFields(page: string): [string, string][] {
  return [...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(
    ([, name = "", value = ""]) => [name, value],
  );
}

test("an impossible number of groups is refused beside its field", async () => {
  for (const count of ["", "0", "-1", "1.5", "201", "many", "1e2", "99999999"]) {
    const fields = plan([["step", "preview"]]).map(([name, value]): [string, string] => [
      name,
      name === "count" ? count : value,
    ]);
    const answer = await send(fields);
    expect(answer.status).toBe(422);
    const page = await answer.text();
    expect(page).toContain(`id="count-error"`);
    expect(page).toContain(`value="Lab #"`);
  }
});

test("a name that is missing or too long is refused, and nothing is created", async () => {
  expect(
    (
      await send([
        ["step", "preview"],
        ["count", "2"],
      ])
    ).status,
  ).toBe(422);
  const long: [string, string][] = [
    ["step", "create"],
    ["group-name", "Lab 1"],
    ["group-members", ""],
    ["group-name", "Lab".padEnd(121, "x")],
    ["group-members", ""],
  ];
  expect((await send(long)).status).toBe(422);
  expect(await made()).toEqual([]);
});

test("confirming nothing, or too many groups at once, creates nothing", async () => {
  expect((await send([["step", "create"]])).status).toBe(422);
  const many = Array.from({ length: 201 }, (): [string, string] => ["group-name", "Lab"]);
  expect((await send([["step", "create"], ...many])).status).toBe(422);
  expect(await made()).toEqual([]);
});

test("if someone loses their account between preview and confirmation, nothing is created", async () => {
  const preview = await (await send(plan([["step", "preview"]]))).text();
  await world.services.db.transaction(
    (tx) => tx.run`update users set deleted_at = '2026-01-01' where id = ${students[4]!.id}`,
  );
  const answer = await send([...hiddenFields(preview), ["step", "create"]]);
  expect(answer.status).toBe(422);
  expect(await answer.text()).toContain(`id="people-error"`);
  expect(await made()).toEqual([]);
});

test("the form selects students who are not in a group", async () => {
  const page = await (await world.get("/groups/create-many", world.admin)).text();
  const checked = [...page.matchAll(/<input type="checkbox"[^>]*>/g)]
    .map(([box]) => box)
    .filter((box) => /\schecked/.test(box));
  expect(checked).toHaveLength(students.length + 1);
  for (const { id } of [...students, world.ben]) {
    expect(checked.some((box) => box.includes(id))).toBe(true);
  }
  expect(checked.some((box) => box.includes(world.ada.id))).toBe(false);
});

test("the preview creates nothing; confirming creates exactly what it showed", async () => {
  const preview = await (await send(plan([["step", "preview"]]))).text();
  expect(preview).toContain("Lab 1");
  expect(await made()).toEqual([]);
  const answer = await send([...hiddenFields(preview), ["step", "create"]]);
  expect(answer.status).toBe(303);
  const groups = await made();
  expect(groups.map(({ name }) => name)).toEqual(["Lab 1", "Lab 2"]);
  const members = await Promise.all(groups.map(({ id }) => world.rolesIn(id)));
  expect(members.map((roles) => Object.keys(roles))).toEqual([
    ["Prof. Grace", "Cleo", "Dora", "Emil"],
    ["Prof. Grace", "Finn", "Gina"],
  ]);
});

test("the preview shows the addresses of people who share a name, and of nobody else", async () => {
  const namesake = await makePerson(world.services, { name: "CLEO", username: "cleo2" });
  students.push(namesake);
  const preview = await (await send(plan([["step", "preview"]]))).text();
  for (const { email, actor } of students) {
    const isShared = actor.name.toLowerCase() === "cleo";
    expect([email, preview.includes(email)]).toEqual([email, isShared]);
  }
});

test("going back from the preview keeps the plan and the selection", async () => {
  const preview = await (await send(plan([["step", "preview"]]))).text();
  const page = await (await send([...hiddenFields(preview), ["step", "change"]])).text();
  expect(page).toContain(`value="Lab #"`);
  const checked = [...page.matchAll(/<input type="checkbox"[^>]*\schecked[^>]*>/g)];
  expect(checked).toHaveLength(students.length);
});

test("by size, no group is larger than requested", async () => {
  const fields = plan([["step", "preview"]]).map(([name, value]): [string, string] => [
    name,
    name === "by" ? "size" : value,
  ]);
  const preview = await (await send(fields)).text();
  const sizes = hiddenFields(preview)
    .filter(([name]) => name === "group-members")
    .map(([, ids]) => ids.split(" ").length);
  expect(sizes).toEqual([2, 2, 1]);
});

test("at random, everyone is still in exactly one group", async () => {
  const fields = plan([["step", "preview"]]).map(([name, value]): [string, string] => [
    name,
    name === "order" ? "shuffled" : value,
  ]);
  const preview = await (await send(fields)).text();
  const ids = hiddenFields(preview)
    .filter(([name]) => name === "group-members")
    .flatMap(([, members]) => members.split(" "));
  expect(ids.toSorted()).toEqual(students.map(({ id }) => id).toSorted());
});
