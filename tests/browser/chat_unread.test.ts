/** Where a group opens, and what counts as read. */
import { describe, expect, test } from "bun:test";
import { axe, inAllLooks } from "#tests/support/browser.ts";
import type { Page } from "playwright-core";
import { createGroup, describedView, getGroup } from "#core/groups/groups.ts";
import { sendMessage, removeMessage } from "#core/messages/messages.ts";
import { until } from "#tests/support/patience.ts";
import { unhurried } from "#tests/support/people.ts";
import { chatWorld, expectCount, log, reload, say, title } from "./chat_world.ts";
import { inWorld } from "./pages_world.ts";

const world = inWorld(chatWorld);

/** Written by Tim, after the existing messages. */
async function write(conversationId: string, count: number, from = 1): Promise<void> {
  for (let index = from; index < from + count; index++) {
    const content = `Unread ${index}`;
    await sendMessage(unhurried(world.people.tim.context), { conversationId, content });
  }
}

/**
 * A new group of Mira's and Tim's, in which Mira has read 30 messages but not the given number
 * after them.
 */
async function groupWith(name: string, unread: number): Promise<string> {
  const { prof, mira, tim } = world.people;
  const members = [{ userId: mira.id }, { userId: tim.id }];
  const { id } = await createGroup(prof.context, { name, description: "", members });
  for (let index = 1; index <= 30; index++) {
    await sendMessage(unhurried(mira.context), { conversationId: id, content: `Read ${index}` });
  }
  await write(id, unread);
  expect(await unreadIn(id)).toBe(unread);
  return id;
}

/** As the server counts for Mira. */
async function unreadIn(id: string): Promise<number> {
  return describedView(await getGroup(world.people.mira.context, id)).unread;
}

/** Resolves when the server has this count. */
function untilUnread(id: string, unread: number): Promise<void> {
  return until(async () => (await unreadIn(id)) === unread, `${unread} unread`);
}

/** The text right below the line "new messages", and whether the line is on the screen. */
async function belowLine(page: Page): Promise<{ text: string; onScreen: boolean }> {
  await page.locator("#new-messages").waitFor();
  return page.evaluate(() => {
    const line = document.querySelector("#new-messages")!;
    const { top, bottom } = document.querySelector("[role=log]")!.getBoundingClientRect();
    const at = line.getBoundingClientRect().top;
    const text = (line.nextElementSibling as HTMLElement).innerText.split("\n").at(-1)!;
    return { text, onScreen: at >= top && at < bottom };
  });
}

const begins = { text: "Unread 1", onScreen: true };
const entryOf = (page: Page, name: string) =>
  page.locator("[data-list]").getByRole("link", { name: new RegExp(name) });
const toEnd = (page: Page) => page.locator("#to-latest").click();
const bar = (page: Page, count: string) => page.getByText(`${count} new messages`, { exact: true });

describe("a group opens at its first unread message, and none is read before its end was seen", () => {
  test.each([51, 130])("%d of them", async (count) => {
    const name = `Unread, ${count} of them`;
    const id = await groupWith(name, count);
    const mira = await world.page("mira");
    await mira.goto(world.address(`/chat/${id}`));
    await mira.locator("#to-latest:not([hidden])").waitFor();
    expect(await belowLine(mira)).toEqual(begins);
    expect(await mira.locator("#new-messages").innerText()).toBe(`${count} new messages`);
    // As many as are not on the screen.
    const below = parseInt(await mira.locator("#to-latest").innerText(), 10);
    expect(below).toBeLessThan(count);
    expect(below).toBeGreaterThan(count - 40);
    await reload(mira);
    await mira.goto(world.address(`/chat/${world.groups.team}`));
    await entryOf(mira, name).click();
    await title(mira, name).waitFor();
    await mira.locator("#to-latest:not([hidden])").waitFor();
    expect(await belowLine(mira)).toEqual(begins);
    // And if the page remembers the group from before.
    await entryOf(mira, "Second").click();
    await title(mira, "Second").waitFor();
    await entryOf(mira, name).click();
    await title(mira, name).waitFor();
    expect(await belowLine(mira)).toEqual(begins);
    expect(await unreadIn(id)).toBe(count);
    await toEnd(mira);
    await untilUnread(id, 0);
    await expectCount(entryOf(mira, name).getByText(/unread/), 0);
  });
});

