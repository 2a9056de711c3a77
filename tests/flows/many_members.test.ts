/** The page of a group with thousands of members. */
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { createGroup } from "#core/groups/groups.ts";
import { insertUser } from "#storage/users.ts";
import { testMs } from "#tests/support/patience.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { testWeb, type TestWeb } from "#tests/support/web.ts";

setDefaultTimeout(testMs);

const count = 5_000;
let web: TestWeb;
let reader: TestPerson;
let group: string;
beforeAll(async () => {
  web = testWeb();
  const { services } = web;
  const staff = await makePerson(services, { role: "admin", name: "Prof. Grace" });
  reader = await makePerson(services, { name: "Zoë Last" });
  const made = await createGroup(staff.context, {
    name: "Lecture",
    description: "",
    members: [{ userId: reader.id }],
  });
  group = made.id;
  await services.db.transaction(async (tx) => {
    for (let number = 1; number <= count; number++) {
      const id = `student-${number}`;
      const name = `Student ${String(number).padStart(4, "0")}`;
      const account = { id, email: `${id}@uni.example.edu`, username: id, name };
      await insertUser(tx, { ...account, role: "user", at: "2026-01-01" });
      await tx.run`
        insert into conversation_members (conversation_id, user_id, role, joined_at)
        values (${group}, ${id}, 'member', '2026-01-01')`;
    }
  });
});
afterAll(() => web.services.dispose());

async function read(query: string) {
  const answer = await web.get(`/conversations/${group}${query}`, reader);
  const text = await answer.text();
  const names = text.match(/Student \d{4}(?=<)|Zoë Last(?=<)|Prof\. Grace(?=<)/g) ?? [];
  return { status: answer.status, text, names: [...new Set(names)] };
}

test("an impossible page or search is answered with a page", async () => {
  for (const query of [
    "?page=0",
    "?page=-1",
    "?page=x",
    "?page=1e9",
    "?page=1.5",
    "?q=%00",
    "?q=",
  ]) {
    const { status, text } = await read(query);
    expect([query, status, text.length < 400_000]).toEqual([query, 200, true]);
  }
});

test("a group of thousands shows a few members, says how many there are, and links to all", async () => {
  const seen = new Set<string>();
  let pages = 0;
  for (let query = ""; query !== "none"; pages++) {
    const { names, text } = await read(query);
    expect(text).toContain("5,002 members");
    expect(text.length).toBeLessThan(400_000);
    for (const name of names) seen.add(name);
    query = new RegExp(`[?]page=${pages + 2}(?=")`).exec(text)?.[0] ?? "none";
  }
  expect(pages).toBe(Math.ceil((count + 2) / 200));
  expect(seen.size).toBe(count + 2);
});

test("anyone in it is found by part of their name, ignoring accents", async () => {
  expect((await read("?q=student+4711")).names).toContain("Student 4711");
  expect((await read("?q=zoe")).text).toContain("Zoë Last<");
  expect((await read("?q=nobody+there")).text).toContain("No matches.");
});
