/** Lists of people: pasted, previewed, imported and taken back, through the pages. */
import { afterEach, beforeEach, describe, expect, setDefaultTimeout, test } from "bun:test";
import { enrol, firstCourse, makeCourse } from "#tests/support/courses.ts";
import { systemClock } from "#kit/clock.ts";
import { testMs } from "#tests/support/patience.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { type TestWeb, testWeb } from "#tests/support/web.ts";
import { startSession } from "#core/identity/sessions.ts";
import { createGroup } from "#core/groups/groups.ts";
import { addMembers, changeMemberRole, removeFromGroup } from "#core/groups/members.ts";
import { finishAct, bulkActsJob } from "#core/bulk/run_acts.ts";
import { appendedKinds } from "#tests/support/services.ts";
import { applyList, list, pasteList, start, studentNames, undoList } from "./roster_support.ts";

setDefaultTimeout(testMs);

const day = 24 * 3_600_000;
/** What the clock is ahead of the real one. */
let laterMs = 0;

let web: TestWeb;
let staff: TestPerson;
beforeEach(async () => {
  laterMs = 0;
  web = testWeb({ clock: { ...systemClock, now: () => systemClock.now() + laterMs } });
  staff = await makePerson(web.services, { role: "admin", name: "Miriam Albrecht" });
});
afterEach(() => web.services.dispose());

const paste = (text: string, by = staff) => pasteList(web, text, by);
const apply = (path: string, fields?: Record<string, string>) =>
  applyList({ web, staff }, path, fields);
const undo = (path: string) => undoList({ web, staff }, path);
const names = () => studentNames(web);

async function importList(text: string, fields: Record<string, string> = {}): Promise<string> {
  const path = await paste(text);
  await apply(path, fields);
  return path;
}

const textOf = async (path: string) => (await web.get(path, staff)).text();

/** Every membership, as "group: person". */
async function memberships(): Promise<string[]> {
  const rows = await web.services.db.all<{ text: string }>`
    select c.name || ': ' || u.name as text
    from conversation_members m join conversations c on c.id = m.conversation_id
      join users u on u.id = m.user_id
    where m.role = 'member' order by c.name, u.name`;
  return rows.map(({ text }) => text);
}

const groupId = async (name: string): Promise<string> => {
  const [row] = await web.services.db.all<{ id: string }>`
    select id from conversations where name = ${name}`;
  return row!.id;
};

const personId = async (name: string): Promise<string> => {
  const [row] = await web.services.db.all<{
    id: string;
  }>`select id from users where name = ${name}`;
  return row!.id;
};

const moved = list.replace("Tutorium 1", "Tutorium 2");

describe("refused:", () => {
  test("a list that cannot be read, which is shown again with the reason", async () => {
    const answer = await web.post(start, { list: 'Name;E-Mail\n"Lena;lena@uni.example' }, staff);
    expect(answer.status).toBe(422);
    const page = await answer.text();
    expect(page).toContain("never closed");
    expect(page).toContain("lena@uni.example");
    expect((await web.post(start, { list: " " }, staff)).status).toBe(422);
    expect((await web.post(start, {}, staff)).status).toBe(422);
  });

  test("an import under the address of another course", async () => {
    await makeCourse(web.services, { id: "other" });
    const path = await paste(list);
    const elsewhere = path.replace(firstCourse, "other");
    for (const method of ["get", "post"] as const) {
      const answer = await (method === "get"
        ? web.get(elsewhere, staff)
        : web.post(elsewhere, { step: "apply" }, staff));
      expect(answer.status).toBe(404);
    }
    const teacher = await makePerson(web.services, {});
    await enrol(web.services, { courseId: "other", userId: teacher.id, role: "teacher" });
    expect((await web.get(path, teacher)).status).toBe(404);
    expect((await web.get(start, teacher)).status).toBe(404);
    expect((await web.get(start.replace(firstCourse, "other"), teacher)).status).toBe(200);
  });

  test("importing what the course has changed since it was shown", async () => {
    const path = await paste(list);
    const seen = /name="seen" value="([^"]+)"/.exec(await textOf(path))![1]!;
    const name = "Tutorium 1";
    await createGroup(staff.context, { name, description: "" });
    const answer = await web.post(path, { step: "apply", seen }, staff);
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain("has changed meanwhile");
    expect(await names()).toEqual([]);
  });

  test("importing twice, cancelling an import, and undoing it twice or after a day", async () => {
    const path = await importList(list);
    expect((await web.post(path, { step: "apply" }, staff)).status).toBe(409);
    expect((await web.post(path, { step: "cancel" }, staff)).status).toBe(409);
    laterMs = day + 1_000;
    expect((await web.post(`${path}/undo`, {}, staff)).status).toBe(409);
    laterMs = 0;
    await undo(path);
    expect((await web.post(`${path}/undo`, {}, staff)).status).toBe(409);
    expect(await names()).toEqual([]);
  });

  test("two requests that import at once: one does, and everything happens once", async () => {
    const path = await paste(list);
    const answers = await Promise.all(
      [1, 2].map(() => web.post(path, { step: "apply" }, staff).then(({ status }) => status)),
    );
    await finishAct(web.services, path.split("/").at(-1)!);
    expect(answers.toSorted((a, b) => a - b)[0]).toBe(303);
    expect(answers.toSorted((a, b) => a - b)[1]).toBeGreaterThanOrEqual(400);
    expect(await memberships()).toEqual(["Tutorium 1: Lena Müller", "Tutorium 2: Kim Ji-won"]);
    const added = appendedKinds(web.services).filter((kind) => kind === "MemberAdded");
    // Two students, and the owner of two new groups.
    expect(added).toHaveLength(4);
  });
});

