import { beforeAll, expect, test } from "bun:test";
import { axe, hardships, phoneAndDesk, widerThanScreen } from "#tests/support/browser.ts";
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

test("a person is added, and signs in with the password that was shown", async () => {
  const page = await world.open("/users", world.admin);
  await page.getByRole("link", { name: "Add a person" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Cleo Neu");
  await page.getByLabel("Email address").fill("cleo@uni.example.edu");
  await page.getByRole("button", { name: "Add a person" }).click();
  await page.getByRole("heading", { level: 1, name: "Password for Cleo Neu" }).waitFor();
  const password = (await page.locator("main .font-mono").textContent()) ?? "";
  expect(password).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/);
  const theirs = await world.open("/auth/login");
  await theirs.getByLabel("Email address").fill("cleo@uni.example.edu");
  await theirs.getByLabel("Password", { exact: true }).fill(password);
  await theirs.getByRole("button", { name: "Sign in" }).click();
  await theirs.waitForURL("**/conversations");
});

test("deleting asks first, and is confirmed afterwards", async () => {
  const ben = await makePerson(world.services, { name: "Ben Gone" });
  const page = await world.open(`/users/edit/${ben.id}`, world.admin);
  await page.getByRole("link", { name: "Delete account" }).click();
  await page.getByRole("dialog", { name: "Delete Ben Gone?" }).waitFor();
  await page.getByRole("button", { name: "Delete account" }).click();
  await page.getByText("Ben Gone was deleted.").waitFor();
});

for (const { width, theme } of phoneAndDesk) {
  test(`the people's pages are accessible and fit at ${width} px, ${theme}`, async () => {
    const { ada, guest } = world;
    const paths = [
      "/users",
      "/users?q=nobody+like+this",
      "/users/create",
      `/users/edit/${ada.id}`,
      `/users/edit/${guest.id}`,
      `/users/delete/${ada.id}`,
    ];
    const page = await world.open("/users", world.admin, { width, theme });
    for (const path of paths) {
      await page.goto(world.address(path));
      expect(await axe(page)).toEqual([]);
      expect(await hardships(page)).toEqual([]);
    }
  });
}

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
