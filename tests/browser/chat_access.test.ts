import { describe, expect, test } from "bun:test";
import { axe, inAllLooks, testLook } from "#tests/support/browser.ts";
import type { Page } from "playwright-core";
import { sendMessage, removeMessage } from "#core/messages/messages.ts";
import { limits } from "#wire/limits.ts";
import { chatWorld, expectCount, log, say, storedRow, title } from "./chat_world.ts";
import { inWorld } from "./pages_world.ts";

const world = inWorld(chatWorld);

for (const turn of inAllLooks ? ([0] as const) : ([0, 1] as const)) {
  testLook(turn, "axe finds nothing", async ({ width, theme }) => {
    const mira = await world.page("mira", { width, theme });
    await say(mira, `Seen at ${width} px, ${theme}`);
    const row = storedRow(mira, `Seen at ${width} px, ${theme}`);
    await row.waitFor();
    expect(await axe(mira)).toEqual([]);
    await mira.getByRole("button", { name: "Members and details" }).click();
    await mira.getByRole("button", { name: "Close the details" }).waitFor();
    expect(await axe(mira)).toEqual([]);
    await mira.getByRole("button", { name: "Close the details" }).click();
    if (width < 600) await row.tap({ position: { x: 120, y: 12 } });
    else await row.hover();
    expect(await axe(mira)).toEqual([]);
    await mira.getByRole("button", { name: "Delete" }).click();
    await mira.getByRole("dialog", { name: "Delete your message?" }).waitFor();
    expect(await axe(mira)).toEqual([]);
  });
}

