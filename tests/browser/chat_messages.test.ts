/** What a reader can do with messages: reach their actions, unfold, copy and print them. */
import { describe, expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { axe } from "#tests/support/browser.ts";
import { pdfLetters } from "#tests/support/pdf_text.ts";
import { editMessage, removeMessage, sendMessage } from "#core/messages/messages.ts";
import { chatWorld, expectCount, log, say, storedRow } from "./chat_world.ts";
import { inWorld } from "./pages_world.ts";

const world = inWorld(chatWorld);

const post = (by: "prof" | "mira" | "tim", content: string) =>
  sendMessage(world.people[by].context, { conversationId: world.groups.team, content });

/** The distance between two elements' edges. */
async function boxOf(page: Page, selector: string) {
  return (await page.locator(selector).last().boundingBox())!;
}

describe("the actions of a message", () => {
  test("appear under the mouse within the column, beside its text, and nowhere else", async () => {
    const tim = await world.page("tim", { width: 1440 });
    await say(tim, "w ".repeat(400));
    const row = storedRow(tim, "w w w");
    await row.hover();
    const actions = await row.getByRole("group", { name: "Message actions" }).boundingBox();
    const text = await boxOf(tim, "[data-text]");
    expect(text.width).toBeLessThanOrEqual(624);
    expect(actions!.x).toBeGreaterThan(text.x + text.width);
    expect(actions!.x - text.x).toBeLessThan(832);
    await expectCount(log(tim).getByRole("group", { name: "Message actions" }), 1);
  });

  test("are in a sheet after a tap on a phone, which Escape and the back button close", async () => {
    const message = await post("mira", "Tap me");
    const tim = await world.page("tim", { width: 360 });
    const row = storedRow(tim, "Tap me");
    const sheet = tim.getByRole("dialog", { name: "Message from Mira" });
    await row.tap();
    await sheet.getByText("Tap me").waitFor();
    expect(await axe(tim)).toEqual([]);
    await expectCount(sheet.getByRole("button"), 2);
    const { height } = (await sheet.getByRole("button", { name: "Copy text" }).boundingBox())!;
    expect(height).toBeGreaterThanOrEqual(44);
    await tim.keyboard.press("Escape");
    await sheet.waitFor({ state: "detached" });
    const address = tim.url();
    await row.tap();
    await sheet.waitFor();
    await tim.goBack();
    await sheet.waitFor({ state: "detached" });
    expect(tim.url()).toBe(address);
    await row.tap();
    await sheet.waitFor();
    const key = { conversationId: message.conversationId, messageId: message.id };
    await removeMessage(world.people.prof.context, key);
    await sheet.waitFor({ state: "detached" });
  });

  test("are not offered by a tap on a link, nor by a long press on one", async () => {
    const tim = await world.page("tim", { width: 360 });
    await say(tim, "https://example.org/tapped");
    const link = log(tim).getByRole("link", { name: "https://example.org/tapped" });
    await storedRow(tim, "tapped").waitFor();
    await link.evaluate((element) =>
      element.addEventListener("click", (event) => event.preventDefault()),
    );
    await link.tap();
    await link.dispatchEvent("contextmenu", { pointerType: "touch" });
    await expectCount(tim.getByRole("dialog"), 0);
    await storedRow(tim, "tapped").dispatchEvent("contextmenu", { pointerType: "touch" });
    await tim.getByRole("dialog").getByRole("button", { name: "Edit" }).tap();
    await tim.getByLabel("Edit your message").waitFor();
  });
});

/** The focused row's text, or the id or role of another element. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement as HTMLElement;
    const text = element.querySelector("[data-text]")?.textContent;
    return element.matches("li")
      ? text
      : element.id || element.getAttribute("role") || element.innerText;
  });

describe("with the keyboard", () => {
  test("the conversation is one stop, in which arrows move and Shift+Tab leaves", async () => {
    const prof = await world.page("prof", { group: "long" });
    const { keyboard } = prof;
    await prof.waitForFunction(() => document.activeElement?.id === "composer");
    const isInLog = () => log(prof).evaluate((box) => box.contains(document.activeElement));
    await keyboard.press("Shift+Tab");
    expect(await focused(prof)).toBe("log");
    await keyboard.press("Shift+Tab");
    expect(await isInLog()).toBe(false);
    await log(prof).focus();
    await keyboard.press("ArrowUp");
    expect(await focused(prof)).toBe("Message 200");
    await keyboard.press("ArrowUp");
    expect(await focused(prof)).toBe("Message 199");
    await keyboard.press("PageUp");
    const above = Number(/\d+/.exec((await focused(prof))!)![0]);
    expect(above).toBeLessThan(195);
    await keyboard.press("PageDown");
    await keyboard.press("End");
    expect(await focused(prof)).toBe("Message 200");
    await keyboard.press("Home");
    expect(Number(/\d+/.exec((await focused(prof))!)![0])).toBeLessThan(160);
    await keyboard.press("Shift+Tab");
    expect(await isInLog()).toBe(false);
    await keyboard.press("Tab");
    expect(await isInLog()).toBe(true);
    expect(await log(prof).locator("[tabindex='0']").count()).toBe(1);
  });

  test("Enter and the menu key open the actions of a message, and letters run them", async () => {
    await post("tim", "Mine, with a typo");
    const tim = await world.page("tim");
    const row = storedRow(tim, "Mine, with a typo");
    const menu = tim.getByRole("dialog", { name: "Message from Tim" });
    await row.focus();
    for (const key of ["Enter", "ContextMenu", "Shift+F10"]) {
      await tim.keyboard.press(key);
      await menu.waitFor();
      expect(await focused(tim)).toBe("Copy text");
      await tim.keyboard.press("Escape");
      await menu.waitFor({ state: "detached" });
      expect(await focused(tim)).toBe("Mine, with a typo");
    }
    await tim.keyboard.press("Enter");
    await menu.waitFor();
    await tim.keyboard.press("ArrowDown");
    expect(await focused(tim)).toBe("Edit");
    await tim.keyboard.press("Enter");
    await tim.waitForFunction(() => document.activeElement?.matches("textarea:not(#composer)"));
    await tim.keyboard.press("Escape");
    await tim.waitForFunction(() => document.activeElement?.id === "composer");
    // Letters are text there.
    await tim.keyboard.press("e");
    expect(await tim.locator("#composer").inputValue()).toBe("e");
    await tim.locator("#composer").fill("");
    await row.focus();
    await tim.keyboard.press("e");
    const field = tim.getByLabel("Edit your message");
    expect(await field.inputValue()).toBe("Mine, with a typo");
    await field.press("Escape");
    await row.focus();
    await tim.keyboard.press("Delete");
    await tim.getByRole("dialog", { name: "Delete your message?" }).waitFor();
  });

  test("links of the row with the focus are the next stops, those of other rows are not", async () => {
    await post("mira", "First https://example.org/first");
    await post("mira", "Second https://example.org/second");
    const tim = await world.page("tim");
    await storedRow(tim, "example.org/first").focus();
    const stops: string[] = [];
    while (stops.at(-1) !== "composer") {
      await tim.keyboard.press("Tab");
      stops.push((await focused(tim))!);
    }
    expect(stops.filter((stop) => stop !== "Mira")).toEqual([
      "https://example.org/first",
      "composer",
    ]);
    await storedRow(tim, "example.org/first").focus();
    await tim.keyboard.press("ArrowDown");
    expect(await focused(tim)).toStartWith("Second");
  });
});

describe("a long message", () => {
  const long = Array.from({ length: 30 }, (_, index) => `Row ${index + 1}.`).join("\n");

  test("shows 20 lines and the rest on demand, and stays unfolded when it is edited", async () => {
    const message = await post("mira", long);
    const tim = await world.page("tim");
    const row = storedRow(tim, "Row 30.");
    const isSeen = (line: string) =>
      row.locator("[data-text]").evaluate((text, words) => {
        const range = document.createRange();
        const node = [...text.childNodes].find((each) => each.textContent!.includes(words))!;
        const at = node.textContent!.indexOf(words);
        range.setStart(node, at);
        range.setEnd(node, at + words.length);
        return (
          range.getBoundingClientRect().bottom <= text.parentElement!.getBoundingClientRect().bottom
        );
      }, line);
    await row.getByRole("button", { name: "Show all", expanded: false }).click();
    await row.getByRole("button", { name: "Show less", expanded: true }).waitFor();
    expect(await isSeen("Row 30.")).toBe(true);
    const { prof, mira } = world.people;
    const key = { conversationId: world.groups.team, messageId: message.id };
    await editMessage(mira.context, { ...key, content: `${long}\nRow 31.` });
    await log(tim).getByText("Row 31.").waitFor();
    await row.getByRole("button", { name: "Show less", expanded: true }).click();
    await row.getByRole("button", { name: "Show all", expanded: false }).waitFor();
    expect([await isSeen("Row 20."), await isSeen("Row 21.")]).toEqual([true, false]);
    await removeMessage(prof.context, key);
    await log(tim).getByText("Staff removed a message from Mira.").last().waitFor();
  });

  test("stays unfolded when the server has stored it", async () => {
    const tim = await world.page("tim");
    await world.stopRealtime();
    await tim.getByText(/No connection/).waitFor();
    await say(tim, long.replaceAll("Row", "Mine"));
    const row = log(tim).locator("li", { hasText: "Mine 30." });
    await row.getByRole("button", { name: "Show all" }).click();
    await row.getByRole("button", { name: "Show less" }).waitFor();
    await world.startRealtime();
    await storedRow(tim, "Mine 30.").waitFor();
    await row.getByRole("button", { name: "Show less" }).waitFor();
  });
});

/** Selects from the beginning of one text to the end of another, and copies. */
async function copied(page: Page, from: string, to = from): Promise<string> {
  const texts = { from, to };
  await page.evaluate((words) => {
    const written = [...document.querySelectorAll("[data-text]")];
    const textWith = (part: string) => written.findLast((text) => text.textContent.includes(part))!;
    getSelection()!.setBaseAndExtent(
      textWith(words.from),
      0,
      textWith(words.to),
      textWith(words.to).childNodes.length,
    );
  }, texts);
  await page.keyboard.press("Control+c");
  return page.evaluate(() => navigator.clipboard.readText());
}

describe("code", () => {
  test("is monospaced, keeps its spaces, and is copied alone by its button", async () => {
    await post("mira", "Use `i` and\n```python\nif a:\n    b = 1  # wide\n```");
    const tim = await world.page("tim");
    await tim.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    const row = storedRow(tim, "Use");
    const fontOf = (selector: string) =>
      row.locator(selector).evaluate((element) => getComputedStyle(element).fontFamily);
    expect(await fontOf("code")).toContain("monospace");
    expect(await fontOf("pre")).toContain("monospace");
    expect(await row.locator("pre").textContent()).toBe("if a:\n    b = 1  # wide");
    expect(await row.innerText()).not.toContain("`");
    await row.getByRole("button", { name: "Copy code" }).click();
    await row.getByRole("button", { name: "Copied" }).waitFor();
    expect(await tim.evaluate(() => navigator.clipboard.readText())).toBe(
      "if a:\n    b = 1  # wide",
    );
    await row.hover();
    await row.getByRole("button", { name: "Copy text" }).click();
    await tim.getByText("Copied", { exact: true }).last().waitFor({ state: "attached" });
    const stored = "Use `i` and\n```python\nif a:\n    b = 1  # wide\n```";
    expect(await tim.evaluate(() => navigator.clipboard.readText())).toBe(stored);
  });

  test("wider than the column goes on below, and an empty line keeps its height", async () => {
    await post("mira", `\`\`\`\n${"wide ".repeat(100)}\n\nend\n\`\`\``);
    const tim = await world.page("tim", { width: 360 });
    const block = storedRow(tim, "wide wide").locator("pre");
    expect(await block.evaluate((pre) => pre.scrollWidth > pre.clientWidth)).toBe(false);
    const heights = await block
      .locator("span")
      .evaluateAll((lines) => lines.map((line) => line.getBoundingClientRect().height));
    const [wide = 0, empty, end] = heights;
    expect(wide).toBeGreaterThan(100);
    expect([empty, end]).toEqual([20, 20]);
    expect(await tim.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  });
});

test("copying several messages gives author, time and text of each, as they were written", async () => {
  await post("mira", "Copy `from` here");
  const last = await post("tim", "two\nlines");
  const key = { conversationId: world.groups.team, messageId: last.id };
  await editMessage(world.people.tim.context, { ...key, content: "two\nlines, to here" });
  const tim = await world.page("tim");
  await tim.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const time = (words: string) => storedRow(tim, words).locator("time").first().textContent();
  expect(await copied(tim, "from", "to here")).toBe(
    `Mira, ${await time("from")}: Copy \`from\` here\nTim, ${await time("to here")}: two\nlines, to here`,
  );
  expect(await copied(tim, "from")).toBe("Copy `from` here");
  await tim.locator("#composer").fill("my own");
  await tim.locator("#composer").selectText();
  await tim.keyboard.press("Control+c");
  expect(await tim.evaluate(() => navigator.clipboard.readText())).toBe("my own");
});

test("printing gives all loaded messages with names and times, and nothing else of the page", async () => {
  for (const content of ["Print `this`", "Printed second", "x\n".repeat(70).trim()]) {
    await sendMessage(world.people.prof.context, { conversationId: world.groups.second, content });
  }
  const tim = await world.page("tim", { theme: "dark", group: "second" });
  const time = await storedRow(tim, "Printed second").locator("time").textContent();
  await tim.locator("#composer").fill("my draft");
  const day = await log(tim).locator("li time").first().textContent();
  const letters = pdfLetters(await tim.pdf());
  expect(letters).toBe(
    `SecondThisiswhereSecondbegins.${day}3newmessagesProf.LindStaff${time}Printthis${time}Printedsecond${time}${"x".repeat(70)}`.replace(
      /\s/g,
      "",
    ),
  );
});