test("an archived course takes no list, and nothing in it is imported or undone", async () => {
  const [imported, waiting] = [await importList(list), await paste(list)];
  const { db } = web.services;
  const before = await memberships();
  await db.transaction(
    (tx) => tx.run`update courses set archived_at = '2026-11-01' where id = ${firstCourse}`,
  );
  for (const [path, fields] of [
    [start, { list }],
    [waiting, { step: "apply" }],
    [`${imported}/undo`, {}],
  ] as const) {
    const answer = await web.post(path, fields, staff);
    expect([path, answer.status]).toEqual([path, 403]);
    expect(await answer.text()).toContain("This course is archived.");
  }
  expect(await memberships()).toEqual(before);
});

test("an import that cannot be finished keeps no other one waiting", async () => {
  const [broken, other] = [await importList(list), await importList(moved)];
  const idOf = (path: string) => path.split("/").at(-1)!;
  const { db } = web.services;
  await db.transaction(async (tx) => {
    await tx.run`update bulk_acts set state = 'applying', ended_at = null`;
    await tx.run`update bulk_parts set done = null`;
    await tx.run`update bulk_parts set plan = '{' where act_id = ${idOf(broken)}`;
  });
  await expect(bulkActsJob(web.services).run()).rejects.toThrow("acts failed");
  const stateOf = async (path: string) =>
    db.get`select state from bulk_acts where id = ${idOf(path)}`;
  expect(await stateOf(broken)).toEqual({ state: "applying" });
  expect(await stateOf(other)).toEqual({ state: "applied" });
});

test("a list changes nothing before it is imported, then everything, and undoing takes it back", async () => {
  const path = await paste(list);
  const preview = await textOf(path);
  expect(preview).toContain("Lena Müller");
  expect(preview).toContain("Import 2 people");
  expect(await names()).toEqual([]);
  await apply(path);
  expect(await names()).toEqual(["Kim Ji-won", "Lena Müller"]);
  expect(await memberships()).toEqual(["Tutorium 1: Lena Müller", "Tutorium 2: Kim Ji-won"]);
  expect(await textOf(path)).toContain("2 people were imported.");
  await undo(path);
  expect(await names()).toEqual([]);
  expect(await memberships()).toEqual([]);
  expect(await web.services.db.all`select id from conversations`).toEqual([]);
  expect(await textOf(path)).toContain("The import was undone.");
});