describe("at 360 px", () => {
  test("nothing is wider than the screen, the list is a step back, and writing works", async () => {
    const mira = await world.page("mira", { width: 360 });
    await say(mira, `${"long".repeat(80)} https://example.org/${"a".repeat(200)}`);
    await log(mira).getByText("longlong").first().waitFor();
    expect(await mira.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    await mira.getByRole("link", { name: "Back to your groups" }).click();
    await mira.waitForURL("**/conversations");
    await mira.getByRole("link", { name: /Second/ }).click();
    await title(mira, "Second").waitFor();
    await say(mira, "From the phone");
    await log(mira).getByText("From the phone").waitFor();
  });

  test("Enter starts a new line, and a tap on a message opens its actions", async () => {
    const mira = await world.page("mira", { width: 360 });
    await mira.locator("#composer").tap();
    await mira.keyboard.type("one");
    await mira.keyboard.press("Enter");
    await mira.keyboard.type("two");
    await mira.getByRole("button", { name: "Send", exact: true }).tap();
    const row = storedRow(mira, "one two");
    await row.tap({ position: { x: 120, y: 40 } });
    await mira.getByRole("dialog").getByRole("button", { name: "Edit" }).tap();
    expect(await mira.getByLabel("Edit your message").inputValue()).toBe("one\ntwo");
  });

  test("the composer stays on the screen when the keyboard takes half of it", async () => {
    const mira = await world.page("mira", { width: 360 });
    await mira.locator("#composer").fill("A line of many\n".repeat(30));
    // A keyboard that covers the page: only the visible part of the page becomes smaller.
    await mira.evaluate(() => {
      Object.defineProperty(visualViewport!, "height", { value: 340 });
      visualViewport!.dispatchEvent(new Event("resize"));
    });
    const box = await mira.locator("#composer").boundingBox();
    expect(box!.y + box!.height).toBeLessThanOrEqual(340);
    expect(await log(mira).isVisible()).toBe(true);
  });
});

test("the keyboard alone is enough to write, edit, switch groups and return", async () => {
  const tim = await world.page("tim");
  await tim.waitForFunction(() => document.activeElement?.id === "composer");
  await tim.keyboard.type("First line");
  await tim.keyboard.press("Shift+Enter");
  await tim.keyboard.type("second line");
  await tim.keyboard.press("Enter");
  await storedRow(tim, "second line").waitFor();
  await tim.keyboard.press("ArrowUp");
  await tim.getByLabel("Edit your message").waitFor();
  await tim.keyboard.press("Escape");
  await tim.waitForFunction(() => document.activeElement?.id === "composer");
  await tim.keyboard.press("Shift+Tab");
  await tim.keyboard.press("ArrowUp");
  await tim.keyboard.press("Enter");
  await tim.getByRole("dialog").waitFor();
  await tim.keyboard.press("Escape");
  await expectCount(tim.getByRole("dialog"), 0);
  await tim.getByRole("link", { name: /Second/ }).focus();
  await tim.keyboard.press("Enter");
  await title(tim, "Second").waitFor();
  await tim.waitForFunction(() => document.activeElement?.id === "composer");
});

/** Records announcements to screen readers from now on; the returned function gives all of them. */
async function listen(page: Page): Promise<() => Promise<string>> {
  await page.locator("[aria-live=polite]").evaluate((region) => {
    // The next announcement takes its place.
    const note = () => (document.body.dataset["said"] += `${region.textContent}; `);
    document.body.dataset["said"] = "";
    new MutationObserver(note).observe(region, {
      childList: true,
      characterData: true,
      subtree: true,
    });
  });
  return async () => (await page.locator("body").getAttribute("data-said")) ?? "";
}

test("screen readers announce others' messages, but not the user's own", async () => {
  const mira = await world.page("mira");
  const tim = await world.page("tim");
  const said = await listen(tim);
  await say(tim, "My own words");
  await storedRow(tim, "My own words").waitFor();
  await say(mira, "Words for Tim");
  await log(tim).getByText("Words for Tim").waitFor();
  expect(await said()).toContain("Mira wrote: Words for Tim");
  expect(await said()).not.toContain("My own words");
});

test("without scripts the conversation is shown, and a form posts", async () => {
  const mira = await world.page("mira", { javaScript: false });
  await mira.locator("#composer").fill("By a plain form");
  await mira.getByRole("button", { name: "Send" }).click();
  await log(mira).getByText("By a plain form").waitFor();
  expect(mira.url()).toEndWith(`/chat/${world.groups.team}`);
});

test("the Enter that confirms a word of an input method sends and saves nothing", async () => {
  const mira = await world.page("mira");
  // As Safari reports it: the composition has already ended.
  const confirm = { key: "Enter", keyCode: 229 };
  const composer = mira.locator("#composer");
  await composer.fill("Half a sentence");
  await composer.dispatchEvent("keydown", confirm);
  expect(await composer.inputValue()).toBe("Half a sentence");
  await composer.press("Enter");
  await storedRow(mira, "Half a sentence").waitFor();
  await mira.keyboard.press("ArrowUp");
  const field = mira.getByLabel("Edit your message");
  await field.fill("Half a change");
  await field.dispatchEvent("keydown", confirm);
  await field.press("Escape");
  await say(mira, "What is sent afterwards");
  await storedRow(mira, "What is sent afterwards").waitFor();
  await expectCount(log(mira).getByText("Half a sentence"), 1);
  await expectCount(log(mira).getByText("Half a change"), 0);
});

test("the list is beside a group where there is room; elsewhere there is a way back to it", async () => {
  const mira = await world.page("mira", { width: 1023 });
  const list = mira.getByRole("region", { name: "Your groups" });
  const back = mira.getByRole("link", { name: "Back to your groups" });
  expect([await list.isVisible(), await back.isVisible()]).toEqual([false, true]);
  await mira.setViewportSize({ width: 1024, height: 800 });
  expect([await list.isVisible(), await back.isVisible()]).toEqual([true, false]);
});

test("screen readers announce the same words twice in a row twice", async () => {
  const mira = await world.page("mira");
  const tim = await world.page("tim");
  const said = await listen(tim);
  for (const count of [1, 2]) {
    await say(mira, "The same words");
    await expectCount(log(tim).getByText("The same words"), count);
    expect((await said()).match(/The same words/g)).toHaveLength(count);
  }
});

test("screen readers find no announcements of removed messages or other groups", async () => {
  const tim = await world.page("tim");
  const { mira, prof } = world.people;
  const conversationId = world.groups.team;
  const { id } = await sendMessage(mira.context, { conversationId, content: "Rude words" });
  const spoken = tim.locator("[aria-live=polite]");
  await spoken.getByText("Rude words").waitFor({ state: "attached" });
  await removeMessage(prof.context, { conversationId, messageId: id });
  await expectCount(tim.getByText("Rude words"), 0);
  await sendMessage(mira.context, { conversationId, content: "Kind words" });
  await spoken.getByText("Kind words").waitFor({ state: "attached" });
  await tim.getByRole("link", { name: /Second/ }).click();
  await expectCount(spoken.getByText("Kind words"), 0);
});

test("Enter on a text that is too long announces this each time it is pressed", async () => {
  const mira = await world.page("mira");
  const composer = mira.locator("#composer");
  const alert = mira.getByRole("alert");
  await composer.fill("a".repeat(limits.contentChars + 1));
  await expectCount(alert, 0);
  for (let press = 1; press <= 2; press++) {
    await composer.press("Enter");
    // Screen readers announce only new elements.
    await mira.locator("[role=alert]:not([data-heard]):visible").waitFor();
    await alert.evaluate((element) => (element.dataset["heard"] = ""));
    expect(await alert.textContent()).toContain("1 too many:");
  }
  await composer.fill("Short enough");
  await expectCount(alert, 0);
});

describe("the details over the conversation", () => {
  const opened = async (width: number) => {
    const mira = await world.page("mira", { width });
    await mira.getByRole("button", { name: "Members and details" }).press("Enter");
    await mira.getByRole("button", { name: "Close the details" }).waitFor();
    return mira;
  };

  test("keep keys away from what they cover, and Escape closes them from anywhere", async () => {
    const mira = await opened(1000);
    for (let press = 0; press < 12; press++) {
      await mira.keyboard.press("Shift+Tab");
      const outside = await mira.evaluate(() => {
        const { activeElement, body } = document;
        const isFree = activeElement === body || activeElement?.closest("[data-rail], #details");
        return !isFree && activeElement?.getAttribute("href") !== "#content";
      });
      expect(outside).toBe(false);
    }
    await mira.evaluate(() => (document.activeElement as HTMLElement).blur());
    await mira.keyboard.press("Escape");
    await expectCount(mira.locator("#details"), 0);
    await mira.locator("[aria-controls=details]:focus").waitFor();
  });

  test("move beside it when the window is wide enough, and cover it again when not", async () => {
    const mira = await opened(1000);
    await mira.setViewportSize({ width: 1300, height: 800 });
    await mira.locator("#composer").click();
    await mira.keyboard.type("Beside the details");
    expect(await mira.locator("#composer").inputValue()).toBe("Beside the details");
    await mira.setViewportSize({ width: 1000, height: 800 });
    await mira.locator("#details button:focus").waitFor();
    await mira.keyboard.press("Escape");
    await expectCount(mira.locator("#details"), 0);
    await mira.locator("#composer").click();
  });
});

test("at four times magnification, with a long draft and no connection, everything can be reached", async () => {
  const mira = await world.page("mira", { width: 320 });
  await mira.setViewportSize({ width: 320, height: 256 });
  await mira.locator("#composer").fill("one\ntwo\nthree\nfour\nfive\nsix");
  await world.stopRealtime();
  await mira.getByText(/No connection/).waitFor();
  expect((await log(mira).boundingBox())!.height).toBeGreaterThanOrEqual(72);
  await mira.mouse.move(160, 10);
  for (const [by, reached] of [
    [1000, "#composer"],
    [-1000, "[role=main] header"],
  ] as const) {
    await mira.mouse.wheel(0, by);
    await mira.waitForFunction((name) => {
      const part = document.querySelector(name)!;
      const { left, right, top, bottom } = part.getBoundingClientRect();
      const middle = (left + right) / 2;
      // Parts that are cut off do not count.
      return [top + 4, bottom - 4].every((y) =>
        part.contains(document.elementFromPoint(middle, y)),
      );
    }, reached);
  }
});

test("a user who changes the password in one tab continues chatting in the other", async () => {
  const lea = await world.page("lea", { group: "other" });
  await say(lea, "With the old password");
  await storedRow(lea, "With the old password").waitFor();
  const account = await lea.context().newPage();
  await account.goto(world.address("/account"));
  await account.getByLabel("Current password").fill(world.password);
  await account.getByLabel("New password").fill("other words of hers");
  await account.getByRole("button", { name: "Change password" }).click();
  await account.getByText("Your password has been changed").waitFor();
  await say(lea, "With the new password");
  await storedRow(lea, "With the new password").waitFor();
  const { people, groups } = world;
  await sendMessage(people.prof.context, {
    conversationId: groups.other,
    content: "I can read you",
  });
  await storedRow(lea, "I can read you").waitFor();
  expect(await log(lea).getByText("With the new password").count()).toBe(1);
});
