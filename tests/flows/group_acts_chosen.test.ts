/** Which groups an act is about: those of all pages, and those that it did not come to. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import {
  applyGroupAct,
  getGroupAct,
  planGroupAct,
  undoGroupAct,
} from "#core/group_acts/group_acts.ts";
import { createGroups } from "#core/groups/groups.ts";
import { createGroupSet } from "#core/groups/group_sets.ts";
import { firstCourse } from "#tests/support/courses.ts";
import type { TestPerson } from "#tests/support/people.ts";
import type { TestWeb } from "#tests/support/web.ts";
import { makerWorld } from "./maker_support.ts";

let web: TestWeb;
let teacher: TestPerson;
let stranger: TestPerson;
let student: TestPerson;

beforeAll(async () => {
  const world = await makerWorld();
  ({ web, teacher, stranger } = world);
  [student] = world.students as [TestPerson];
});
afterAll(() => web.services.dispose());

async function made(name: string, count: number, setId: string | null = null): Promise<string[]> {
  const inputs = Array.from({ length: count }, (_, index) => {
    return { name: `${name} ${index + 1}`, description: "", members: [], setId };
  });
  return (await createGroups(teacher.context, inputs, firstCourse)).map(({ id }) => id);
}

async function planned(name: string, count: number): Promise<{ courseId: string; id: string }> {
  const ids = await made(name, count);
  const { id } = await planGroupAct(teacher.context, firstCourse, { name: "archive", ids });
  return { courseId: firstCourse, id };
}

test("groups whose turn had not come when an act was undone are listed, and unchanged", async () => {
  const key = await planned("Turn", 12);
  const { db } = web.services;
  let left = 2;
  // The server dies after the transaction that begins, and that of the first part.
  const transaction: typeof db.transaction = (work, asPost) => {
    left -= 1;
    return left < 0 ? Promise.reject(new Error("dead")) : db.transaction(work, asPost);
  };
  await (
    await applyGroupAct({ ...teacher.context, db: { ...db, transaction } }, key)
  ).finished;
  const undoing = await undoGroupAct(teacher.context, key);
  await undoing.finished;
  const { rows } = await getGroupAct(teacher.context, key);
  expect(rows?.map(({ outcome }) => outcome)).toEqual([
    ...Array<"undone">(10).fill("undone"),
    "waits",
    "waits",
  ]);
  const page = await (
    await web.get(`/courses/${firstCourse}/group-acts/${key.id}`, teacher)
  ).text();
  expect(page).toMatch(/Never changed: undone before their turn[^]*Turn 11[^]*Turn 12/);
});

test("all groups that a search finds are selected, on whatever page they are", async () => {
  const { id: setId } = await createGroupSet(teacher.context, {
    courseId: firstCourse,
    name: "Wide ones",
  });
  const ids = await made("Wide", 65, setId);
  await made("Wide and not in it", 5);
  const list = await (await web.get(`/groups?q=wide&course=${firstCourse}`, teacher)).text();
  expect(list).toContain("Select all 70 groups, on all pages");
  const select = (more: [string, string][], by = teacher) =>
    web.post(
      `/courses/${firstCourse}/group-acts`,
      [["act", "archive"], ["matching", "1"], ...more],
      by,
    );
  const chosen = async (more: [string, string][]) => {
    const address = (await select(more)).headers.get("Location")!;
    const key = { courseId: firstCourse, id: address.split("/").at(-1)! };
    const { planned: groups } = await getGroupAct(teacher.context, key);
    return groups!.map(({ name }) => name);
  };
  expect(await chosen([["q", "wide"]])).toHaveLength(70);
  expect(
    await chosen([
      ["q", "WIDE 65"],
      ["group", ids[0]!],
    ]),
  ).toEqual(["Wide 65"]);
  expect(
    await chosen([
      ["q", ""],
      ["set", setId],
    ]),
  ).toHaveLength(65);
  const nothing = await select([["q", "no such group"]]);
  expect(nothing.headers.get("Location")).toMatch(/^\/groups/);
  for (const by of [student, stranger]) expect((await select([["q", ""]], by)).status).toBe(404);
});
