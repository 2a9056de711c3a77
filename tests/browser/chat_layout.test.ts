/** A layout that is not as the page expects it, as a reader's own styles or an odd browser make it. */
import { afterAll, afterEach, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import type { Page } from "playwright-core";
import { post } from "#core/messages.ts";
import { createRateLimits } from "#core/rates.ts";
import { testMs } from "#tests/support/patience.ts";
import {
  type ChatWorld,
  chatWorld,
  expectCount,
  log,
  reload,
  say,
  storedRow,
} from "./chat_world.ts";

setDefaultTimeout(testMs);

let world: ChatWorld;

beforeAll(async () => {
  world = await chatWorld();
  const { context } = world.people.prof;
  for (let count = 201; count <= 520; count++) {
    const unhurried = { ...context, rates: createRateLimits(context.clock) };
    await post(unhurried, { conversationId: world.groups.long, content: `Message ${count}` });
  }
});

afterEach(() => world.tidy());

afterAll(() => world.dispose());

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

/** Resolves when so many frames have been drawn. */
const frames = (page: Page, count: number) =>
  page.evaluate(async (wanted) => {
    for (let drawn = 0; drawn < wanted; drawn++) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  }, count);

test("a conversation that cannot be scrolled asks for older messages a few times, and then no more", async () => {
  // Who has written it all has nothing to read, and sees its end.
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
