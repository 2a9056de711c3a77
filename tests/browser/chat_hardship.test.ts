/** The chat in browsers that lack functions, report wrong values, or change the page. */
import { describe, expect, test } from "bun:test";
import { axe } from "#tests/support/browser.ts";
import type { Page } from "playwright-core";
import { editMessage, sendMessage } from "#core/messages/messages.ts";
import { chatWorld, expectCount, log, reload, say, storedRow, title } from "./chat_world.ts";
import { inWorld } from "./pages_world.ts";

const world = inWorld(chatWorld);

/** Tim's page in a browser that runs `script` before the page's own scripts. */
async function hardPage(script: () => void): Promise<Page> {
  const tim = await world.page("tim");
  await tim.addInitScript(script);
  await reload(tim);
  return tim;
}

/** Messages in a group reach a page, and messages written there are stored. */
async function expectLive(page: Page, words: string): Promise<void> {
  const { context } = world.people.mira;
  await sendMessage(context, { conversationId: world.groups.team, content: `${words}, says Mira` });
  await log(page).getByText(`${words}, says Mira`).waitFor();
  await say(page, `${words}, says Tim`);
  await storedRow(page, `${words}, says Tim`).waitFor();
}

test("times are in UTC if the browser names a time zone that it does not know", async () => {
  const tim = await hardPage(() => {
    const { resolvedOptions } = Intl.DateTimeFormat.prototype;
    Intl.DateTimeFormat.prototype.resolvedOptions = function resolve() {
      return { ...resolvedOptions.call(this), timeZone: "Etc/Unknown" };
    };
  });
  await expectLive(tim, "Nowhere");
  const time = storedRow(tim, "Nowhere, says Mira").locator("time").first();
  const utc = (await time.getAttribute("datetime"))!.slice(11, 16);
  expect(await time.textContent()).toBe(utc);
});

test("addresses are links even if the browser lacks newer functions to parse them", async () => {
  const tim = await hardPage(() => {
    Reflect.deleteProperty(URL, "parse");
    Reflect.deleteProperty(URL, "canParse");
    Reflect.deleteProperty(Promise, "withResolvers");
    Reflect.deleteProperty(Promise, "try");
  });
  await expectLive(tim, "See https://example.org/old");
  const link = log(tim).getByRole("link", { name: "https://example.org/old" }).first();
  expect(await link.getAttribute("href")).toBe("https://example.org/old");
});

describe("an element that cannot be rendered", () => {
  test("is replaced by a note, logged once in the console, and the rest keeps working", async () => {
    world.browser.expectTrouble(/no luck with/);
    const tim = await hardPage(() => {
      const strings = String.prototype;
      const { matchAll } = strings;
      Object.defineProperty(strings, "matchAll", {
        value(this: string, pattern: RegExp) {
          if (this.includes("unlucky")) throw new Error("no luck with this one");
          return matchAll.call(this, pattern);
        },
      });
    });
    const complaints: string[] = [];
    tim.on("pageerror", ({ message }) => complaints.push(message));
    const { context } = world.people.mira;
    const conversationId = world.groups.team;
    const message = await sendMessage(context, { conversationId, content: "an unlucky one" });
    const missing = log(tim).getByText("This message cannot be displayed.");
    await missing.waitFor();
    await expectLive(tim, "Meanwhile");
    await reload(tim);
    await missing.waitFor();
    await expectLive(tim, "After loading again");
    // Once by each of the two pages.
    expect(complaints).toEqual(["no luck with this one", "no luck with this one"]);
    await editMessage(context, { conversationId, messageId: message.id, content: "a lucky one" });
    await log(tim).getByText("a lucky one").waitFor();
    await expectCount(missing, 0);
  });

  test("may be a whole part of the page: the others keep working", async () => {
    world.browser.expectTrouble(/no plurals/);
    const tim = await hardPage(() => {
      Intl.PluralRules.prototype.select = () => {
        throw new Error("no plurals here");
      };
    });
    await tim
      .locator("[role=main]")
      .getByText("This part of the page cannot be displayed.")
      .waitFor();
    await expectLive(tim, "Without a header");
    await tim.getByRole("link", { name: /Second/ }).click();
    await tim.waitForURL(`**/chat/${world.groups.second}`);
    await tim.locator("#composer").waitFor();
  });
});

