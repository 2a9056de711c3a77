/** Safari's engine: everyday tasks in the chat, in one window for all tests. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { isDeepStrictEqual } from "node:util";
import { listGroups } from "#core/groups/groups.ts";
import { sendMessage } from "#core/messages/messages.ts";
import { newerNames, takeAway } from "#tests/support/newer_names.ts";
import { until } from "#tests/support/patience.ts";
import { openWebKit, type WebKitWindow } from "#tests/support/webkit.ts";
import { type ChatWorld, chatWorld, hasKept, numbered } from "./chat_world.ts";
import { inWorld } from "./pages_world.ts";

const world = inWorld(chatWorld);
let page: WebKitWindow;

beforeAll(async () => {
  page = await openWebKit();
});

afterAll(() => page.close());

type PersonName = keyof ChatWorld["people"];
type GroupName = keyof ChatWorld["groups"];

/** Signed in, in a group, and connected. */
async function open(name: PersonName, group: GroupName): Promise<void> {
  await page.goto(world.address("/auth/login"));
  await page.setCookie(world.people[name].cookie);
  await page.goto(world.address(`/chat/${world.groups[group]}`));
  await page.shows("header", "online");
}

async function say(text: string): Promise<void> {
  await page.fill("#composer", text);
  await page.press("Enter");
}

/** Resolves when the page shows a message with these words as stored. */
const storedRow = (words: string) => page.shows("li[data-seq]", words);

/** The first message that is completely on the screen, and its distance from the top. */
const place = () =>
  page.evaluate(() => {
    const box = document.querySelector("[role=log]")!.getBoundingClientRect();
    const rows = [...document.querySelectorAll("[data-seq]")];
    const row = rows.find((each) => each.getBoundingClientRect().top > box.top)!;
    const { top } = row.getBoundingClientRect();
    return { seq: Number(row.getAttribute("data-seq")), top: Math.round(top - box.top) };
  });

test("signing in works with the form, even after a wrong password", async () => {
  await page.goto(world.address(`/chat/${world.groups.team}`));
  await page.fill("#email", world.people.mira.email);
  await page.fill("#password", "not this one");
  await page.press("Enter");
  await page.shows("[role=alert]", "wrong");
  await page.fill("#password", world.password);
  await page.press("Enter");
  await page.shows("h1", "Team 1");
});

test("messages are sent and arrive live", async () => {
  await open("mira", "team");
  await say("From the phone");
  await storedRow("From the phone");
  expect(await world.stored("From the phone")).toBe(1);
  await sendMessage(world.people.tim.context, {
    conversationId: world.groups.team,
    content: "To the phone",
  });
  await storedRow("To the phone");
});

test("every icon of the page is drawn", async () => {
  await open("prof", "team");
  expect(await page.evaluate(() => document.querySelectorAll("use").length)).toBeGreaterThan(3);
  await page.until(() =>
    [...document.querySelectorAll("use")].every((use) => {
      const isShown = use.parentElement!.getBoundingClientRect().width > 0;
      return !isShown || use.getBBox().width + use.getBBox().height > 0;
    }),
  );
});

describe("a conversation that is longer than the screen", () => {
  test("scrolls back, stays in place while others write, and leads to its end", async () => {
    await open("mira", "long");
    // Whatever is unread would be counted as new.
    await page.click("#to-latest");
    await page.until(
      () =>
        !document
          .querySelector(`[data-list] a[href='${location.pathname}']`)
          ?.textContent?.includes("unread"),
    );
    await storedRow("Message 200");
    // Otherwise the way to the end goes on after the first scrolling back.
    await page.until(() => document.querySelector("[role=log]")!.scrollTop > -2);
    do {
      await page.evaluate(() => document.querySelector("[role=log]")!.scrollBy(0, -900));
    } while (!(await page.evaluate(() => document.querySelector("[data-seq='30']"))));
    await page.until(() => !document.querySelector("[role=log] [role=status]"));
    // The page learns of scrolling with the next frame; what arrives before counts as seen.
    await page.shows("#to-latest", "");
    const before = await place();
    await world.write("long", ["Written meanwhile"]);
    await page.shows("#to-latest", "1 new message");
    expect(await place()).toEqual(before);
    await page.click("#to-latest");
    await page.until(() => document.querySelector("[role=log]")!.scrollTop > -2);
    await storedRow("Written meanwhile");
  });

  test("opens at the first unread message, even if there are many", async () => {
    await page.goto(world.address("/auth/login"));
    await world.write("second", numbered(60, "Unread"));
    await open("mira", "second");
    await page.until(() => {
      const box = document.querySelector("[role=log]")!.getBoundingClientRect();
      const { top } = document.querySelector("#new-messages")!.getBoundingClientRect();
      return top >= box.top && top < box.bottom;
    });
    await page.shows("#to-latest", "");
    await page.shows("a[href^='/chat/']", "60 unread messages");
  });
});

