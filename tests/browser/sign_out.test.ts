import { expect, test } from "bun:test";
import { axe } from "#tests/support/browser.ts";
import { isDeepStrictEqual } from "node:util";
import type { BrowserContext, Page } from "playwright-core";
import { until } from "#tests/support/patience.ts";
import { chatWorld, expectCount, keptOnDisk, log, say, scripted, storedRow } from "./chat_world.ts";
import { inWorld } from "./pages_world.ts";

const world = inWorld(chatWorld);

/** All unsent text in the browser's storage. */
function kept(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { promise, resolve } = Promise.withResolvers<string[]>();
    const drafts = Object.entries(localStorage).flatMap(([key, text]) =>
      key.startsWith("team-chat-draft:") ? [String(text)] : [],
    );
    const request = indexedDB.open("team-chat");
    request.addEventListener("upgradeneeded", () => request.transaction?.abort());
    request.addEventListener("error", () => resolve(drafts));
    request.addEventListener("success", () => {
      const database = request.result;
      const all = database.transaction("outbox").objectStore("outbox").getAll();
      all.addEventListener("success", () => {
        database.close();
        resolve([...drafts, ...(all.result as { content: string }[]).map((each) => each.content)]);
      });
    });
    return promise;
  });
}

function untilKept(page: Page, texts: string[]): Promise<void> {
  return until(
    async () => isDeepStrictEqual((await kept(page)).toSorted(), texts.toSorted()),
    `only these are kept: ${texts.join(", ")}`,
  );
}

/** A page of this browser that shows no one's data. */
async function elsewhere(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.goto(world.address("/api/openapi.json"));
  return page;
}

async function signOut(page: Page): Promise<void> {
  await page.locator("[data-rail] summary").click();
  await page
    .getByRole("button", { name: "Sign out", exact: true })
    .filter({ visible: true })
    .click();
}

// Each person has one session in this file: nobody returns after signing out.

test("a draft waits for its author after the session expired, and for nobody else", async () => {
  const mira = await world.page("mira");
  const context = mira.context();
  await mira.locator("#composer").fill("To be continued");
  await untilKept(mira, ["To be continued"]);
  const cookies = await context.cookies();
  await world.stopRealtime();
  await context.clearCookies();
  await world.startRealtime();
  await mira.getByText("Your session has expired.").waitFor();
  await mira.getByText("To be continued").waitFor();
  await mira.goto(world.address("/auth/login"));
  expect(await kept(mira)).toEqual(["To be continued"]);
  await context.addCookies(cookies);
  await mira.goto(world.address(`/chat/${world.groups.team}`));
  await scripted(mira);
  expect(await mira.locator("#composer").inputValue()).toBe("To be continued");
  await mira.goto(world.address("/auth/login"));
  const tim = await world.page("tim", { context });
  await untilKept(tim, []);
  expect(await tim.locator("#composer").inputValue()).toBe("");
});

test("nothing is deleted if signing out has failed", async () => {
  const prof = await world.page("prof");
  await prof.locator("#composer").fill("Not thrown away");
  await untilKept(prof, ["Not thrown away"]);
  world.browser.expectTrouble(/ERR_FAILED|status of 503/);
  await prof.route("**/auth/logout", (route) =>
    route.fulfill({ status: 503, contentType: "text/html", body: "<!doctype html>Busy" }),
  );
  await signOut(prof);
  await prof.getByText("Busy").waitFor();
  expect(await kept(prof)).toEqual(["Not thrown away"]);
  await prof.goto(world.address(`/chat/${world.groups.team}`));
  await scripted(prof);
  expect(await prof.locator("#composer").inputValue()).toBe("Not thrown away");
});

test("an open tab writes nothing back after another one signs out", async () => {
  const prof = await world.page("prof");
  const context = prof.context();
  await prof.locator("#composer").fill("Left in a tab");
  await untilKept(prof, ["Left in a tab"]);
  const other = await context.newPage();
  await other.goto(world.address("/account"));
  await signOut(other);
  await other.waitForURL("**/auth/login");
  await untilKept(other, []);
  await prof.getByText(/You were signed out/).waitFor();
  await prof.getByText("Left in a tab").waitFor();
  await prof.close();
  expect(await kept(other)).toEqual([]);
});

test("signing out deletes the drafts of every group", async () => {
  const tim = await world.page("tim");
  await tim.locator("#composer").fill("Half a thought");
  await tim.getByRole("link", { name: /Second/ }).click();
  await tim.getByRole("heading", { level: 1, name: "Second" }).waitFor();
  await tim.locator("#composer").fill("Another one");
  await untilKept(tim, ["Half a thought", "Another one"]);
  await signOut(tim);
  await tim.waitForURL("**/auth/login");
  await tim.getByText("You are signed out.").waitFor();
  await untilKept(tim, []);
  await tim.goBack();
  await tim.waitForURL("**/auth/login**");
  const bare = await elsewhere(tim.context());
  expect(await kept(bare)).toEqual([]);
});

test("signing out with waiting messages names them and asks, from every page", async () => {
  const mira = await world.page("mira");
  await world.stopRealtime();
  await mira.getByText(/No connection/).waitFor();
  await say(mira, "Said in the tunnel");
  await log(mira).getByText("Waiting to be sent").waitFor();
  await keptOnDisk(mira);
  for (const path of [`/chat/${world.groups.team}`, "/account", "/conversations"]) {
    await mira.goto(world.address(path));
    await signOut(mira);
    await mira.waitForURL("**/auth/logout");
    await mira.getByText("These messages have not been sent yet").waitFor();
    await mira.getByRole("listitem").getByText("Said in the tunnel").waitFor();
  }
  expect(await axe(mira)).toEqual([]);
  expect(await kept(mira)).toEqual(["Said in the tunnel"]);
  await mira.getByRole("link", { name: "Back to your groups" }).click();
  await mira.getByRole("link", { name: /Team 1/ }).click();
  await world.startRealtime();
  await storedRow(mira, "Said in the tunnel").waitFor();
  await untilKept(mira, []);
  await world.stopRealtime();
  await say(mira, "Given up");
  await keptOnDisk(mira);
  await mira.goto(world.address("/account"));
  await mira.getByRole("button", { name: "Sign out everywhere" }).click();
  await mira.getByRole("listitem").getByText("Given up").waitFor();
  await mira.getByRole("main").getByRole("button", { name: "Sign out everywhere" }).click();
  await mira.waitForURL("**/auth/login");
  await untilKept(mira, []);
});

test("signing out from elsewhere leaves nothing on the disk, and the text can be copied", async () => {
  const lea = await world.page("lea", { group: "other" });
  await lea.locator("#composer").fill("Almost done");
  await untilKept(lea, ["Almost done"]);
  await world.endSessions("lea");
  await lea.getByText(/You were signed out/).waitFor();
  await untilKept(lea, []);
  await lea.getByText("Almost done").waitFor();
  const bare = await elsewhere(lea.context());
  await lea.close();
  expect(await kept(bare)).toEqual([]);
  await expectCount(bare.getByText("Almost done"), 0);
});