test("a device that travels to another time zone sees its times there, without a reload", async () => {
  const tim = await world.page("tim");
  await say(tim, "Written in Berlin");
  const time = storedRow(tim, "Written in Berlin").locator("time").first();
  const iso = (await time.getAttribute("datetime"))!;
  const at = (timeZone: string) =>
    new Date(iso).toLocaleTimeString("en-GB", { timeZone, timeStyle: "short" });
  expect(await time.textContent()).toBe(at("Europe/Berlin"));
  await tim.evaluate(() => {
    const { resolvedOptions } = Intl.DateTimeFormat.prototype;
    const tokyo = { timeZone: "Asia/Tokyo" };
    Intl.DateTimeFormat.prototype.resolvedOptions = function resolve() {
      return { ...resolvedOptions.call(this), ...tokyo };
    };
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await time.getByText(at("Asia/Tokyo")).waitFor({ state: "attached" });
});

test("a user whose session has ended is told so when opening another group, without waiting", async () => {
  world.browser.expectTrouble(/status of 401/);
  const tim = await world.page("tim");
  await tim.getByText(/online/).waitFor();
  await tim.context().clearCookies();
  await tim.getByRole("link", { name: /Second/ }).click();
  await tim.getByText("Your session has expired.").waitFor();
  await tim.getByText("Please sign in again to see this group.").waitFor();
  await expectCount(tim.getByText("Loading the group"), 0);
  expect(await axe(tim)).toEqual([]);
});

/** Does what translating browsers do: every text, including later ones, gets new elements. */
function translate(): void {
  const isText = (node: Node) =>
    node.nodeType === Node.TEXT_NODE &&
    node.textContent!.trim() !== "" &&
    !node.parentElement?.closest("font, script, style, textarea, title");
  const take = (node: Node): void => {
    if (!isText(node)) {
      [...node.childNodes].forEach(take);
      return;
    }
    const outer = document.createElement("font");
    const inner = outer.appendChild(document.createElement("font"));
    inner.textContent = node.textContent;
    node.parentNode!.replaceChild(outer, node);
  };
  take(document.body);
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes)
      for (const node of addedNodes) if (node.isConnected) take(node);
  }).observe(document.body, { childList: true, subtree: true });
}

test("a translated page shows what is stored, and nothing that was", async () => {
  const mira = await world.page("mira");
  const { context } = world.people.tim;
  const conversationId = world.groups.team;
  const write = (content: string) => sendMessage(context, { conversationId, content });
  const first = await write("first words");
  const second = await write("second with https://example.org/link in it");
  const third = await write("third words");
  await log(mira).getByText("third words").waitFor();
  await mira.evaluate(translate);
  expect(await mira.locator("h1 font").count()).toBeGreaterThan(0);
  const change = (messageId: string, content: string) =>
    editMessage(context, { conversationId, messageId, content });
  await change(first.id, "FIRST EDITED");
  await change(second.id, "SECOND WITHOUT");
  await change(third.id, "THIRD https://example.org/more EDITED");
  await log(mira).getByText("FIRST EDITED").waitFor();
  await log(mira).getByText("SECOND WITHOUT").waitFor();
  await log(mira).getByText("EDITED", { exact: true }).waitFor();
  for (const old of [/first words/, /second with/, /third words/]) {
    await expectCount(mira.getByText(old), 0);
  }
  const entry = mira.getByRole("link", { name: /Second/ });
  for (const [count, content] of [
    [1, "one in B"],
    [2, "two in B"],
    [3, "three in B"],
  ] as const) {
    await sendMessage(context, { conversationId: world.groups.second, content });
    await entry.getByText(new RegExp(`^${count} unread`)).waitFor({ state: "attached" });
    await entry.getByText(`Tim: ${content}`).waitFor();
  }
  await expectCount(entry.getByText(/one in B|two in B|^[12]$/), 0);
  await entry.click();
  await title(mira, "Second").waitFor();
  await log(mira).getByText("three in B").waitFor();
  await expectCount(mira.getByRole("heading", { name: "Team 1" }), 0);
  await world.stopRealtime();
  await mira.getByText(/No connection/).waitFor();
  await say(mira, "waiting");
  await log(mira).getByText("Waiting to be sent").waitFor();
  // There is no server yet; once there is, the page may connect before the button is pressed.
  await mira.getByRole("button", { name: "Try now" }).click();
  await world.startRealtime();
  await storedRow(mira, "waiting").waitFor();
  await expectCount(mira.getByText(/Waiting to be sent|No connection/), 0);
});

