/** The first steps of staff, from an empty installation to the first message. */
import { expect, test } from "bun:test";
import { axe, testLook } from "#tests/support/browser.ts";
import { makePerson } from "#tests/support/people.ts";
import { expectCount } from "./chat_world.ts";
import { inWorld, pagesWorld } from "./pages_world.ts";

const world = inWorld(pagesWorld);

test("a teacher is led to a person and a group, and skips the rest for good, without scripts", async () => {
  const prof = await makePerson(world.services, { name: "Prof. Lind", role: "admin" });
  const page = await world.open("/conversations", prof, { javaScript: false });
  await page.getByRole("heading", { name: "Welcome, Prof. Lind" }).waitFor();
  expect(await page.locator('[aria-current="step"]').textContent()).toContain("Add people");
  await page.getByText("Needs a group first").waitFor();
  await page.getByRole("link", { name: "Add a person" }).first().click();
  await page.fill("#name", "Mira");
  await page.fill("#email", "mira@uni.example.edu");
  await page.getByRole("button", { name: "Add a person" }).click();
  await page.goto(world.address("/conversations"));
  expect(await page.locator('[aria-current="step"]').textContent()).toContain("Create groups");
  await page.getByRole("button", { name: "Skip these steps" }).click();
  await page.waitForURL(/\/conversations$/);
  await expectCount(page.locator("[data-first-steps]"), 0);
  await page.reload();
  await expectCount(page.locator("[data-first-steps]"), 0);
  const elsewhere = await world.open("/conversations", prof);
  await expectCount(elsewhere.locator("[data-first-steps]"), 0);
});

testLook(0, "the first steps are accessible and fit", async ({ width, theme }) => {
  const prof = await makePerson(world.services, { name: "Prof. Weiss", role: "admin" });
  const page = await world.open("/conversations", prof, { width, theme });
  await page.getByRole("button", { name: "Skip these steps" }).waitFor();
  expect(await axe(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
});