test("accounts that an undone import had made are in no list, search, count or log", async () => {
  const numbers = async () => {
    const answers = await Promise.all(
      ["/api/users", "/api/courses", "/api/courses/first/people"].map((at) => web.get(at, staff)),
    );
    return Promise.all(answers.map((answer) => answer.json()));
  };
  const before = await numbers();
  const path = await paste(list);
  await apply(path);
  expect(await numbers()).not.toEqual(before);
  const [made] = await web.services.db.all<{ id: string }>`
    select id from users where name = 'Lena Müller'`;
  await undo(path);
  expect(await numbers()).toEqual(before);
  for (const at of ["/users", "/courses/first", "/find/results?q=lena", "/audit", "/groups"]) {
    const shown = await (await web.get(at, staff)).text();
    expect([at, shown.includes("Lena"), shown.includes(made!.id)]).toEqual([at, false, false]);
  }
  for (const at of [`/people/${made!.id}`, `/users/edit/${made!.id}`, `/api/users/${made!.id}`]) {
    expect([at, (await web.get(at, staff)).status]).toEqual([at, 404]);
  }
  // The address is free for an account that the person makes.
  expect(
    await web.services.db.all`
    select 1 from users where id = ${made!.id} and (email is not null or name <> '')`,
  ).toEqual([]);
});

test("a second list moves whom the first has put into a group, and leaves alone what was done by hand", async () => {
  await importList(list);
  const byHand = await createGroup(staff.context, {
    name: "Tutorium 7",
    description: "",
    members: [{ userId: await personId("Lena Müller") }],
  });
  const path = await paste(moved);
  expect(await textOf(path)).toContain("Import 1 person");
  await apply(path);
  expect(await memberships()).toEqual([
    "Tutorium 2: Kim Ji-won",
    "Tutorium 2: Lena Müller",
    "Tutorium 7: Lena Müller",
  ]);
  await undo(path);
  expect(await memberships()).toEqual([
    "Tutorium 1: Lena Müller",
    "Tutorium 2: Kim Ji-won",
    "Tutorium 7: Lena Müller",
  ]);
  expect(byHand.id).toBe(await groupId("Tutorium 7"));
});

test("new groups are in the order of their numbers, whatever the order of the list", async () => {
  const rows = [3, 10, 2].map((number) => `Person ${number},p${number}@uni.example,Team ${number}`);
  const path = await paste(["Name,Email,Group", ...rows].join("\n"));
  expect(await textOf(path)).toContain("Team 2, Team 3, Team 10");
  await apply(path);
  const made = await web.services.db.all<{ name: string }>`
    select name from conversations where name like 'Team %' order by position`;
  expect(made.map(({ name }) => name)).toEqual(["Team 2", "Team 3", "Team 10"]);
});

test("someone who is not on the list stays, and leaves only if ticked", async () => {
  await importList(list);
  const onlyLena = list.split("\n").slice(0, 2).join("\n");
  await importList(onlyLena);
  expect(await memberships()).toEqual(["Tutorium 1: Lena Müller", "Tutorium 2: Kim Ji-won"]);
  const path = await importList(onlyLena, { leave: await personId("Kim Ji-won") });
  expect(await memberships()).toEqual(["Tutorium 1: Lena Müller"]);
  await undo(path);
  expect(await memberships()).toEqual(["Tutorium 1: Lena Müller", "Tutorium 2: Kim Ji-won"]);
});

test("a mistyped address is not a second person, unless the teacher says so", async () => {
  await importList(list);
  const mistyped = list
    .replace("lena@", "lnea@")
    .replace("4417801", "")
    .replace("Tutorium 1", "Tutorium 2");
  const path = await paste(mistyped);
  expect(await textOf(path)).toContain("Probably a typo");
  await apply(path);
  expect(await names()).toEqual(["Kim Ji-won", "Lena Müller"]);
  expect(await memberships()).toContain("Tutorium 2: Lena Müller");
  const other = await paste(mistyped);
  await apply(other, { typo: "2", "same-2": "no" });
  expect(await names()).toEqual(["Kim Ji-won", "Lena Müller", "Lena Müller"]);
});

test("an account that exists keeps its name and address, and is recognised by its student number", async () => {
  await importList(list);
  await importList(list.replace("Lena;Müller;lena@uni.example", "Magdalena;Maier;new@uni.example"));
  // Another address of an unknown person, but the number of someone in the course.
  expect(await names()).toEqual(["Kim Ji-won", "Lena Müller"]);
  await importList(list.replace("Kim;Ji-won", "Hacker;Hacker"));
  expect(await names()).toEqual(["Kim Ji-won", "Lena Müller"]);
});

