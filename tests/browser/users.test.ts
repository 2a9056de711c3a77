import { text } from "node:stream/consumers";
import { beforeAll, expect, test } from "bun:test";
import { axe, hardships, testLook, widerThanScreen } from "#tests/support/browser.ts";
import { createPerson } from "#core/people/manage_people.ts";
import { makePerson } from "#tests/support/people.ts";
import { peopleWorld } from "./people_world.ts";
import { inWorld } from "./pages_world.ts";

const world = inWorld(peopleWorld);

beforeAll(async () => {
  await Promise.all(
    Array.from({ length: 60 }, (_, index) =>
      makePerson(world.services, {
        name: `Student ${index + 10}`,
        username: `s-${"abcdef"[Math.floor(index / 10)]}${"abcdefghij"[index % 10]}`,
      }),
    ),
  );
});
test("staff find a person among many, and can keep the address of the result", async () => {
  const page = await world.open("/users", world.admin);
  await page.getByText("63 people").waitFor();
  await page.getByRole("link", { name: "Next page" }).click();
  await page.getByText("Page 2 of 2").waitFor();
  await page.getByLabel("Name, address or username").fill("student 42");
  await page.getByLabel("Name, address or username").press("Enter");
  await page.getByText("1 person").waitFor();
  expect(new URL(page.url()).search).toContain("q=student+42");
  await page.getByRole("link", { name: "Student 42" }).click();
  await page.locator("#person-card").getByRole("link", { name: "Edit account" }).click();
  await page.getByRole("heading", { level: 1, name: "Edit Student 42" }).waitFor();
});

