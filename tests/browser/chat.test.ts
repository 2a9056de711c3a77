import { describe, expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { sendMessage } from "#core/messages/messages.ts";
import { addMembers, removeFromGroup } from "#core/groups/members.ts";
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

describe("two people in a group", () => {
  test("talk live, and a third who is not a member receives nothing", async () => {
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
    await log(lea).getByText("Only for Other").waitFor();
    const frames = await heard();
    expect(frames.filter((frame) => frame.includes("Only for Other"))).not.toEqual([]);
    expect(frames.filter((frame) => frame.includes("started"))).toEqual([]);
    const answer = await lea.goto(world.address(`/chat/${world.groups.team}`));
    expect(answer?.status()).toBe(404);
  });

  test("see who is typing, who is online, and what is unread elsewhere", async () => {
    const mira = await world.page("mira");
    const tim = await world.page("tim");
    await mira.getByText("2 online").waitFor();
    await tim.getByText("2 online").waitFor();
    await Promise.all([
      // As fast as a person types, because typing indicators are sent every few seconds only.
      tim.locator("#composer").pressSequentially("thinking about it a little", { delay: 150 }),
      mira.getByText("Tim is typing").waitFor(),
    ]);
    await sendMessage(world.people.prof.context, {
      conversationId: world.groups.second,
      content: "Elsewhere",
    });
    const listed = mira.getByRole("link", { name: /Second/ });
    await listed.getByText(/unread message/).waitFor();
    await mira.waitForFunction(() => document.title.startsWith("("));
    await listed.click();
    await log(mira).getByText("Elsewhere").waitFor();
    await listed.getByText(/unread message/).waitFor({ state: "detached" });
  });
});

describe("the user's own message", () => {
  test("is edited with the arrow key, and deleted for everyone after a question", async () => {
    const mira = await world.page("mira");
    const tim = await world.page("tim");
    await say(mira, "Lunch at tow");
    await log(tim).getByText("Lunch at tow").waitFor();
    await storedRow(mira, "Lunch at tow").waitFor();
    await mira.keyboard.press("ArrowUp");
    const field = mira.getByLabel("Edit your message");
    expect(await field.inputValue()).toBe("Lunch at tow");
    await field.fill("Lunch at two");
    await field.press("Enter");
    await log(tim).getByText("Lunch at two").waitFor();
    await log(tim).getByText("(edited)").waitFor();
    const row = storedRow(mira, "Lunch at two");
    await row.hover();
    await row.getByRole("button", { name: "Delete" }).click();
    await mira.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
    await log(tim).getByText("Mira removed a message.").waitFor();
    await expectCount(log(tim).getByText("Lunch at two"), 0);
  });

  test("is removed by staff with a reason, and only they can read it again", async () => {
    const mira = await world.page("mira");
    const prof = await world.page("prof");
    await say(mira, "Something rude");
    const row = storedRow(prof, "Something rude");
    await row.hover();
    await row.getByRole("button", { name: "Remove" }).click();
    await prof.getByLabel(/Reason/).fill("An insult");
    await prof.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
    await log(mira).getByText("Reason: An insult").waitFor();
    await expectCount(log(mira).getByText("Something rude"), 0);
    await expectCount(mira.getByRole("button", { name: "Show the original" }), 0);
    const gone = storedRow(prof, "An insult");
    await gone.hover();
    await gone.getByRole("button", { name: "Show the original" }).click();
    await prof.getByRole("dialog").getByText("Something rude").waitFor();
    await prof.keyboard.press("Escape");
    await expectCount(prof.getByRole("dialog"), 0);
  });
});

describe("moving between groups", () => {
  test("keeps a draft for each, through the back button and a reload", async () => {
    const tim = await world.page("tim");
    const composer = tim.locator("#composer");
    await composer.fill("half a thought");
    await tim.getByRole("link", { name: /Second/ }).click();
    await title(tim, "Second").waitFor();
    expect(tim.url()).toEndWith(`/chat/${world.groups.second}`);
    expect(await composer.inputValue()).toBe("");
    await composer.fill("another");
    await tim.goBack();
    await title(tim, "Team 1").waitFor();
    expect(await composer.inputValue()).toBe("half a thought");
    await reload(tim);
    expect(await composer.inputValue()).toBe("half a thought");
    await tim.goForward();
    await title(tim, "Second").waitFor();
    expect(await composer.inputValue()).toBe("another");
    await composer.fill("");
  });

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

  test("keeps a half-written edit, open and through a reload, until it is cancelled", async () => {
    const tim = await world.page("tim");
    await say(tim, "See you at tow");
    await storedRow(tim, "See you at tow").waitFor();
    await tim.keyboard.press("ArrowUp");
    const field = tim.getByLabel("Edit your message");
    await field.fill("See you at two, or");
    await tim.getByRole("link", { name: /Second/ }).click();
    await title(tim, "Second").waitFor();
    await expectCount(field, 0);
    await tim.getByRole("link", { name: /Team 1/ }).click();
    await field.waitFor();
    expect(await field.inputValue()).toBe("See you at two, or");
    await tim.waitForFunction(() => document.activeElement?.tagName === "TEXTAREA");
    expect(await field.evaluate((area) => area === document.activeElement)).toBe(true);
    await reload(tim);
    const row = storedRow(tim, "See you at tow");
    const edit = async () => {
      await row.hover();
      await row.getByRole("button", { name: "Edit" }).click();
    };
    await edit();
    expect(await field.inputValue()).toBe("See you at two, or");
    await field.press("Escape");
    await edit();
    expect(await field.inputValue()).toBe("See you at tow");
    await field.fill("See you at two");
    await field.press("Enter");
    await log(tim).getByText("See you at two").waitFor();
    const kept = await tim.evaluate(() => Object.values(localStorage));
    expect(kept.filter((text) => text.includes("See you"))).toEqual([]);
  });

  test("a removed member can read the messages on the screen, but not write until added again", async () => {
    const lea = await world.page("lea", { group: "other" });
    await say(lea, "My last words");
    await lea.locator("#composer").fill("Half a thou");
    const key = { conversationId: world.groups.other, userId: world.people.lea.id };
    await removeFromGroup(world.people.prof.context, key);
    await lea.getByText(/no longer in this group/).waitFor();
    await log(lea).getByText("My last words").waitFor();
    await lea.getByText("Half a thou").waitFor();
    await expectCount(lea.locator("#composer"), 0);
    await expectCount(lea.getByRole("link", { name: /Other/ }), 0);
    await addMembers(world.people.prof.context, key.conversationId, [{ userId: key.userId }]);
    await lea.locator("#composer").waitFor();
    expect(await lea.locator("#composer").inputValue()).toBe("Half a thou");
    await say(lea, "Here again");
    await storedRow(lea, "Here again").waitFor();
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

test("text is shown as it was written, and only safe addresses are links", async () => {
  const mira = await world.page("mira");
  const tim = await world.page("tim");
  const hostile = `<img src=x onerror=alert(1)> javascript:alert(1) https://example.org/a?b=1.`;
  await say(mira, hostile);
  const row = storedRow(tim, "onerror");
  expect(await row.locator("a[rel]").getAttribute("href")).toBe("https://example.org/a?b=1");
  expect(await row.locator("a[rel]").getAttribute("rel")).toBe("noopener noreferrer nofollow");
  expect(await row.innerText()).toContain(hostile);
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
