import { afterAll, beforeAll, expect, test } from "bun:test";
import type { Browser, Page } from "playwright-core";
import { sendMessage } from "#core/messages/messages.ts";
import { launchWithPageCache } from "#tests/support/engines.ts";
import { updateGroup } from "#core/groups/groups.ts";
import { chatWorld, expectCount, log, say, scripted, storedRow, title } from "./chat_world.ts";
import { inWorld } from "./pages_world.ts";

const world = inWorld(chatWorld);
let browser: Browser;

beforeAll(async () => {
  browser = await launchWithPageCache();
});

afterAll(() => browser.close());

/** Goes back. The page there notes, in this tab's storage, whether it was restored. */
async function back(page: Page): Promise<void> {
  // The driver waits for a page load, which does not happen here.
  await page.evaluate(() => history.back());
}

function noteCache(page: Page): Promise<void> {
  return page.evaluate(() =>
    window.addEventListener("pageshow", ({ persisted }) =>
      sessionStorage.setItem("kept", String(persisted)),
    ),
  );
}

const wasKept = (page: Page) => page.evaluate(() => sessionStorage.getItem("kept"));

async function cachingPage(name: "mira"): Promise<Page> {
  const context = await browser.newContext({ locale: "en-GB" });
  return world.page(name, { context });
}

/**
 * Opens a chat that Chromium keeps. Otherwise it does not, because the page must not be stored and
 * has used a socket; Safari does.
 */
function keptChat(): Promise<Page> {
  world.letStore(`/chat/${world.groups.team}`);
  return cachingPage("mira");
}

async function toAccount(page: Page): Promise<void> {
  await page.locator("[data-rail] summary").click();
  await page.getByRole("link", { name: "Account" }).click();
  await page.waitForURL("**/account");
}

test("a chat that is restored is connected again and up to date", async () => {
  const mira = await keptChat();
  await noteCache(mira);
  const { prof } = world.people;
  await toAccount(mira);
  const conversationId = world.groups.team;
  await sendMessage(prof.context, { conversationId, content: "While you were away" });
  await updateGroup(prof.context, world.groups.second, { name: "Renamed", description: "" });
  await back(mira);
  await log(mira).getByText("While you were away").waitFor();
  await mira.getByRole("link", { name: /Renamed/ }).waitFor();
  expect(await wasKept(mira)).toBe("true");
  await say(mira, "Here again");
  await storedRow(mira, "Here again").waitFor();
  await updateGroup(prof.context, world.groups.second, { name: "Second", description: "" });
  await mira.context().close();
});

test("a chat that is restored has the language chosen meanwhile", async () => {
  const mira = await keptChat();
  await toAccount(mira);
  await mira.locator("#locale").selectOption("de");
  await mira.getByRole("button", { name: "Save" }).click();
  await mira.locator("html[lang=de]").waitFor();
  await mira.locator("#locale").selectOption("en");
  await mira.evaluate(() => history.go(-2));
  await mira.locator("html[lang=de] [aria-controls=details]").waitFor();
  await mira.locator("[data-rail] summary").click();
  await mira.getByRole("button", { name: "English" }).click();
  await mira.locator("html[lang=en]").waitFor();
  await mira.context().close();
});

test("after going back from a group, the list knows that it was read", async () => {
  const mira = await world.open("/conversations", world.people.mira);
  await sendMessage(world.people.prof.context, {
    conversationId: world.groups.team,
    content: "Read me",
  });
  const row = mira.getByRole("link", { name: /Team 1/ });
  await row.getByText("1 unread message").waitFor();
  await row.click();
  await log(mira).getByText("Read me").waitFor();
  await row.getByText("1 unread message").waitFor({ state: "detached" });
  await back(mira);
  await title(mira, "Chats").waitFor();
  await expectCount(row.getByText(/unread message/), 0);
});

test("a half-filled form is unchanged after going back to it", async () => {
  const mira = await cachingPage("mira");
  await mira.goto(world.address("/account"));
  await mira.getByLabel("Name", { exact: true }).fill("Miranda");
  await noteCache(mira);
  await mira.getByRole("link", { name: "Chats" }).filter({ visible: true }).click();
  await mira.waitForURL(/conversations|chat/);
  await back(mira);
  await mira.waitForURL("**/account", { waitUntil: "commit" });
  expect(await mira.getByLabel("Name", { exact: true }).inputValue()).toBe("Miranda");
  expect(await wasKept(mira)).toBe("true");
  await mira.context().close();
});

test("a group's address may end with a slash, also with Back and Forward", async () => {
  const mira = await world.page("mira");
  const team = world.address(`/chat/${world.groups.team}`);
  await mira.goto(`${team}/?from=mail#end`);
  await scripted(mira);
  await mira.waitForURL(`${team}?from=mail#end`);
  await mira.getByRole("link", { name: /Second/ }).click();
  await title(mira, "Second").waitFor();
  await mira.goBack();
  await title(mira, "Team 1").waitFor();
  await say(mira, "Written after going back");
  await storedRow(mira, "Written after going back").waitFor();
  expect(mira.url()).toBe(`${team}?from=mail#end`);
  await mira.goForward();
  await title(mira, "Second").waitFor();
  await mira.evaluate(() => history.pushState(null, "", "/chat/%E0"));
  await mira.goBack();
  await title(mira, "Second").waitFor();
  await mira.goForward();
  await mira.goBack();
  await title(mira, "Second").waitFor();
});
