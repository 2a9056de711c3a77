import { beforeAll, expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { sendMessage } from "#core/messages/messages.ts";
import { axe, testLook, widerThanScreen } from "#tests/support/browser.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { expectCount } from "./chat_world.ts";
import { groupsWorld, leadOn } from "./groups_world.ts";
import { inWorld } from "./pages_world.ts";

const world = inWorld(groupsWorld);

beforeAll(async () => {
  const conversationId = world.groupIds[1]!;
  await sendMessage(world.admin.context, { conversationId, content: "See you tomorrow" });
});

const rows = (page: Page) => page.getByRole("navigation", { name: "Your groups" }).locator("li");

test("the list filters while the user types, and says when nothing matches", async () => {
  const page = await world.open("/conversations", world.ada);
  expect(await rows(page).count()).toBe(10);
  await page.locator("#find-group").fill("TEAM 1");
  await expectCount(rows(page), 2);
  await page.locator("#find-group").fill("seminar");
  await page.getByText("No matches.").waitFor();
});

test("searching works without scripts", async () => {
  const page = await world.open("/conversations", world.ada, { javaScript: false });
  await page.locator("#find-group").fill("team 2");
  const loaded = page.waitForEvent("load");
  await page.locator("#find-group").press("Enter");
  await loaded;
  expect(await rows(page).count()).toBe(1);
  await leadOn(page, page.getByRole("link", { name: "Show all groups" }));
  expect(await rows(page).count()).toBe(10);
});

test("times are in the reader's zone", async () => {
  const page = await world.open("/conversations", world.ada);
  const time = rows(page).locator("time");
  const iso = (await time.getAttribute("datetime")) ?? "";
  const berlin = new Date(iso).toLocaleTimeString("en-GB", {
    timeZone: "Europe/Berlin",
    timeStyle: "short",
  });
  await rows(page).getByText(berlin).waitFor();
});

test("the avatar's menu closes on Escape and returns the focus, and on a click elsewhere", async () => {
  const page = await world.open("/conversations", world.admin, { width: 360 });
  const menu = page.locator("[data-rail] details");
  await menu.locator("summary").press("Enter");
  await page.keyboard.press("Tab");
  expect(await menu.getAttribute("open")).not.toBeNull();
  await page.keyboard.press("Escape");
  expect(await menu.getAttribute("open")).toBeNull();
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("SUMMARY");
  await menu.locator("summary").click();
  await page.mouse.click(180, 20);
  expect(await menu.getAttribute("open")).toBeNull();
});

testLook(2, "every page is accessible and fits", async ({ width, theme }) => {
  const [id] = world.groupIds;
  const visits: [TestPerson, string[]][] = [
    [world.ada, ["/conversations", "/conversations?q=nothing", `/conversations/${id}`]],
    [await makePerson(world.services), ["/conversations"]],
  ];
  for (const [person, paths] of visits) {
    const page = await world.open(paths[0]!, person, { width, theme });
    for (const path of paths) {
      await page.goto(new URL(path, page.url()).href);
      expect(await axe(page)).toEqual([]);
      expect(await widerThanScreen(page)).toBe(false);
    }
  }
  world.browser.assertQuiet();
});