test("the page does not scroll while older messages arrive during the reader's own scrolling", async () => {
  await open("prof", "long");
  await page.evaluate(() => {
    const box = document.querySelector("[role=log]")!;
    const own = Object.getOwnPropertyDescriptor(Element.prototype, "scrollTop")!;
    const seen = { writes: 0, reads: 0 };
    Object.assign(globalThis, { seen });
    Object.defineProperty(box, "scrollTop", {
      get() {
        seen.reads += 1;
        return own.get!.call(box) as number;
      },
      set(top: number) {
        seen.writes += 1;
        own.set!.call(box, top);
      },
    });
    const step = () => {
      if (document.querySelector("[data-seq='30']")) return;
      box.scrollBy(0, -80);
      requestAnimationFrame(step);
    };
    step();
  });
  await page.until(() => document.querySelector("[data-seq='30']"));
  const seen = () =>
    page.evaluate(
      () => (globalThis as unknown as { seen: { writes: number; reads: number } }).seen,
    );
  const { writes, reads } = await seen();
  expect(reads).toBeGreaterThan(10);
  expect(writes).toBe(0);
});

test("a conversation that cannot be scrolled requests older messages a few times, and then stops", async () => {
  await world.write("long", numbered(320, "Further"));
  await open("prof", "long");
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("[role=log] > div { flex-shrink: 1; }");
    document.adoptedStyleSheets = [sheet];
  });
  await page.until(() => document.querySelectorAll("[data-seq]").length === 200);
  const asked = () =>
    page.evaluate(() => {
      const { scrollHeight, clientHeight } = document.querySelector("[role=log]")!;
      const isAsked = ({ name }: PerformanceEntry) => name.includes("before=");
      return {
        isScrollable: scrollHeight > clientHeight,
        count: performance.getEntriesByType("resource").filter(isAsked).length,
      };
    });
  expect(await asked()).toEqual({ isScrollable: false, count: 3 });
  await say("One more");
  await storedRow("One more");
  expect(await asked()).toEqual({ isScrollable: false, count: 3 });
});

describe("text that others write", () => {
  const timWrites = (content: string) =>
    sendMessage(world.people.tim.context, { conversationId: world.groups.team, content });

  test("is aligned right in Hebrew, and left otherwise", async () => {
    await open("mira", "team");
    await timWrites("שלום עולם");
    await timWrites("plain words");
    await storedRow("plain words");
    const room = (words: string) =>
      page.evaluate((sought) => {
        const rows = [...document.querySelectorAll("li[data-seq] [dir=auto]")];
        const box = rows.find(({ textContent }) => textContent === sought)!;
        const range = document.createRange();
        range.selectNodeContents(box);
        const [outer, inner] = [box.getBoundingClientRect(), range.getBoundingClientRect()];
        return { left: inner.left - outer.left, right: outer.right - inner.right };
      }, words);
    const hebrew = await room("שלום עולם");
    expect(hebrew.left).toBeGreaterThan(100);
    expect(hebrew.right).toBeLessThan(1);
    const plain = await room("plain words");
    expect(plain.left).toBeLessThan(1);
    expect(plain.right).toBeGreaterThan(100);
  });

  test("arrives with its links, even if the browser has nothing newer than the oldest ones", async () => {
    await open("mira", "team");
    // Except for what `shows` needs.
    const taken = newerNames.filter((name) => !name.endsWith("checkVisibility"));
    await page.evaluate(takeAway, taken);
    expect(await page.evaluate(() => "parse" in URL || "withResolvers" in Promise)).toBe(false);
    await timWrites("See https://example.org/old");
    await page.shows("[role=log] a[href='https://example.org/old']", "example.org/old");
    await say("Seen");
    await storedRow("Seen");
  });

  test("has times in UTC if the browser names a time zone that it does not know", async () => {
    await open("mira", "team");
    await page.evaluate(() => {
      const { resolvedOptions } = Intl.DateTimeFormat.prototype;
      Intl.DateTimeFormat.prototype.resolvedOptions = function resolve() {
        return { ...resolvedOptions.call(this), timeZone: "Etc/Unknown" };
      };
      document.dispatchEvent(new Event("visibilitychange"));
    });
    const { sentAt } = await timWrites("From nowhere");
    await page.shows("li[data-seq]", "From nowhere");
    await page.until(
      (time) => [...document.querySelectorAll("li[data-seq] time")].at(-1)?.textContent === time,
      sentAt.slice(11, 16),
    );
  });
});

test("a message written while the server was down is sent once, through a reload", async () => {
  await open("tim", "team");
  await world.stopRealtime();
  await page.shows("[role=status]", "No connection");
  await say("Before the reload");
  await page.shows("[role=log] li", "Waiting to be sent");
  expect(await world.stored("Before the reload")).toBe(0);
  await page.until(hasKept);
  await page.reload();
  await page.shows("[role=log] li", "Waiting to be sent");
  await world.startRealtime();
  await storedRow("Before the reload");
  expect(await world.stored("Before the reload")).toBe(1);
});

