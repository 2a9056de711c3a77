/** The keyboard shortcuts of every page, in and out of fields, and turned off. */
import { beforeAll, expect, test } from "bun:test";
import type { Locator, Page } from "playwright-core";
import { createGroup } from "#core/groups/groups.ts";
import { axe } from "#tests/support/browser.ts";
import { chatWorld, expectCount } from "./chat_world.ts";
import { inWorld } from "./pages_world.ts";

const world = inWorld(chatWorld);

beforeAll(async () => {
  const { prof, mira } = world.people;
  // Enough for a field that searches the list.
  for (const number of Array.from({ length: 6 }, (_, index) => index + 1)) {
    const input = { name: `Lab ${number}`, description: "", members: [{ userId: mira.id }] };
    await createGroup(prof.context, input);
  }
});

const list = (page: Page): Locator => page.getByRole("dialog", { name: "Keyboard shortcuts" });
const focusedName = (page: Page) =>
  page.evaluate(() => document.activeElement?.closest("label")?.textContent ?? "");

/** Leaves the message field, so that no field has the focus. */
async function leaveFields(page: Page): Promise<void> {
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
}

test("a single key that is typed into a field is only a character", async () => {
  const page = await world.page("mira");
  await page.locator("#composer").press("?");
  await page.locator("#composer").press("/");
  expect(await page.locator("#composer").inputValue()).toBe("?/");
  await expectCount(list(page), 0);
});

test("a single key does nothing behind an open dialog", async () => {
  const page = await world.page("mira");
  await page.keyboard.press("Control+/");
  await list(page).waitFor();
  await page.keyboard.press("/");
  await page.keyboard.press("?");
  await expectCount(list(page), 1);
  expect(await focusedName(page)).not.toContain("Find a group");
});

test("Ctrl and / open the list of shortcuts from a field, which keeps its text and the focus", async () => {
  const page = await world.page("mira");
  await page.locator("#composer").fill("half a sentence");
  await page.locator("#composer").press("Control+/");
  await list(page).getByText("Show this list").waitFor();
  await expectCount(list(page).getByText("Show what was removed"), 0);
  expect(await axe(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await list(page).waitFor({ state: "detached" });
  expect(await page.locator("#composer").inputValue()).toBe("half a sentence");
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("composer");
});

test("outside fields, ? opens the list and / goes to the field that searches the groups", async () => {
  const page = await world.page("mira");
  await leaveFields(page);
  await page.keyboard.press("?");
  await list(page).waitFor();
  await list(page).getByRole("button", { name: "Close" }).click();
  await list(page).waitFor({ state: "detached" });
  await leaveFields(page);
  await page.keyboard.press("/");
  await page.getByRole("searchbox", { name: "Find a group" }).and(page.locator(":focus")).waitFor();
  await page.keyboard.type("lab 3");
  await page.getByRole("link", { name: "Lab 3" }).waitFor();
  await expectCount(page.getByRole("link", { name: "Lab 2" }), 0);
});

test("the account turns single keys off at once, and on again", async () => {
  const page = await world.open("/account", world.people.tim);
  await page.getByRole("button", { name: "Turn off single keys" }).click();
  await page.getByText("Ctrl + / still shows all shortcuts.").waitFor();
  await leaveFields(page);
  await page.keyboard.press("?");
  await page.keyboard.press("Control+/");
  await list(page).getByText("You have turned off shortcuts of a single key.").waitFor();
  await expectCount(list(page), 1);
  await expectCount(list(page).getByText("?", { exact: true }), 0);
  const elsewhere = await world.page("tim");
  await leaveFields(elsewhere);
  await elsewhere.keyboard.press("?");
  await elsewhere.keyboard.press("/");
  // A shortcut that works is handled in order, after those that must not.
  await elsewhere.keyboard.press("Control+/");
  await list(elsewhere).getByText("Show this list").waitFor();
  expect(await focusedName(elsewhere)).not.toContain("Find a group");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Turn on single keys" }).click();
  await page.getByText("Shortcuts of a single key are on:").waitFor();
  await leaveFields(page);
  await page.keyboard.press("?");
  await list(page).waitFor();
});
