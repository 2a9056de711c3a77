/** The reader's place in a conversation, whatever moves around it. */
import { describe, expect, test } from "bun:test";
import type { Page } from "playwright-core";
import {
  chatWorld,
  expectCount,
  log,
  numbered,
  say,
  scripted,
  storedRow,
  title,
  untilSeen,
} from "./chat_world.ts";
import { inWorld, signIn } from "./pages_world.ts";

const world = inWorld(chatWorld);

/** How far below the top edge of the conversation a message is. */
function placeOf(page: Page, words: string): Promise<number> {
  return storedRow(page, words).evaluate(
    (row) =>
      row.getBoundingClientRect().top -
      document.querySelector("[role=log]")!.getBoundingClientRect().top,
  );
}

/** Resolves when nothing has moved for some frames. */
async function resting(page: Page): Promise<void> {
  await untilSeen(page, async () => {
    const list = document.querySelector("[role=log]")!;
    const look = () => `${list.scrollTop} ${list.scrollHeight} ${list.clientWidth}`;
    const before = look();
    for (let frames = 0; frames < 3; frames++) await new Promise((go) => requestAnimationFrame(go));
    return look() === before && !list.querySelector("[role=status]");
  });
}

async function scrollTo(page: Page, words: string): Promise<void> {
  await storedRow(page, words).evaluate((row) => {
    const list = document.querySelector("[role=log]")!;
    list.scrollTop += row.getBoundingClientRect().top - list.getBoundingClientRect().top - 16;
  });
  await resting(page);
}

/** A page of a group with 60 messages that take more lines the narrower it is. */
async function longMessages(): Promise<Page> {
  const many = (words: string) => `${words} `.repeat(40);
  if (!written) {
    for (let count = 1; count <= 60; count++) {
      await world.write("second", [`${many("some words")}, message ${count}.`]);
    }
    written = true;
  }
  const tim = await world.page("tim", { group: "second" });
  await storedRow(tim, "message 60.").waitFor();
  await log(tim).evaluate((list) => list.scrollTo({ top: 0 }));
  await resting(tim);
  return tim;
}
let written = false;

describe("a reader who has scrolled back stays in place", () => {
  test("when the window gets narrower, lower and wider, or the details open", async () => {
    const tim = await longMessages();
    await scrollTo(tim, "message 30.");
    const before = await placeOf(tim, "message 30.");
    expect(before).toBeCloseTo(16, 0);
    for (const [width, height] of [
      [640, 800],
      [390, 800],
      [390, 500],
      [1280, 800],
      [900, 700],
      [1440, 900],
    ] as const) {
      await tim.setViewportSize({ width, height });
      await resting(tim);
      expect(Math.abs((await placeOf(tim, "message 30.")) - before)).toBeLessThanOrEqual(4);
    }
    await tim.getByRole("button", { name: "Members and details" }).click();
    await tim.getByRole("button", { name: "Close the details" }).waitFor();
    await resting(tim);
    expect(Math.abs((await placeOf(tim, "message 30.")) - before)).toBeLessThanOrEqual(4);
  });

  test("when the connection is lost and returns, as they do at the end", async () => {
    const tim = await longMessages();
    await tim.setViewportSize({ width: 360, height: 740 });
    const online = tim.getByText(/\d online/);
    const offline = tim.getByText(/You are offline/);
    const onScreen = async (words: string) => (await storedRow(tim, words).boundingBox())!.y;
    for (const words of ["message 60.", "message 30."]) {
      if (words === "message 30.") await scrollTo(tim, words);
      await resting(tim);
      await online.waitFor();
      const before = await onScreen(words);
      await tim.context().setOffline(true);
      await offline.waitFor();
      await resting(tim);
      expect(Math.abs((await onScreen(words)) - before)).toBeLessThanOrEqual(1);
      await tim.context().setOffline(false);
      await offline.waitFor({ state: "detached" });
      await resting(tim);
      expect(Math.abs((await onScreen(words)) - before)).toBeLessThanOrEqual(1);
    }
  });

  test("when they go to another group and return", async () => {
    const tim = await longMessages();
    await scrollTo(tim, "message 30.");
    const before = await placeOf(tim, "message 30.");
    for (const back of [
      () => tim.goBack(),
      () => tim.getByRole("link", { name: /Second/ }).click(),
    ]) {
      await tim.getByRole("link", { name: /Team 1/ }).click();
      await title(tim, "Team 1").waitFor();
      await back();
      await title(tim, "Second").waitFor();
      await resting(tim);
      expect(Math.abs((await placeOf(tim, "message 30.")) - before)).toBeLessThanOrEqual(2);
    }
    await tim.locator("#to-latest").click();
    await tim.getByRole("link", { name: /Team 1/ }).click();
    await title(tim, "Team 1").waitFor();
    await tim.getByRole("link", { name: /Second/ }).click();
    await title(tim, "Second").waitFor();
    await tim.waitForFunction(() => document.querySelector("[role=log]")!.scrollTop > -2);
  });

  test("when they visit another page and return by a link, but not another person", async () => {
    const tim = await longMessages();
    await scrollTo(tim, "message 45.");
    const before = await placeOf(tim, "message 45.");
    await tim.goto(world.address("/account"));
    await tim.goto(world.address(`/chat/${world.groups.second}`));
    await scripted(tim);
    await resting(tim);
    expect(Math.abs((await placeOf(tim, "message 45.")) - before)).toBeLessThanOrEqual(2);
    const { mira } = world.people;
    await signIn(tim, mira, world.address("/"));
    await tim.goto(world.address(`/chat/${world.groups.second}`));
    await scripted(tim);
    await resting(tim);
    expect(Math.abs((await placeOf(tim, "message 45.")) - before)).toBeGreaterThan(50);
  });
});

