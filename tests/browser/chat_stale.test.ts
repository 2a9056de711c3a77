import { describe, expect, test } from "bun:test";
import { axe } from "#tests/support/browser.ts";
import type { Page } from "playwright-core";
import { chatWorld, expectCount, log, say, storedRow } from "./chat_world.ts";
import { inWorld } from "./pages_world.ts";

const world = inWorld(chatWorld);

const pages = "**/chat/*/data";
const notice = (page: Page) => page.getByRole("status").getByText(/newest messages could not be/);

/** The contents of the page before it becomes out of date. */
const readBefore = (epoch: string) => `Read before it was ${epoch}`;

/** A connected page that must be fetched anew while the web application is away. */
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
  test("says that it is out of date, and becomes live automatically once it can", async () => {
    const tim = await stalePage("restored");
    expect(await axe(tim)).toEqual([]);
    await tim.unroute(pages);
    await expectCount(notice(tim), 0);
    const mira = await world.page("mira");
    await say(mira, "Live by itself");
    await log(tim).getByText("Live by itself").waitFor();
  });

  test("is loaded when its reader asks, who continues writing", async () => {
    const tim = await stalePage("restored again");
    // The page also asks automatically; requests before the reader's must not help.
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

  test("leaves the messages on the screen of a reader who no longer has access", async () => {
    const tim = await stalePage("restored once more");
    await tim.route(pages, (route) => route.fulfill({ status: 404 }));
    await tim.getByText(/no longer in this group/).waitFor();
    await expectCount(notice(tim), 0);
    await log(tim).getByText(readBefore("restored once more")).waitFor();
  });
});