test("a reader who has gone to the end before the page arrives stays there, and has read it", async () => {
  const id = await groupWith("Slow page", 60);
  const mira = await world.page("mira");
  await mira.goto(world.address(`/chat/${id}`));
  await mira.locator("#to-latest:not([hidden])").waitFor();
  await entryOf(mira, "Second").click();
  await title(mira, "Second").waitFor();
  const held = Promise.withResolvers<void>();
  await mira.route(`**/chat/${id}/data`, async (route) => {
    await held.promise;
    await route.continue();
  });
  const asked = mira.waitForRequest(`**/chat/${id}/data`);
  await entryOf(mira, "Slow page").click();
  await asked;
  expect(await belowLine(mira)).toEqual(begins);
  await toEnd(mira);
  await log(mira).getByText("Unread 60", { exact: true }).waitFor();
  const answered = mira.waitForResponse(`**/chat/${id}/data`);
  held.resolve();
  await answered;
  await untilUnread(id, 0);
  await mira.locator("#to-latest[hidden]").waitFor({ state: "attached" });
});

describe("a group with more unread messages than a page opens with", () => {
  test.each(inAllLooks ? [201, 1_000] : [201])(
    "says so, and leads to the first of %d",
    async (count) => {
      const name = `Very busy, ${count}`;
      const id = await groupWith(name, count);
      const mira = await world.page("mira");
      await entryOf(mira, name).click();
      await bar(mira, count.toLocaleString("en-GB")).waitFor();
      await log(mira).getByText(`Unread ${count}`, { exact: true }).waitFor();
      await expectCount(mira.locator("#new-messages"), 0);
      // A message that arrives while the end is on the screen is one more that is not read.
      await write(id, 1, count + 1);
      await bar(mira, (count + 1).toLocaleString("en-GB")).waitFor();
      await reload(mira);
      await bar(mira, (count + 1).toLocaleString("en-GB")).waitFor();
      expect(await axe(mira)).toEqual([]);
      await mira.getByRole("button", { name: "Jump to the first" }).click();
      expect(await belowLine(mira)).toEqual(begins);
      await expectCount(mira.getByRole("button", { name: "Jump to the first" }), 0);
      expect(await unreadIn(id)).toBe(count + 1);
      await toEnd(mira);
      await untilUnread(id, 0);
      await expectCount(entryOf(mira, name).getByText(/unread/), 0);
    },
  );

  test("can be marked as read as a whole", async () => {
    const id = await groupWith("Not today", 230);
    const mira = await world.page("mira");
    await entryOf(mira, "Not today").click();
    await bar(mira, "230").waitFor();
    await mira.getByRole("button", { name: "Mark all as read" }).click();
    await untilUnread(id, 0);
    await expectCount(bar(mira, "230"), 0);
    await expectCount(entryOf(mira, "Not today").getByText(/unread/), 0);
  });

  test("is read when the reader writes in it", async () => {
    const id = await groupWith("Answered", 230);
    const mira = await world.page("mira");
    await entryOf(mira, "Answered").click();
    await bar(mira, "230").waitFor();
    await say(mira, "I have not read it all");
    await untilUnread(id, 0);
    await expectCount(bar(mira, "230"), 0);
  });
});

test("the line is above the first unread message even if that was removed", async () => {
  const id = await groupWith("Removed first", 0);
  const { tim, prof } = world.people;
  const first = await sendMessage(tim.context, { conversationId: id, content: "rude" });
  await write(id, 60);
  await removeMessage(prof.context, { conversationId: id, messageId: first.id });
  const mira = await world.page("mira");
  await entryOf(mira, "Removed first").click();
  const { text, onScreen } = await belowLine(mira);
  expect(onScreen).toBe(true);
  expect(text).toMatch(/removed|Unread 1$/);
});

describe("messages that arrive while nobody looks are unread, and the line stays on the screen", () => {
  test("in a hidden tab", async () => {
    const id = await groupWith("Hidden tab", 0);
    const mira = await world.page("mira");
    await entryOf(mira, "Hidden tab").click();
    await log(mira).getByText("Read 30").waitFor();
    const look = (state: "hidden" | "visible") =>
      mira.evaluate((shown) => {
        Object.defineProperty(document, "visibilityState", { value: shown, configurable: true });
        document.dispatchEvent(new Event("visibilitychange"));
      }, state);
    await look("hidden");
    await write(id, 60);
    await log(mira).getByText("Unread 60", { exact: true }).waitFor({ state: "attached" });
    await look("visible");
    expect(await belowLine(mira)).toEqual(begins);
    expect(await unreadIn(id)).toBe(60);
    await toEnd(mira);
    await untilUnread(id, 0);
  });

  test("on a device without a connection", async () => {
    const id = await groupWith("Asleep", 0);
    const mira = await world.page("mira");
    await entryOf(mira, "Asleep").click();
    await log(mira).getByText("Read 30").waitFor();
    await world.stopRealtime();
    await mira.getByText(/No connection/).waitFor();
    await write(id, 60);
    await world.startRealtime();
    await log(mira).getByText("Unread 60", { exact: true }).waitFor({ state: "attached" });
    expect(await belowLine(mira)).toEqual(begins);
    expect(await unreadIn(id)).toBe(60);
    await toEnd(mira);
    await untilUnread(id, 0);
  });
});
