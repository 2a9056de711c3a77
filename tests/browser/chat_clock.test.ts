import { expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { chatWorld, expectCount, log, reload, say, storedRow } from "./chat_world.ts";
import { inWorld } from "./pages_world.ts";

const world = inWorld(chatWorld);

const minute = 60_000;
const day = 24 * 60 * minute;
const skews = { "16 minutes": 16 * minute, "an hour": 60 * minute, "two days": 2 * day };

/** Sets the clock of the page's device. */
function setAhead(ms: number): void {
  const RealDate = Date;
  const now = Date.now.bind(Date);
  RealDate.now = () => now() + ms;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, given) =>
      given.length > 0 ? Reflect.construct(target, given) : new target(RealDate.now()),
  });
}

async function editsAndShowsToday(page: Page, text: string): Promise<void> {
  await say(page, text);
  const row = storedRow(page, text);
  await row.waitFor();
  await page.locator("#composer").press("ArrowUp");
  const field = page.getByLabel("Edit your message");
  await field.fill(`${text}, edited`);
  await field.press("Enter");
  await storedRow(page, `${text}, edited`).waitFor();
  await row.hover();
  await row.getByRole("button", { name: "Delete" }).waitFor();
  await log(page)
    .getByText(/^Today, /)
    .waitFor();
}

for (const [name, ms] of Object.entries(skews)) {
  for (const [way, skewMs] of [
    ["ahead", ms],
    ["behind", -ms],
  ] as const) {
    test(`on a device whose clock is ${name} ${way}, the user's message is edited, and today is today`, async () => {
      const tim = await world.page("tim");
      await tim.addInitScript(setAhead, skewMs);
      await reload(tim);
      await editsAndShowsToday(tim, `Written ${name} ${way}`);
    });
  }
}

test("setting the clock while the page is open changes neither rights nor days", async () => {
  const tim = await world.page("tim");
  await editsAndShowsToday(tim, "Before the clock was set");
  await tim.evaluate(setAhead, 3 * day);
  await editsAndShowsToday(tim, "After the clock was set");
  await expectCount(log(tim).getByText(/^Yesterday/), 0);
});

test("the list of groups shows the time of today's messages, whatever the device's clock", async () => {
  const tim = await world.page("tim");
  await say(tim, "Just now");
  await storedRow(tim, "Just now").waitFor();
  const times = async () => {
    await tim.goto(world.address("/conversations"));
    // Only what is unread, or the other look of the list, shows it on the screen.
    const time = tim.locator("[data-list] time").first();
    await time.waitFor({ state: "attached" });
    return time.textContent();
  };
  expect(await times()).toMatch(/^\d\d:\d\d$/);
  await tim.addInitScript(setAhead, 2 * day);
  expect(await times()).toMatch(/^\d\d:\d\d$/);
});
