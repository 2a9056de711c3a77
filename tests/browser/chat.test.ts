/** What engines may do differently: these tests run in Firefox as well. */
import { describe, expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { sendMessage } from "#core/messages/messages.ts";
import { until } from "#tests/support/patience.ts";
import {
  chatWorld,
  expectCount,
  log,
  numbered,
  reload,
  say,
  scripted,
  storedRow,
  title,
  untilSeen,
} from "./chat_world.ts";
import { inWorld } from "./pages_world.ts";

const world = inWorld(chatWorld);

test("two people in a group talk live, and a third who is not a member receives nothing", async () => {
  const mira = await world.page("mira");
  const tim = await world.page("tim");
  const lea = await world.page("lea", { group: "other" });
  const heard = await heardBySockets(lea);
  await lea.getByText("1 online").waitFor();
  await say(mira, "Has anybody started?");
  await log(tim).getByText("Has anybody started?").waitFor();
  await say(tim, "I have\nwith the grammar");
  await log(mira).getByText("with the grammar").waitFor();
  await say(lea, "Only for Other");
  // Her page shows it before the server has answered.
  const heardOwn = async () => (await heard()).some((frame) => frame.includes("Only for Other"));
  await until(heardOwn, "the frame of her own message");
  expect((await heard()).filter((frame) => frame.includes("started"))).toEqual([]);
  const answer = await lea.goto(world.address(`/chat/${world.groups.team}`));
  expect(answer?.status()).toBe(404);
});

describe("moving between groups", () => {
  test("keeps a draft and what was typed before the scripts arrived", async () => {
    const tim = await world.page("tim");
    const composer = tim.locator("#composer");
    await composer.fill("half a thought");
    const scripts = Promise.withResolvers<void>();
    await tim.route(/\.js$/, async (route) => {
      await scripts.promise;
      await route.continue();
    });
    const there = tim.waitForEvent("framenavigated");
    const loaded = tim.reload();
    await there;
    await composer.pressSequentially("and another");
    scripts.resolve();
    await loaded;
    await scripted(tim);
    expect(await composer.inputValue()).toBe("half a thought\nand another");
    await tim.unroute(/\.js$/);
    await reload(tim);
    expect(await composer.inputValue()).toBe("half a thought\nand another");
    await composer.fill("");
  });

  test("keeps a draft even if another tab sends something meanwhile", async () => {
    const tim = await world.page("tim");
    const composer = tim.locator("#composer");
    const other = await world.page("tim", { context: tim.context() });
    await composer.fill("a long thought");
    await say(other, "Just a word");
    await storedRow(tim, "Just a word").waitFor();
    await tim.getByRole("link", { name: /Second/ }).click();
    await title(tim, "Second").waitFor();
    await tim.goBack();
    await title(tim, "Team 1").waitFor();
    expect(await composer.inputValue()).toBe("a long thought");
    await say(other, "And another");
    await storedRow(tim, "And another").waitFor();
    await reload(tim);
    expect(await composer.inputValue()).toBe("a long thought");
    await composer.fill("");
  });
});

/** Loads the page again. @returns a function that gives every frame its sockets were sent since */
async function heardBySockets(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const heard: string[] = [];
    Object.assign(globalThis, { heard });
    globalThis.WebSocket = class extends WebSocket {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(url, protocols);
        this.addEventListener("message", ({ data }) => heard.push(String(data)));
      }
    };
  });
  await reload(page);
  return () => page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard);
}

/**
 * Resolves when the conversation has not moved for some frames. One frame is not enough on a busy
 * page while a browser scrolls smoothly.
 */
async function restingScroll(page: Page): Promise<void> {
  await untilSeen(page, async () => {
    const list = document.querySelector("[role=log]")!;
    const before = list.scrollTop;
    for (let frame = 0; frame < 15; frame++) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    return list.scrollTop === before;
  });
}

test("scrolling back stays in place while others write, and loads older pages without a jump", async () => {
  const tim = await world.page("tim", { group: "long" });
  // The group is read, and opens at its end.
  await tim.locator("#to-latest").click();
  await expectCount(tim.getByRole("link", { name: /Long/ }).getByText(/unread/), 0);
  await reload(tim);
  const rows = tim.locator("[data-seq]");
  const seqs = () =>
    rows.evaluateAll((all) => all.map((row) => Number(row.getAttribute("data-seq"))));
  await log(tim).getByText("Message 200", { exact: true }).waitFor();
  expect((await seqs()).length).toBeLessThanOrEqual(100);
  await log(tim).hover();
  while (!(await log(tim).getByText("Message 30", { exact: true }).count())) {
    await tim.mouse.wheel(0, -900);
    await tim.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  }
  await tim.waitForFunction(() => !document.querySelector("[role=log] [role=status]"));
  await restingScroll(tim);
  const loaded = await seqs();
  expect(loaded).toEqual([...new Set(loaded)].toSorted((a, b) => a - b));
  const placeOf = () =>
    tim.evaluate(() => {
      const box = document.querySelector("[role=log]")!.getBoundingClientRect();
      const row = [...document.querySelectorAll("[data-seq]")].find(
        (each) => each.getBoundingClientRect().top > box.top + 40,
      )!;
      return { seq: row.getAttribute("data-seq"), top: row.getBoundingClientRect().top };
    });
  const before = await placeOf();
  const content = "Written meanwhile";
  await sendMessage(world.people.prof.context, { conversationId: world.groups.long, content });
  await tim.getByRole("button", { name: "1 new message" }).waitFor();
  expect(await placeOf()).toEqual(before);
  await tim.getByRole("button", { name: "1 new message" }).click();
  await log(tim).getByText(content).waitFor();
  await tim.waitForFunction(() => document.querySelector("[role=log]")!.scrollTop > -2);
});

describe("a group with more unread messages than the screen holds", () => {
  test("opens at the first of them, and none is read until its end has been on the screen", async () => {
    const mira = await world.page("mira");
    const entry = mira.getByRole("link", { name: /Second/ });
    const unread = (count: number) => entry.getByText(`${count} unread messages`).waitFor();
    await mira.getByText(/online/).waitFor();
    await world.write("second", numbered(60, "Unread"));
    await unread(60);
    await entry.click();
    await atLineOfNew(mira);
    await world.write("second", numbered(1, "Unread"));
    await unread(61);
    await mira.locator("#new-messages").getByText("61 new messages").waitFor();
    await mira.getByRole("button", { name: /new messages/ }).click();
    await expectCount(entry.getByText(/unread/), 0);
    // The page now remembers the group.
    await mira.getByRole("link", { name: /Team 1/ }).click();
    await title(mira, "Team 1").waitFor();
    await world.write("second", numbered(60, "Unread"));
    await unread(60);
    await entry.click();
    await atLineOfNew(mira);
    await world.write("second", numbered(1, "Unread"));
    await unread(61);
  });
});

/** Resolves when the first unread message is on the screen and the newest is not. */
async function atLineOfNew(page: Page): Promise<void> {
  await page.locator("#to-latest:not([hidden])").waitFor();
  await page.waitForFunction(() => {
    const box = document.querySelector("[role=log]")!.getBoundingClientRect();
    const { top } = document.querySelector("#new-messages")!.getBoundingClientRect();
    return top >= box.top && top < box.bottom;
  });
}
