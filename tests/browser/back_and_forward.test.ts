import { afterAll, beforeAll, expect, test } from "bun:test";
import type { Browser, Page } from "playwright-core";
import { sendMessage } from "#core/messages/messages.ts";
import { launchWithPageCache } from "#tests/support/engines.ts";
import { chatWorld, log, say, scripted, storedRow, title, untilSeen } from "./chat_world.ts";
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

test("after going back from a group, the list knows that it was read", async () => {
  const mira = await cachingPage("mira");
  await mira.goto(world.address("/conversations"));
  await sendMessage(world.people.prof.context, {
    conversationId: world.groups.team,
    content: "Read me",
  });
  await mira.reload();
  const row = mira.getByRole("listitem").filter({ hasText: "Team 1" });
  await row.getByText("1 unread message").waitFor();
  await noteCache(mira);
  await row.getByRole("link", { name: "Team 1" }).first().click();
  await log(mira).getByText("Read me").waitFor();
  await untilSeen(mira, async () => {
    const list = await fetch("/conversations");
    return !(await list.text()).includes("1 unread message");
  });
  await back(mira);
  await row.waitFor();
  await row.getByText("1 unread message").waitFor({ state: "detached" });
  expect(await wasKept(mira)).toBe("true");
  await mira.context().close();
});

test("a half-filled form is unchanged after going back to it", async () => {
  const mira = await cachingPage("mira");
  await mira.goto(world.address("/account"));
  await mira.getByLabel("Name", { exact: true }).fill("Miranda");
  await noteCache(mira);
  await mira.getByRole("link", { name: "Chats" }).filter({ visible: true }).click();
  await mira.waitForURL("**/conversations");
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