test("of someone of another course only the list's own words are shown, and that there is an account", async () => {
  await makeCourse(web.services, { id: "other" });
  const stranger = await makePerson(web.services, {
    name: "Secret Name",
    email: "kim@uni.example",
  });
  await enrol(web.services, { courseId: "other", userId: stranger.id, role: "student" });
  const path = await paste(list);
  const preview = await textOf(path);
  expect(preview).toContain("Has an account");
  expect(preview).toContain("Kim Ji-won");
  for (const told of ["Secret Name", stranger.id, stranger.username])
    expect(preview).not.toContain(told);
  await apply(path);
  expect(await memberships()).toContain("Tutorium 2: Secret Name");
  await undo(path);
  expect(await names()).toEqual(["Secret Name"]);
});

test("the address of a guest, a disabled account and an unknown group are said, and left out", async () => {
  await makePerson(web.services, { role: "guest", email: "lena@uni.example" });
  await createGroup(staff.context, { name: "Tutorium 2", description: "" });
  const path = await paste(
    list.replace("Tutorium 1", "Tutorium 9") + "A;B;ab@uni.example;1;Tutorium 31;\n",
  );
  const preview = await textOf(path);
  expect(preview).toContain("cannot be added");
  expect(preview).toContain("There is no group Tutorium 31");
  await apply(path);
  expect(await memberships()).toEqual(["Tutorium 2: Kim Ji-won"]);
});

test("undoing leaves what has changed since, and says so", async () => {
  const path = await importList(list);
  const [lena, kim] = [await personId("Lena Müller"), await personId("Kim Ji-won")];
  const [first, second] = [await groupId("Tutorium 1"), await groupId("Tutorium 2")];
  await startSession(web.services, { userId: lena, device: "A phone" });
  await changeMemberRole(staff.context, { conversationId: first, userId: lena, role: "moderator" });
  await removeFromGroup(staff.context, { conversationId: second, userId: kim });
  await addMembers(staff.context, second, [{ userId: lena }]);
  await undo(path);
  const page = await textOf(path);
  expect(page).toContain("Not undone");
  expect(page).toMatch(/Lena Müller.*Tutorium 1/s);
  // What was done by hand since is still there; Kim's account was never used.
  expect(await names()).toEqual(["Lena Müller"]);
  const rows = await web.services.db.all<{ id: string; role: string }>`
    select conversation_id as id, role from conversation_members where user_id = ${lena} order by role`;
  expect(rows).toEqual([
    { id: second, role: "member" },
    { id: first, role: "moderator" },
  ]);
});

test("columns are kept with the course where they are ticked, and shown to the person", async () => {
  const path = await importList(list, { column: "5", "use-5": "extra", "keep-5": "on" });
  const facts = async () => {
    const rows = await web.services.db.all<{ text: string }>`
      select key || '=' || value as text from course_facts order by value`;
    return rows.map(({ text }) => text);
  };
  expect(await facts()).toEqual([
    "number=4417801",
    "number=4417802",
    "Fach=Informatik",
    "Fach=Physik",
  ]);
  const { token } = await startSession(web.services, {
    userId: await personId("Lena Müller"),
    device: "A phone",
  });
  const account = await (await web.get("/account", { cookie: `session=${token}` })).text();
  expect(account).toContain("4417801");
  expect(account).toContain("Informatik");
  expect(account).not.toContain("Physik");
  await undo(path);
  expect(await facts()).toEqual([]);
});

test("the download has every row, and no cell of it is a formula", async () => {
  const path = await paste(
    `E-Mail;Name\nlena@uni.example;=HYPERLINK("http://a.example")\n@SUM(1);x\n`,
  );
  const answer = await web.get(`${path}/result.csv`, staff);
  expect(answer.headers.get("Content-Disposition")).toContain("attachment");
  const csv = await answer.text();
  expect(csv).toContain(`"'=HYPERLINK(""http://a.example"")"`);
  expect(csv).toContain(`"'@SUM(1); x"`);
});

test("a file counts as well as a text, with its name", async () => {
  const form = new FormData();
  const bytes = Buffer.from(list, "latin1");
  form.set("list", "");
  form.set("file", new File([bytes], "teilnehmende.csv", { type: "text/csv" }));
  const headers = { Cookie: staff.cookie, Origin: web.origin };
  const answer = await web.request(start, { method: "POST", headers, body: form });
  const page = await textOf(answer.headers.get("Location")!);
  expect(page).toContain("teilnehmende.csv");
  expect(page).toContain("Windows-1252");
  expect(page).toContain("Lena Müller");
});
