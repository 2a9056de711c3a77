import { describe, expect, test } from "bun:test";
import { axe } from "#tests/support/browser.ts";
import type { Page } from "playwright-core";
import { chatWorld, expectCount, log, say, storedRow } from "./chat_world.ts";
import { inWorld } from "./pages_world.ts";

const world = inWorld(chatWorld);

const pages = "**/chat/*/data";
const notice = (page: Page) => page.getByRole("status").getByText(/newest messages could not be/);

/** What stands on the page before it becomes old. */
const readBefore = (epoch: string) => `Read before it was ${epoch}`;

/** A page that is connected, and has to be fetched anew, while the web application is away. */
async function stalePage(epoch: string): Promise<Page> {
  const tim = await world.page("tim");
  await say(tim, readBefore(epoch));
  await storedRow(tim, readBefore(epoch)).waitFor();
  await world.stopRealtime();
  await tim.getByText(/No connection/).waitFor();
  await world.changeEpoch(epoch);
  await tim.route(pages, (route) => route.fulfill({ status: 502 }));
  await world.startRealtime();
  await notice(tim).waitFor();
  await expectCount(tim.getByText(/No connection/), 0);
  return tim;
}

describe("a page that cannot be fetched anew after a restore", () => {
  test("says that it is old, and is live by itself once it can be", async () => {
    const tim = await stalePage("restored");
    expect(await axe(tim)).toEqual([]);
    await tim.unroute(pages);
    await expectCount(notice(tim), 0);
    const mira = await world.page("mira");
    await say(mira, "Live by itself");
    await log(tim).getByText("Live by itself").waitFor();
  });

  test("comes when its reader asks for it, who goes on writing", async () => {
    const tim = await stalePage("restored again");
    // The page goes on asking by itself: what it asks before its reader does must not help.
    await tim.evaluate(() => {
      const asked = () => (document.body.dataset["asked"] = "");
      window.addEventListener("click", asked, { capture: true });
    });
    await tim.route(pages, async (route) => {
      const asked = await tim.evaluate(() => "asked" in document.body.dataset);
      await (asked ? route.continue() : route.fulfill({ status: 502 }));
    });
    await tim.getByRole("button", { name: "Try again" }).press("Enter");
    await expectCount(notice(tim), 0);
    await tim.waitForFunction(() => document.activeElement?.id === "composer");
    const mira = await world.page("mira");
    await say(mira, "Live when asked");
    await log(tim).getByText("Live when asked").waitFor();
  });

  test("leaves what was read to a reader who may not see the group any more", async () => {
    const tim = await stalePage("restored once more");
    await tim.route(pages, (route) => route.fulfill({ status: 404 }));
    await tim.getByText(/no longer in this group/).waitFor();
    await expectCount(notice(tim), 0);
    await log(tim).getByText(readBefore("restored once more")).waitFor();
  });
});
