/** A teacher pastes a list of 300 people, looks at what it will change, imports and undoes it. */
import { expect, test } from "bun:test";
import { enrol } from "#tests/support/courses.ts";
import { axe, testLook, widerThanScreen } from "#tests/support/browser.ts";
import { makePerson } from "#tests/support/people.ts";
import { finishAct } from "#core/bulk/run_acts.ts";
import { createGroup } from "#core/groups/groups.ts";
import { inWorld } from "./pages_world.ts";
import { peopleWorld } from "./people_world.ts";

const world = inWorld(peopleWorld);

const start = "/courses/first/roster";
const numbers = Array.from({ length: 300 }, (_, index) => index + 1);
const course = [
  "Vorname;Nachname;E-Mail-Adresse;Matrikelnummer;Gruppe",
  ...numbers.map(
    (n) => `Person;Nr ${n};p${n}@uni.example;${4_417_000 + n};Tutorial ${1 + (n % 12)}`,
  ),
].join("\n");

async function membersByGroup(): Promise<number[]> {
  const rows = await world.services.db.all<{ count: number }>`
    select cast(count(*) as integer) as count
    from conversation_members m join conversations c on c.id = m.conversation_id
    where m.role = 'member' and c.name like 'Tutorial %' group by c.id`;
  return rows.map(({ count }) => count);
}

const settled = (url: string) => finishAct(world.services, url.split("/").at(-1) ?? "");

/** How many are in the group for everyone because of the course. */
async function inQuestions(): Promise<number> {
  const rows = await world.services.db.all<{ user: string }>`
    select user_id as user from member_sources where source = 'course'`;
  return rows.length;
}

test("300 people are pasted, previewed, in their groups and that for everyone, and gone again", async () => {
  const questions = { name: "Questions", description: "", audience: "everyone" } as const;
  await createGroup(world.admin.context, questions);
  const before = await inQuestions();
  const page = await world.open("/users", world.admin);
  await page.getByRole("link", { name: "Import a list" }).click();
  await page.getByLabel("List", { exact: true }).fill(course);
  await page.getByRole("button", { name: "Show the preview" }).click();
  await page.getByText("300 join.").waitFor();
  await page.getByText("Create 12 groups").waitFor();
  expect(await membersByGroup()).toEqual([]);
  await page.getByRole("button", { name: "Import 300 people" }).click();
  await page.getByRole("heading", { level: 1, name: /Import(ed|ing)/ }).waitFor();
  await settled(page.url());
  await page.reload();
  await page.getByText("300 people were imported.").waitFor();
  expect(await membersByGroup()).toEqual(Array(12).fill(25));
  expect(await inQuestions()).toBe(before + 300);
  await page.getByRole("button", { name: "One-time codes for 300 people" }).click();
  await page.getByRole("heading", { level: 1, name: "One-time codes" }).waitFor();
  const slips = page.locator("[data-paper] > li");
  // The page is shown while its end is still on its way.
  await slips.nth(299).waitFor();
  expect(await slips.count()).toBe(300);
  const code = (await slips.first().locator(".font-mono").textContent()) ?? "";
  const theirs = await world.open("/join");
  await theirs.getByLabel("Code", { exact: true }).fill(code);
  await theirs.keyboard.press("Enter");
  await theirs.locator("#password").fill("four words of mine");
  await theirs.keyboard.press("Enter");
  await theirs.waitForURL("**/conversations");
  await page.getByRole("link", { name: "Done" }).click();
  await page.getByRole("button", { name: "Undo the import" }).click();
  await page.getByRole("heading", { level: 1, name: /Und(one|oing)/ }).waitFor();
  await settled(page.url());
  await page.reload();
  await page.getByText("The import was undone.").waitFor();
  expect(await membersByGroup()).toEqual([]);
  // The one who has signed in keeps the account.
  expect(await inQuestions()).toBe(before + 1);
  await page.getByText("The account is in use").waitFor();
});

test("a teacher drops a file, by keyboard, and corrects a column", async () => {
  const teacher = await makePerson(world.services, { name: "Tea Cher" });
  await enrol(world.services, { userId: teacher.id, role: "teacher" });
  const page = await world.open(start, teacher);
  const text = "Wer;Wohin\nmira@uni.example;Team 1\nkim@uni.example;Team 1\n";
  const file = { name: "list.csv", mimeType: "text/csv", buffer: Buffer.from(text) };
  await page.getByLabel("Or a file").setInputFiles(file);
  await page.getByRole("button", { name: "Show the preview" }).press("Enter");
  await page.getByText("list.csv").waitFor();
  const summary = page.locator("#columns > summary");
  if (!(await page.locator("#use-1").isVisible())) await summary.press("Enter");
  await page.locator("#use-1").selectOption("group");
  await page.getByRole("button", { name: "Update the preview" }).press("Enter");
  await page.getByLabel("Create 1 group").waitFor();
  await page.getByRole("button", { name: "Cancel" }).press("Enter");
  await page.getByText("The import was cancelled.").waitFor();
});

testLook(0, "the pages of an import are accessible and fit", async ({ width, theme }) => {
  await makePerson(world.services, {
    name: "Lena Müller",
    email: `l.mueller3${width}${theme}@uni.example`,
  });
  const page = await world.open(start, world.admin, { width, theme });
  const fits = async () => {
    expect(await axe(page)).toEqual([]);
    expect(await widerThanScreen(page)).toBe(false);
  };
  await fits();
  const typo = `Lena;Müller;l.mueller4${width}${theme}@uni.example;;Tutorial 1`;
  await page.getByLabel("List", { exact: true }).fill(`${course}\n${typo}\nNo;Body;nobody;;`);
  await page.getByRole("button", { name: "Show the preview" }).click();
  await page.getByText("Probably a typo").first().waitFor();
  await page.locator("#columns > summary").click();
  await fits();
  await page.getByRole("button", { name: "Import 30" }).click();
  await page.getByRole("heading", { level: 1, name: /Import(ed|ing)/ }).waitFor();
  await settled(page.url());
  await page.reload();
  await page.getByText("people were imported.").waitFor();
  await fits();
  await page.getByRole("button", { name: "Undo the import" }).click();
  await page.getByRole("heading", { level: 1, name: /Und(one|oing)/ }).waitFor();
  await settled(page.url());
});
