/** The list of groups: its sections, its look, and jumping to a group or a person by name. */
import { expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { archiveGroup } from "#core/groups/archive.ts";
import { setChapter } from "#storage/rounds.ts";
import { axe, testLook, widerThanScreen } from "#tests/support/browser.ts";
import { chatWorld, expectCount, scripted } from "./chat_world.ts";
import { inWorld } from "./pages_world.ts";

const world = inWorld(chatWorld);

const section = (page: Page, name: string) =>
  page.locator("[data-list] details", { has: page.locator("summary", { hasText: name }) });

const options = (page: Page) => page.locator("summary[title='How the list looks']");

test("unread groups are above the others until the reader chooses otherwise, in this browser", async () => {
  await world.write("second", ["new"]);
  const page = await world.page("mira");
  await section(page, "Unread")
    .getByRole("link", { name: /Second/ })
    .waitFor();
  await options(page).click();
  await page.getByRole("checkbox", { name: "Unread first" }).uncheck();
  await expectCount(section(page, "Unread"), 0);
  await page.reload();
  await scripted(page);
  await expectCount(section(page, "Unread"), 0);
  await options(page).click();
  await page.getByRole("checkbox", { name: "Unread first" }).check();
  await section(page, "Unread").waitFor();
});

test("the star keeps a group at the top, also after a reload, and without scripts", async () => {
  const page = await world.page("tim");
  const star = page.getByRole("button", { name: "Keep at the top of the list" });
  await star.click();
  await page.locator("[data-list] summary", { hasText: "Favourites" }).waitFor();
  expect(await star.getAttribute("aria-pressed")).toBe("true");
  await page.reload();
  await section(page, "Favourites").getByRole("link", { name: /Team/ }).waitFor();
  const plain = await world.page("tim", { javaScript: false });
  await plain.getByRole("button", { name: "Keep at the top of the list" }).click();
  await plain.waitForLoadState();
  await expectCount(section(plain, "Favourites"), 0);
});

test("Ctrl K finds a group and a person from any page by keyboard", async () => {
  const page = await world.open("/account", world.people.mira);
  await page.keyboard.press("Control+k");
  const dialog = page.getByRole("dialog", { name: "Find a group or person" });
  await dialog.getByRole("option", { name: /Team/ }).first().waitFor();
  expect(await axe(page)).toEqual([]);
  await page.keyboard.type("tim");
  await dialog.getByRole("option", { name: /Tim/ }).waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Tim" }).waitFor();
  // Typed at once, faster than anything is found.
  await page.keyboard.press("Control+k");
  await page.keyboard.type("second");
  await page.keyboard.press("Enter");
  await page.waitForURL(`**/chat/${world.groups.second}`);
});

test("what is typed and entered before the finder's script has arrived is found", async () => {
  const page = await world.open("/account", world.people.mira);
  const arrival = Promise.withResolvers<void>();
  await page.route("**/assets/*.js", async (route) => {
    const response = await route.fetch();
    if ((await response.text()).includes("/find/results")) await arrival.promise;
    await route.fulfill({ response });
  });
  await page.reload();
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").getByRole("combobox").and(page.locator(":focus")).waitFor();
  await page.keyboard.type("second");
  await page.keyboard.press("Enter");
  expect(await page.getByRole("dialog").getByRole("option").count()).toBe(0);
  arrival.resolve();
  await page.waitForURL(`**/chat/${world.groups.second}`);
  // The chat's page loads further scripts, which the handler must not outlive.
  await page.unrouteAll({ behavior: "wait" });
});

test("the search says that it found nothing, and Escape closes it", async () => {
  const page = await world.page("mira");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("no such name");
  await page.getByText("Nothing found for “no such name”.").first().waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "hidden" });
});

testLook(2, "rounds that end go to the earlier rounds at once", async ({ width, theme }) => {
  const { people, groups, services } = world;
  const page = await world.open("/conversations", people.mira, { width, theme });
  // It is there once the page is live.
  await options(page).waitFor();
  const ended = [groups.second, groups.long];
  for (const [index, id] of ended.entries()) {
    const chapter = { set: "Reviews", round: index + 1 };
    await services.db.transaction((tx) => setChapter(tx, { id, chapter }));
    await archiveGroup(people.prof.context, { id, isAway: true });
  }
  const rounds = section(page, "Earlier rounds");
  await rounds.locator("summary", { hasText: "2" }).waitFor();
  await expectCount(rounds.getByRole("link"), 0);
  await rounds.locator("summary").press("Enter");
  await expectCount(rounds.getByRole("link"), 2);
  expect(await rounds.getByRole("list").first().ariaSnapshot()).toContain("Reviews, round 2");
  expect([await axe(page), await widerThanScreen(page)]).toEqual([[], false]);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.getByText("This group is from an earlier round (Reviews, round 2).").waitFor();
});
