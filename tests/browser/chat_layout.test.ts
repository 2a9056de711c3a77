/**
 * A layout that the page does not expect, because of a reader's own styles or an unusual browser.
 */
import { beforeAll, describe, expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { updateGroup } from "#core/groups/groups.ts";
import {
  chatWorld,
  expectCount,
  log,
  numbered,
  reload,
  say,
  storedRow,
  title,
} from "./chat_world.ts";
import { inWorld } from "./pages_world.ts";

const world = inWorld(chatWorld);

beforeAll(() => world.write("long", numbered(320, "Message", 201)));

/** Loads the page again, with these styles from the first moment. */
async function styled(page: Page, css: string): Promise<void> {
  await page.addInitScript((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    document.adoptedStyleSheets = [sheet];
  }, css);
  await reload(page);
}

const askedForOlder = (page: Page) =>
  page.evaluate(
    () =>
      performance.getEntriesByType("resource").filter(({ name }) => name.includes("before="))
        .length,
  );

/** Resolves when so many frames have been rendered. */
const frames = (page: Page, count: number) =>
  page.evaluate(async (wanted) => {
    for (let drawn = 0; drawn < wanted; drawn++) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  }, count);

test("a conversation that cannot be scrolled requests older messages a few times, and then stops", async () => {
  // The author of all messages has nothing to read, and sees the end.
  const prof = await world.page("prof", { group: "long" });
  await styled(prof, "[role=log] > div { flex-shrink: 1; height: 100%; overflow: hidden; }");
  await expectCount(prof.locator("[data-seq]"), 200);
  await log(prof).getByRole("link", { name: "Show older messages" }).waitFor({ state: "attached" });
  const isScrollable = await log(prof).evaluate((box) => box.scrollHeight > box.clientHeight);
  expect(isScrollable).toBe(false);
  await frames(prof, 120);
  expect(await askedForOlder(prof)).toBe(3);
  await say(prof, "One more");
  await storedRow(prof, "One more").waitFor({ state: "attached" });
  await frames(prof, 60);
  expect(await askedForOlder(prof)).toBe(3);
});

test("rows hidden by a reader's own styles do not cause endless loading of older ones", async () => {
  const prof = await world.page("prof", { group: "long" });
  await styled(prof, "[role=log] li { display: none; }");
  await expectCount(prof.locator("[data-seq]"), 200);
  await frames(prof, 60);
  expect(await askedForOlder(prof)).toBe(3);
});

test("a screen of 5,000 pixels is filled, and then nothing more is requested", async () => {
  const prof = await world.page("prof", { group: "long" });
  await prof.setViewportSize({ width: 1280, height: 5_000 });
  await reload(prof);
  await frames(prof, 60);
  const asked = await askedForOlder(prof);
  expect(asked).toBeGreaterThan(0);
  expect(asked).toBeLessThanOrEqual(5);
  await frames(prof, 60);
  expect(await askedForOlder(prof)).toBe(asked);
});

describe("a server that refuses older messages", () => {
  /**
   * A staff member's page at the beginning of what is loaded, and how often it has sent a request.
   */
  const refused = async (status: number, refusals: number, retryAfter?: string) => {
    const prof = await world.page("prof", { group: "long" });
    await log(prof).getByText("Message 520", { exact: true }).waitFor();
    const told = { asked: 0, before: 0, refusals };
    await prof.route("**/data?before=*", (route, request) => {
      told.asked += 1;
      told.before = Number(new URL(request.url()).searchParams.get("before"));
      if (told.asked > told.refusals) return route.continue();
      const headers = retryAfter ? { "Retry-After": retryAfter } : undefined;
      return route.fulfill({ status, headers, body: "" });
    });
    await log(prof).evaluate((box) => box.scrollTo({ top: -box.scrollHeight }));
    return { prof, told };
  };

  test("is asked once, not in a loop, and again when the reader asks", async () => {
    world.browser.expectTrouble(/status of 500/);
    const { prof, told } = await refused(500, Infinity);
    const more = log(prof).getByRole("link", { name: "Show older messages" });
    await log(prof)
      .getByText(/could not be loaded/)
      .waitFor();
    await frames(prof, 60);
    expect(told.asked).toBe(1);
    told.refusals = 0;
    const before = await prof.locator("[data-seq]").count();
    await more.click();
    await expectCount(prof.locator("[data-seq]"), before + 50);
    expect(told.asked).toBe(2);
  });

  test("is asked again after the time it has stated", async () => {
    world.browser.expectTrouble(/status of 429/);
    const { prof, told } = await refused(429, 1, "1");
    while (told.before === 0) await frames(prof, 1);
    const { before } = told;
    await prof.locator(`[data-seq="${before - 1}"]`).waitFor({ state: "attached" });
    expect(told.asked).toBeGreaterThan(1);
    expect(await prof.getByText(/could not be loaded/).count()).toBe(0);
  });
});

test("Hebrew and Arabic are aligned right, other text left", async () => {
  const mira = await world.page("mira");
  /** The distance of the letters from either side of their container. */
  const sides = (words: string) =>
    storedRow(mira, words)
      .locator("[dir=auto]", { hasText: words })
      .last()
      .evaluate((box) => {
        const range = document.createRange();
        range.selectNodeContents(box);
        const [outer, inner] = [box.getBoundingClientRect(), range.getBoundingClientRect()];
        return { left: inner.left - outer.left, right: outer.right - inner.right };
      });
  for (const words of ["שלום עולם", "مرحبا بالعالم", "123 שלום"]) {
    await say(mira, words);
    const { left, right } = await sides(words);
    expect(left).toBeGreaterThan(100);
    expect(right).toBeLessThan(1);
  }
  await say(mira, "hello שלום");
  const { left, right } = await sides("hello שלום");
  expect(left).toBeLessThan(1);
  expect(right).toBeGreaterThan(100);
});

test("the empty field for a message is one line high, however long the group's name is", async () => {
  const height = async (page: Page) => (await page.locator("#composer").boundingBox())!.height;
  const tim = await world.page("tim");
  await tim.setViewportSize({ width: 360, height: 740 });
  const usual = await height(tim);
  const { context } = world.people.prof;
  await updateGroup(context, world.groups.team, {
    name: "W".repeat(120),
    description: "",
  });
  await title(tim, "WWW").waitFor();
  await tim.locator("#composer[placeholder=Message]").waitFor();
  expect(await height(tim)).toBe(usual);
  await updateGroup(context, world.groups.team, { name: "Team 1", description: "" });
  await title(tim, "Team 1").waitFor();
});