describe("a focused field", () => {
  const box = (selector: string) =>
    page.evaluate((css) => {
      const { scrollTop, scrollHeight, clientHeight } = document.querySelector(css)!;
      return {
        height: clientHeight,
        above: scrollTop,
        below: scrollHeight - clientHeight - scrollTop,
      };
    }, selector);

  test("shows the end of a long message being edited, at its maximum height", async () => {
    await open("tim", "team");
    const lines = numbered(40, "Line").join("\n");
    await sendMessage(world.people.tim.context, {
      conversationId: world.groups.team,
      content: lines,
    });
    await storedRow("Line 40");
    await page.click("#composer");
    await page.press("ArrowUp");
    const edit = "[role=log] textarea";
    await page.until((css) => document.querySelector(css) === document.activeElement, edit);
    const { height, above, below } = await box(edit);
    expect(height).toBeGreaterThan(200);
    expect(above).toBeGreaterThan(100);
    expect(below).toBeLessThan(2);
    await page.press("Escape");
  });

  test("fits its text after the window became narrower", async () => {
    await page.resize(1280, 800);
    await open("tim", "team");
    await page.fill("#composer", "several words that need more room ".repeat(6));
    const { height } = await box("#composer");
    await page.resize(500, 800);
    await page.until((before) => {
      const { clientHeight, scrollHeight } = document.querySelector("#composer")!;
      return clientHeight > before && scrollHeight <= clientHeight;
    }, height);
    await page.fill("#composer", "");
    await page.resize(1280, 800);
  });
});

test("a group is dragged to its place, and Escape puts it back", async () => {
  await page.goto(world.address("/auth/login"));
  await page.setCookie(world.people.prof.cookie);
  await page.goto(world.address("/groups?sort=own"));
  const shown = () =>
    page.evaluate(() =>
      [...document.querySelectorAll("[data-group]")].map(
        (row) => row.getAttribute("data-name") ?? "",
      ),
    );
  const kept = async () => (await listGroups(world.people.prof.context)).map(({ name }) => name);
  const before = await kept();
  expect(await shown()).toEqual(before);
  const [first = "", second = "", third = "", ...others] = before;
  const wanted = [second, third, first, ...others];
  const drag = async (last: () => Promise<void>) => {
    // The script shows the handles once they work.
    await page.until(() => document.querySelector("[data-drag-handle]")!.clientWidth > 0);
    const { from, to } = await page.evaluate(() => {
      const rows = [...document.querySelectorAll("[data-group]")];
      const handle = rows[0]!.querySelector("[data-drag-handle]")!.getBoundingClientRect();
      const end = rows[2]!.getBoundingClientRect();
      const x = handle.x + 10;
      return { from: { x, y: handle.y + 10 }, to: { x, y: end.bottom - 4 } };
    });
    const middle = { x: from.x, y: (from.y + to.y) / 2 };
    await page.drag([from, middle, to], async () => {
      await page.until(
        (names) =>
          [...document.querySelectorAll("[data-group]")].every(
            (row, index) => row.getAttribute("data-name") === names[index],
          ),
        wanted,
      );
      await last();
    });
  };
  await drag(() => page.press("Escape"));
  expect(await shown()).toEqual(before);
  expect(await kept()).toEqual(before);
  await drag(async () => {});
  await until(async () => isDeepStrictEqual(await kept(), wanted), "only the order is kept");
  await page.reload();
  expect(await shown()).toEqual(wanted);
});

test("back and forward lead through the groups, each with its draft", async () => {
  /** The other group's header may appear before its field. */
  const draftIs = (text: string) =>
    page.until((wanted) => document.querySelector("textarea")?.value === wanted, text);
  await open("tim", "team");
  await page.fill("#composer", "half a thought");
  await page.click(`a[href='/chat/${world.groups.second}']`);
  await page.shows("h1", "Second");
  await draftIs("");
  await page.fill("#composer", "another");
  await page.back();
  await page.shows("h1", "Team 1");
  await draftIs("half a thought");
  await page.forward();
  await page.shows("h1", "Second");
  await draftIs("another");
});

test("signing in, reading and writing work without scripts", async () => {
  const plain = await openWebKit({ javaScript: false });
  try {
    await plain.goto(world.address(`/chat/${world.groups.other}`));
    await plain.fill("#email", world.people.lea.email);
    await plain.fill("#password", world.password);
    await plain.press("Enter");
    await plain.shows("h1", "Other");
    await plain.fill("#composer", "By a plain form");
    await plain.click("form:has(#composer) button");
    await plain.shows("li[data-seq]", "By a plain form");
  } finally {
    await plain.close();
  }
});