/** The horizontal positions of some words in the newest row that has them. */
function lettersAt(page: Page, words: string): Promise<number[]> {
  return storedRow(page, words).evaluate((row, wanted) => {
    const nodes = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
    while (nodes.nextNode()) {
      const from = nodes.currentNode.textContent!.indexOf(wanted);
      if (from < 0) continue;
      return Array.from(wanted, (_letter, index) => {
        const range = document.createRange();
        range.setStart(nodes.currentNode, from + index);
        range.setEnd(nodes.currentNode, from + index + 1);
        return range.getBoundingClientRect().left;
      });
    }
    throw new Error(`No text has ${wanted}`);
  }, words);
}

const rising = (places: number[]) => places.toSorted((a, b) => a - b);

describe("text with a direction of its own", () => {
  test("affects neither the mark of an edit nor a link", async () => {
    const mira = await world.page("mira");
    const { context } = world.people.tim;
    const conversationId = world.groups.team;
    const content = "pay me \u202e001 https://example.org/x";
    const { id } = await sendMessage(context, { conversationId, content: "before" });
    await editMessage(context, { conversationId, messageId: id, content });
    const turned = await lettersAt(mira, "001");
    expect(turned).toEqual(rising(turned).toReversed());
    const link = await lettersAt(mira, "https://example.org/x");
    expect(link).toEqual(rising(link));
    const mark = await lettersAt(mira, "(edited)");
    expect(mark).toEqual(rising(mark));
    expect(mark[0]).toBeGreaterThan(Math.max(...turned, ...link));
  });

  test("has a direction per line, as in the field it was written in", async () => {
    const mira = await world.page("mira");
    await sendMessage(world.people.tim.context, {
      conversationId: world.groups.team,
      content: "שלום\nHello, world!",
    });
    const second = await lettersAt(mira, "Hello, world!");
    expect(second).toEqual(rising(second));
    const [first = 0] = await lettersAt(mira, "שלום");
    expect(first).toBeGreaterThan(second.at(-1)!);
  });
});

test("no message makes the conversation wider than its container", async () => {
  const mira = await world.page("mira", { width: 360 });
  const { context } = world.people.tim;
  const wide = [
    "क्".repeat(200),
    `${"👩\u200d".repeat(500)}👩`,
    "﷽".repeat(300),
    "a\u0308".repeat(900),
  ];
  for (const content of wide) {
    await sendMessage(context, { conversationId: world.groups.team, content });
  }
  await sendMessage(context, { conversationId: world.groups.team, content: "after all" });
  await storedRow(mira, "after all").waitFor();
  expect(await log(mira).evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0);
  await log(mira).evaluate((box) => box.scrollTo({ left: 500 }));
  expect(await log(mira).evaluate((box) => box.scrollLeft)).toBe(0);
  expect(await mira.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
});

test("both lists show the words of a message after many empty lines", async () => {
  const mira = await world.page("mira");
  const content = `${"\n".repeat(240)}hello behind them`;
  await sendMessage(world.people.tim.context, { conversationId: world.groups.second, content });
  await mira
    .getByRole("link", { name: /Second/ })
    .getByText("Tim: hello behind them")
    .waitFor();
  await mira.goto(world.address("/conversations"));
  await mira.getByText("Tim: hello behind them").waitFor();
});
