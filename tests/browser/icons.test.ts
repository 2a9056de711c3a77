/** Icons come from one file, the sprite. Whatever stops it, such as the CSP, leaves them empty. */
import { describe, expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { testWhere } from "#tests/support/browser.ts";
import { until } from "#tests/support/patience.ts";
import { chatWorld } from "./chat_world.ts";
import { inWorld } from "./pages_world.ts";

const world = inWorld(chatWorld);

/** Counts the page's icons, and those that draw nothing. */
function countIcons(): { all: number; empty: number } {
  const shown = [...document.querySelectorAll("use")].filter(
    (use) => use.parentElement!.getBoundingClientRect().width > 0,
  );
  const empty = shown.filter((use) => use.getBBox().width === 0 && use.getBBox().height === 0);
  return { all: shown.length, empty: empty.length };
}

const expectEmpty = (page: Page, count: number) =>
  until(async () => (await page.evaluate(countIcons)).empty === count, `${count} empty icons`);

async function expectDrawn(page: Page): Promise<void> {
  await expectEmpty(page, 0);
  expect((await page.evaluate(countIcons)).all).toBeGreaterThan(3);
}

test("an icon that the sprite does not have is noticed by this test's own measure", async () => {
  const page = await world.page("prof", { group: "team" });
  await expectDrawn(page);
  await page
    .locator("header use:visible")
    .first()
    .evaluate((use) => {
      use.setAttribute("href", use.getAttribute("href")!.replace(/#.*/, "#None"));
    });
  await expectEmpty(page, 1);
});

describe("every icon is drawn", () => {
  test("in the chat, whose script draws some of them", async () => {
    await expectDrawn(await world.page("prof", { group: "team" }));
  });

  test("on the pages of forms and lists", async () => {
    await expectDrawn(await world.open("/groups", world.people.prof));
  });

  test("on a page that an older build has made", async () => {
    const page = await world.page("prof", { group: "team" });
    await page.evaluate(() => {
      for (const use of document.querySelectorAll("use")) {
        const href = use.getAttribute("href")!;
        use.setAttribute("href", href.replace(/icons-\w+/, "icons-older0"));
      }
    });
    await expectDrawn(page);
  });

  test("in a menu, when it opens", async () => {
    const page = await world.open("/groups?sort=own", world.people.prof);
    await page.locator("details[data-row-menu] summary").first().click();
    await page.locator("details[open] li use").first().waitFor({ state: "attached" });
    expect(await page.locator("details[open] li use").count()).toBe(9);
    await expectDrawn(page);
  });

  testWhere(["pages without scripts"], "without scripts", async () => {
    const page = await world.open("/groups", world.people.prof, { javaScript: false });
    await expectDrawn(page);
  });
});