test("a person is added, and chooses a password with the code that was shown", async () => {
  const page = await world.open("/users", world.admin);
  await page.getByRole("link", { name: "Add a person" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Cleo Neu");
  await page.getByLabel("Email address").fill("cleo@uni.example.edu");
  await page.getByRole("button", { name: "Add a person" }).click();
  await page.getByRole("heading", { level: 1, name: "One-time code for Cleo Neu" }).waitFor();
  const code = (await page.locator("#code").textContent()) ?? "";
  expect(code).toMatch(/^[A-Z2-9]{4}(-[A-Z2-9]{4}){2}$/);
  await page.getByRole("button", { name: "Copy" }).click();
  await page.getByRole("button", { name: "Copied" }).waitFor();
  await page.getByRole("button", { name: "Print" }).waitFor();
  await page.emulateMedia({ media: "print" });
  expect(await page.getByText(code).isVisible()).toBe(true);
  expect(await page.getByText("/join").isVisible()).toBe(true);
  for (const name of ["Print", "Copied"]) {
    expect(await page.getByRole("button", { name }).isVisible()).toBe(false);
  }
  const theirs = await world.open("/auth/login");
  await theirs.getByRole("link", { name: "Enter code" }).focus();
  await theirs.keyboard.press("Enter");
  await theirs.getByRole("heading", { level: 1, name: "Enter your code" }).waitFor();
  // From here on by keyboard alone: each form begins in its field.
  await theirs.keyboard.type(code.toLowerCase().replaceAll("-", " "));
  await theirs.keyboard.press("Enter");
  await theirs.getByRole("heading", { level: 1, name: "Hello, Cleo Neu" }).waitFor();
  await theirs.keyboard.type("four words of Cleo");
  await theirs.keyboard.press("Enter");
  await theirs.waitForURL("**/conversations");
  await theirs.getByText("Welcome, Cleo Neu").first().waitFor();
});

testLook(0, "the pages of a one-time code are accessible and fit", async ({ width, theme }) => {
  const person = await makePerson(world.services, { name: "Paula Pass" });
  const staff = await world.open(`/users/code/${person.id}`, world.admin, { width, theme });
  const check = async (page: typeof staff) => {
    expect(await axe(page)).toEqual([]);
    expect(await hardships(page)).toEqual([]);
  };
  await check(staff);
  await staff.getByRole("button", { name: "Create a code" }).click();
  const code = (await staff.locator("#code").textContent()) ?? "";
  await check(staff);
  const theirs = await world.open("/join", undefined, { width, theme });
  await check(theirs);
  await theirs.getByLabel("Code", { exact: true }).fill("ABCD");
  await theirs.getByRole("button", { name: "Continue" }).click();
  await theirs.getByText("This code does not work.").first().waitFor();
  await check(theirs);
  await theirs.getByLabel("Code", { exact: true }).fill(code);
  await theirs.getByRole("button", { name: "Continue" }).click();
  await theirs.getByText("signed out on all your other devices").waitFor();
  await check(theirs);
  await theirs.getByLabel("New password").fill("four words of Paula");
  await theirs.getByRole("button", { name: "Save and sign in" }).click();
  await theirs.waitForURL("**/conversations");
  await theirs.goto(world.address("/account"));
  await theirs.getByRole("heading", { name: "One-time codes" }).waitFor();
  await check(theirs);
});

testLook(
  2,
  "codes for all who have not signed in are a sheet and a file",
  async ({ width, theme }) => {
    const sheet = `Sheet ${width} ${theme}`;
    for (const name of ["Nia", "Oli", "Pia"]) {
      await createPerson(world.admin.context, { name: `${name} ${sheet}`, role: "user" });
    }
    const page = await world.open("/users", world.admin, { width, theme });
    await page.getByLabel("Name, address or username").fill(sheet);
    await page.getByLabel("Signed in").selectOption("Not yet");
    await page.getByRole("button", { name: "Show" }).click();
    await page.getByText("3 people").waitFor();
    expect(await axe(page)).toEqual([]);
    expect(await hardships(page)).toEqual([]);
    await page.getByRole("link", { name: "Codes for all of them" }).click();
    const question = page.getByRole("dialog", { name: "One-time codes for 3 people?" });
    await question.getByRole("button", { name: "Create 3 codes" }).click();
    await page.getByRole("heading", { level: 1, name: "One-time codes" }).waitFor();
    expect(await axe(page)).toEqual([]);
    expect(await hardships(page)).toEqual([]);
    const started = page.waitForEvent("download");
    await page.getByRole("link", { name: "Download (CSV)" }).click();
    const download = await started;
    expect(download.suggestedFilename()).toBe("codes.csv");
    const lines = (await text(await download.createReadStream())).trim().split("\r\n");
    expect(lines).toHaveLength(4);
    const [, row = ""] = lines;
    const code = row.match(/[A-Z2-9]{4}(-[A-Z2-9]{4}){2}/)?.[0] ?? "";
    expect(await page.getByRole("listitem").filter({ hasText: code }).textContent()).toContain(
      `Nia ${sheet}`,
    );
    await page.emulateMedia({ media: "print" });
    expect(await page.getByText(code).isVisible()).toBe(true);
    expect(await page.getByRole("button", { name: "Print" }).isVisible()).toBe(false);
    const theirs = await world.open("/join", undefined, { width, theme });
    await theirs.getByLabel("Code", { exact: true }).fill(code);
    await theirs.getByRole("button", { name: "Continue" }).click();
    await theirs.getByRole("heading", { level: 1, name: `Hello, Nia ${sheet}` }).waitFor();
  },
);

test("deleting asks first, and is confirmed afterwards", async () => {
  const ben = await makePerson(world.services, { name: "Ben Gone" });
  const page = await world.open(`/users/edit/${ben.id}`, world.admin);
  await page.getByRole("link", { name: "Delete account" }).click();
  await page.getByRole("dialog", { name: "Delete Ben Gone?" }).waitFor();
  await page.getByRole("button", { name: "Delete account" }).click();
  await page.getByText("Ben Gone was deleted.").waitFor();
});

test("the list's cards hold doubled text on a phone, in the longer language", async () => {
  const page = await world.open("/users", world.admin, { width: 360, locale: "de-DE" });
  await page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
  await page.getByText("Zuletzt hier").first().waitFor({ state: "attached" });
  expect(await widerThanScreen(page)).toBe(false);
});

test("an address breaks before its domain, and nowhere else while that is enough", async () => {
  const email = "maria-magdalena.schulze-wiesenthal@uni.example.edu";
  await makePerson(world.services, { name: "Maria Schulze", email });
  const page = await world.open("/users?q=maria", world.admin, { width: 768 });
  const address = page.getByText(email);
  const lines = await address.evaluate((element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    return new Set(Array.from(range.getClientRects(), ({ top }) => Math.round(top))).size;
  });
  expect(lines).toBeLessThanOrEqual(2);
});

test("an admin merges two accounts of one person, by keyboard", async () => {
  const stays = await makePerson(world.services, { name: "Mira S. Sol", username: "mirastays" });
  const goes = await makePerson(world.services, { name: "Mira Sol", username: "miragoes" });
  const page = await world.open("/users?q=miragoes", world.admin);
  const menu = page.locator("summary", { has: page.locator("svg") }).last();
  await menu.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: "Merge with another account" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Merge two accounts" }).waitFor();
  expect([await axe(page), await widerThanScreen(page)]).toEqual([[], false]);
  await page.getByLabel("Address or username of the account that stays").focus();
  await page.keyboard.type(stays.username);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Merge Mira Sol into Mira S. Sol?" }).waitFor();
  expect(await axe(page)).toEqual([]);
  await page.getByRole("button", { name: "Merge", exact: true }).focus();
  await page.keyboard.press("Enter");
  await page.getByText("The accounts were merged.").waitFor();
  const gone = await world.services.db.get<{ at: string | null }>`
    select deleted_at as at from users where id = ${goes.id}`;
  expect(gone?.at).toBeString();
});
