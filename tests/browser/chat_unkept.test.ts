import { describe, expect, test } from "bun:test";
import { axe } from "#tests/support/browser.ts";
import type { Page } from "playwright-core";
import { chatWorld, expectCount, keptOnDisk, log, reload, say, storedRow } from "./chat_world.ts";
import { inWorld } from "./pages_world.ts";

const world = inWorld(chatWorld);

const keepOpen = /keep this page open/i;

/** Closes a page as its reader does. @returns whether it asks first, and stays */
async function asksBeforeClosing(page: Page): Promise<boolean> {
  const asked = page.waitForEvent("dialog").then(async (dialog) => {
    expect(dialog.type()).toBe("beforeunload");
    await dialog.dismiss();
    return true;
  });
  const closed = page.waitForEvent("close").then(() => false);
  asked.catch(() => {});
  closed.catch(() => {});
  await page.close({ runBeforeUnload: true });
  return Promise.race([asked, closed]);
}

describe("in a browser that stores nothing", () => {
  const opened = async (): Promise<Page> => {
    const tim = await world.page("tim");
    await tim.addInitScript(() => {
      IDBFactory.prototype.open = () => {
        throw new DOMException("denied", "SecurityError");
      };
    });
    await tim.reload();
    await tim.getByText("1 online").waitFor();
    return tim;
  };

  test("a waiting message says that the page has to stay open, and so does the banner", async () => {
    const tim = await opened();
    await tim.context().setOffline(true);
    await tim.getByRole("status").getByText(keepOpen).waitFor();
    await expectCount(tim.getByText(/messages are kept and sent/), 0);
    await say(tim, "Only on this page");
    await log(tim).getByText(keepOpen).waitFor();
    expect(await axe(tim)).toEqual([]);
    await tim.context().setOffline(false);
    await storedRow(tim, "Only on this page").waitFor();
    await expectCount(tim.getByText(keepOpen), 0);
    await expectCount(log(tim).getByText("Only on this page"), 1);
  });

  test("a page with a waiting message asks before it closes, but not once it is sent", async () => {
    const tim = await opened();
    await tim.context().setOffline(true);
    await say(tim, "Not to be lost");
    await log(tim).getByText("Waiting to be sent").waitFor();
    expect(await asksBeforeClosing(tim)).toBe(true);
    await log(tim).getByText("Not to be lost").waitFor();
    await tim.context().setOffline(false);
    await storedRow(tim, "Not to be lost").waitFor();
    expect(await asksBeforeClosing(tim)).toBe(false);
  });
});

/** Makes the browser delete everything that the page has stored. */
async function clearStore(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const request = indexedDB.open("a witness");
    request.addEventListener("success", () => {
      const taken = () => (document.body.dataset["taken"] = "");
      request.result.addEventListener("close", taken);
      resolve();
    });
    return promise;
  });
  const devtools = await page.context().newCDPSession(page);
  const { origin } = new URL(page.url());
  await devtools.send("Storage.clearDataForOrigin", { origin, storageTypes: "indexeddb" });
  // The browser answers before it has finished.
  await page.locator("body[data-taken]").waitFor();
}

describe("in a browser that stores waiting messages", () => {
  test("the page says that they are kept, and closes without a question", async () => {
    const tim = await world.page("tim");
    await tim.context().setOffline(true);
    await tim
      .getByRole("status")
      .getByText(/messages are kept and sent/)
      .waitFor();
    await say(tim, "Kept on the disk");
    await log(tim).getByText("Waiting to be sent").waitFor();
    await expectCount(tim.getByText(keepOpen), 0);
    expect(await asksBeforeClosing(tim)).toBe(false);
  });

  test("a message is kept even after the browser has closed the store", async () => {
    const tim = await world.page("tim");
    await tim.addInitScript(() => {
      const { open } = IDBFactory.prototype;
      IDBFactory.prototype.open = function (this: IDBFactory, ...given) {
        const request = open.apply(this, given);
        const close = () => request.result?.close();
        request.addEventListener("success", () => window.addEventListener("close-it", close));
        return request;
      };
    });
    await reload(tim);
    await world.stopRealtime();
    await tim.getByText(/No connection/).waitFor();
    await tim.evaluate(() => window.dispatchEvent(new Event("close-it")));
    await say(tim, "Through a closed store");
    await log(tim).getByText("Through a closed store").waitFor();
    await keptOnDisk(tim);
    await expectCount(tim.getByText(keepOpen), 0);
    await tim.reload();
    await log(tim).getByText("Through a closed store").waitFor();
    await world.startRealtime();
    await storedRow(tim, "Through a closed store").waitFor();
  });

  test("a waiting message is stored again after the browser has cleared the store", async () => {
    const tim = await world.page("tim");
    await world.stopRealtime();
    await tim.getByText(/No connection/).waitFor();
    await say(tim, "Through a cleared store");
    await log(tim).getByText("Waiting to be sent").waitFor();
    await keptOnDisk(tim);
    await clearStore(tim);
    await keptOnDisk(tim);
    await tim.reload();
    await log(tim).getByText("Through a cleared store").waitFor();
    await world.startRealtime();
    await storedRow(tim, "Through a cleared store").waitFor();
  });
});
