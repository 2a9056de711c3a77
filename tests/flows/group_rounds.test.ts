/** What the group maker has made: undone by any teacher, and ended by the next round. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { finishAct } from "#core/bulk/run_acts.ts";
import { archiveGroup } from "#core/groups/archive.ts";
import { deleteGroup, restoreGroup } from "#core/groups/bin.ts";
import { listGroups } from "#core/groups/groups.ts";
import { listGroupSets } from "#core/groups/group_sets.ts";
import { sendMessage } from "#core/messages/messages.ts";
import { firstCourse } from "#tests/support/courses.ts";
import type { TestPerson } from "#tests/support/people.ts";
import type { TestWeb } from "#tests/support/web.ts";
import {
  askApi,
  type Fields,
  groupWith,
  makerWorld,
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

/** @returns the address of a plan */
async function planned(more: Fields = []): Promise<string> {
  const answer = await web.post("/groups/create-many", typed(more), teacher);
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

test("colleagues find what was made among the acts and take it back, with a set that was made for it", async () => {
  const acts = `/api/courses/${firstCourse}/group-acts`;
  const ask = (method: string, rest = "", by = colleague) =>
    askApi(web, by, { method, path: acts + rest });
  const path = await planned([
    ["pattern", "Ours #"],
    ["set", "Ours"],
  ]);
  expect((await act(path, "create")).status).toBe(303);
  interface Act {
    id: string;
    act: string;
    groups: number;
    conversations: { id: string; name: string; outcome: string; reason: string | null }[];
  }
  const [newest] = ((await ask("GET")).json as { acts: Act[] }).acts;
  expect(newest).toMatchObject({ act: "make", groups: 4, state: "applied" });
  const { id } = newest!;
  for (const by of [tutor, stranger, students[0]!]) {
    expect((await ask("POST", `/${id}/undo`, by)).status).toBe(404);
  }
  const list = await (await web.get(`/courses/${firstCourse}/group-acts`, colleague)).text();
  expect(list).toContain("Create by rules: 4 groups");
  const page = async () =>
    (await web.get(`/courses/${firstCourse}/group-acts/${id}`, colleague)).text();
  expect(await page()).toMatch(/4 groups were created\.[^]*Created[^]*Ours 4[^]*Undo/);
  for (const step of ["apply", ""]) {
    const method = step === "" ? "DELETE" : "POST";
    const body = step === "" ? undefined : {};
    const sent = await askApi(web, colleague, {
      method,
      path: `${acts}/${id}${step && "/"}${step}`,
      body,
    });
    expect([step, sent.status]).toEqual([step, 409]);
  }
  const groups = ((await ask("GET", `/${id}`)).json as { act: Act }).act.conversations;
  await sendMessage(teacher.context, { conversationId: groups[0]!.id, content: "Hello" });
  expect((await ask("POST", `/${id}/undo`)).status).toBe(200);
  await finishAct(web.services, id);
  expect(await page()).toMatch(/3 groups were taken back\.[^]*It has been changed again since/);
  const names = async () =>
    (await listGroupSets(teacher.context, firstCourse)).map(({ name }) => name);
  expect(await names()).toContain("Ours");
  const other = await planned([
    ["pattern", "Empty #"],
    ["set", "Emptied"],
  ]);
  expect((await act(other, "create")).status).toBe(303);
  expect(await names()).toContain("Emptied");
  expect((await act(other, "undo")).status).toBe(303);
  expect(await names()).not.toContain("Emptied");
});

test("the next round has the same rules and new partners, and the one before becomes a chapter", async () => {
  const path = await planned([
    ["set", "Rounds"],
    ["pattern", "R #"],
    ["who", "all"],
  ]);
  const rule: Fields = [
    ["kind", "apart"],
    ["member", idOf("Ada")],
    ["member", idOf("Ben")],
  ];
  expect((await web.post(`${path}/rule`, rule, teacher)).status).toBe(303);
  const first = await shown(path);
  expect((await act(path, "create")).status).toBe(303);
  const sets = await listGroupSets(teacher.context, firstCourse);
  const next = sets.find(({ name }) => name === "Rounds")!.id;
  const address = `/groups/create-many?course=${firstCourse}&next=`;
  expect((await web.get(`${address}nowhere`, teacher)).status).toBe(404);
  const list = await (await web.get(`/groups?course=${firstCourse}&set=${next}`, teacher)).text();
  expect(list).toContain("Next round");
  const form = await (await web.get(address + next, teacher)).text();
  for (const part of [`value="Rounds"`, `value="R #"`, `name="next" value="${next}"`]) {
    expect(form).toContain(part);
  }
  expect(form).toMatch(/name="rotates" value="1" checked/);
  const more: Fields = [
    ["next", next],
    ["rotates", "1"],
    ["earlier", next],
  ];
  const following = await planned([["set", "Rounds"], ["pattern", "R #"], ...more]);
  const second = await shown(following);
  expect(second.text).not.toContain("names are taken");
  expect(second.text).toContain("Keep apart: Ada and Ben");
  const mates = (page: Shown, id: string) =>
    page.groups.get(groupWith(page.groups, id))!.filter((other) => other !== id);
  for (const { id } of students) {
    expect(mates(second, id).filter((other) => mates(first, id).includes(other))).toEqual([]);
  }
  expect((await act(following, "create")).status).toBe(303);
  const rounds = async () => {
    const groups = await listGroups(students[0]!.context);
    return groups.filter(({ name }) => /^R \d/.test(name));
  };
  const [old, present] = [
    groupWith(first.groups, idOf("Ada")),
    groupWith(second.groups, idOf("Ada")),
  ];
  const chapter = { set: "Rounds", round: 1 };
  const seen = async (): Promise<Map<string, unknown[]>> =>
    new Map((await rounds()).map(({ name, ...group }) => [name, [group.archived, group.chapter]]));
  const ended = `${old} · Rounds 1`;
  const both = new Map<string, unknown[]>([
    [present, [undefined, undefined]],
    [ended, [true, chapter]],
  ]);
  expect(await seen()).toEqual(both);
  const chats = await (await web.get("/conversations", students[0])).text();
  expect(chats).toMatch(/<details [^>]*>(?:(?!<details)[^])*Earlier rounds[^]*Rounds, round 1/);
  const { id } = (await rounds()).find(({ name }) => name === ended)!;
  const chat = await (await web.get(`/chat/${id}`, students[0])).text();
  expect(chat).toContain("This group is from an earlier round (Rounds, round 1).");
  const listed = await askApi(web, students[0]!, { method: "GET", path: "/api/conversations" });
  expect((listed.json as { conversations: unknown[] }).conversations).toContainEqual(
    expect.objectContaining({ name: ended, archived: true, chapter }),
  );
  await deleteGroup(teacher.context, id);
  await restoreGroup(teacher.context, id);
  expect(await seen()).toEqual(both);
  // Ben is in another one.
  const chapters = async () => {
    const own = await listGroups(students[1]!.context);
    return own.filter((group) => group.chapter).map((group) => group.id);
  };
  const [other] = await chapters();
  await archiveGroup(teacher.context, { id: other!, isAway: false });
  expect(await chapters()).toEqual([]);
  await archiveGroup(teacher.context, { id: other!, isAway: true });
  expect(await chapters()).toEqual([other!]);
  expect((await act(following, "undo")).status).toBe(303);
  expect(await seen()).toEqual(new Map([[old, [undefined, undefined]]]));
});