test("a reader at the end stays there when the width changes", async () => {
  const tim = await longMessages();
  for (const width of [640, 390, 1280]) {
    await tim.setViewportSize({ width, height: 800 });
    await resting(tim);
    expect(await log(tim).evaluate((list) => list.scrollTop)).toBeGreaterThan(-2);
    expect(await storedRow(tim, "message 60.").isVisible()).toBe(true);
  }
});

test("the edit field stays on the screen, and messages below it are not read", async () => {
  const tim = await world.page("tim");
  await say(tim, "With a misteak");
  await storedRow(tim, "With a misteak").waitFor();
  await tim.keyboard.press("ArrowUp");
  const field = tim.getByLabel("Edit your message");
  await field.waitFor();
  await world.write("team", numbered(22, "Meanwhile"));
  await log(tim).getByText("Meanwhile 22", { exact: true }).waitFor({ state: "attached" });
  await resting(tim);
  const [box, edge] = [await field.boundingBox(), await log(tim).boundingBox()];
  expect(box!.y).toBeGreaterThanOrEqual(edge!.y);
  expect(box!.y + box!.height).toBeLessThanOrEqual(edge!.y + edge!.height);
  await tim.getByRole("button", { name: /new messages?/ }).waitFor();
  await tim
    .getByRole("link", { name: /Team 1/ })
    .getByText("22 unread messages")
    .waitFor();
  await field.press("Escape");
  await tim.getByRole("button", { name: /new messages?/ }).click();
  await expectCount(tim.getByRole("link", { name: /Team 1/ }).getByText(/unread/), 0);
});

test("a message of thousands of lines is folded, and unfolds in place", async () => {
  const tim = await world.page("tim");
  await world.write("team", [`Very high${"\n".repeat(7_900)}its end`]);
  const row = storedRow(tim, "Very high");
  const button = row.getByRole("button", { name: "Show all" });
  await button.waitFor();
  expect((await row.boundingBox())!.height).toBeLessThan(600);
  const before = await placeOf(tim, "Very high");
  await button.click();
  await row.getByRole("button", { name: "Show less", expanded: true }).waitFor();
  await resting(tim);
  expect(Math.abs((await placeOf(tim, "Very high")) - before)).toBeLessThanOrEqual(2);
  expect((await row.boundingBox())!.height).toBeGreaterThan(100_000);
  await row.getByRole("button", { name: "Show less" }).click();
  await button.waitFor();
  await resting(tim);
  expect(await button.isVisible()).toBe(true);
  await world.write("team", ["20 lines and no more\n".repeat(20).trim()]);
  await storedRow(tim, "20 lines and no more").waitFor();
  await expectCount(tim.getByRole("button", { name: "Show all" }), 1);
});
