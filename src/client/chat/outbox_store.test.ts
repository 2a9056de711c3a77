import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { FakeClock } from "#tests/simulation/fake_clock.ts";
import { FakeIndexedDb } from "#tests/support/fake_indexed_db.ts";
import { BrowserOutbox } from "./outbox_store.ts";
import type { TabOwner } from "./tab_owner.ts";
import { outboxEntry as entry } from "#tests/support/fake_session.ts";

const replaced = ["indexedDB", "localStorage"] as const;
const before = replaced.map((name) => Object.getOwnPropertyDescriptor(globalThis, name));
/** The person who is signed in here. */
let person = "me";
let browser: FakeIndexedDb;

function install(name: (typeof replaced)[number], value: object): void {
  Object.defineProperty(globalThis, name, { value, configurable: true });
}

beforeEach(() => {
  person = "me";
  browser = new FakeIndexedDb();
  install("indexedDB", browser);
  install("localStorage", { getItem: () => person });
});

afterEach(() => {
  for (const [index, name] of replaced.entries()) {
    const original = before[index];
    if (original) Object.defineProperty(globalThis, name, original);
    else Reflect.deleteProperty(globalThis, name);
  }
});

/** A tab of the page, after all tabs before it were closed. */
function opened(id = "tab") {
  const clock = new FakeClock();
  const reports: boolean[] = [];
  const locks = { held: 0 };
  const tab: TabOwner = {
    id,
    async whileAdopting(adopt) {
      locks.held += 1;
      return adopt(() => false).finally(() => (locks.held -= 1));
    },
    watch() {},
    onOrphaned() {},
    release() {},
    hold() {},
  };
  const reportKept = (kept: boolean) => void reports.push(kept);
  const outbox = new BrowserOutbox({ userId: "me", tab, clock, reportKept });
  /** Time passes second by second, and each brings what it leads to. */
  const pass = async (seconds: number) => {
    for (let second = 0; second < seconds; second++) {
      await clock.advance(1_000);
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return { outbox, clock, reports, locks, pass };
}

const storedIds = () => [...browser.stored.keys()];

test("what is saved is loaded by the next page in the order in which it was written", async () => {
  const { outbox, reports } = opened();
  await outbox.save(entry("b"));
  await outbox.save(entry("a"));
  await outbox.save(entry("b", { content: "changed" }));
  await outbox.save(entry("c"));
  await outbox.remove("c");
  expect(new Set(reports)).toEqual(new Set([true]));
  expect(await opened("next").outbox.load()).toEqual([
    entry("b", { content: "changed" }),
    entry("a"),
  ]);
});

describe("a browser that stores nothing for a while", () => {
  const moods = ["failing", "full", "unopened", "silent"] as const;

  test.each(moods)(
    "has what is waiting stored some seconds after it recovers (%s)",
    async (mood) => {
      const { outbox, reports, pass, clock } = opened();
      browser.mood = mood;
      void outbox.save(entry("a"));
      await pass(12);
      expect(reports.at(-1)).toBe(false);
      expect(storedIds()).toEqual([]);
      browser.mood = "working";
      await pass(20);
      expect(reports.at(-1)).toBe(true);
      expect(storedIds()).toEqual(["a"]);
      expect(clock.waiting).toBe(0);
    },
  );

  test.each(moods)("lets the next page read what is stored once it recovers (%s)", async (mood) => {
    await opened("before").outbox.save(entry("a"));
    const { outbox, reports, locks, pass } = opened();
    browser.mood = mood;
    const loading = outbox.load();
    await pass(12);
    expect(reports.at(-1)).toBe(false);
    browser.mood = "working";
    await pass(20);
    expect(await loading).toEqual([entry("a")]);
    expect(reports.at(-1)).toBe(true);
    expect(locks.held).toBe(0);
  });

  test.each(moods)("is not tried for ever, but again with the next message (%s)", async (mood) => {
    const { outbox, pass, clock } = opened();
    browser.mood = mood;
    void outbox.save(entry("a"));
    const loading = outbox.load();
    await pass(300);
    expect(await loading).toEqual([entry("a")]);
    expect(clock.waiting).toBe(0);
    browser.mood = "working";
    await outbox.save(entry("b"));
    expect(storedIds()).toEqual(["a", "b"]);
    browser.mood = mood;
    void outbox.save(entry("c"));
    await pass(12);
    browser.mood = "working";
    await pass(20);
    expect(storedIds()).toEqual(["a", "b", "c"]);
  });

  test("lets other tabs adopt while it pauses", async () => {
    const { outbox, locks, pass } = opened();
    browser.mood = "failing";
    void outbox.load();
    await pass(1);
    expect(locks.held).toBe(0);
    await pass(300);
    expect(browser.openings).toBeGreaterThan(2);
  });
});

describe("what was called off because it took too long", () => {
  test("does not happen later, when it would be out of date", async () => {
    const { outbox, pass } = opened();
    browser.mood = "silent";
    void outbox.save(entry("a"));
    await pass(1);
    void outbox.save(entry("b"));
    void outbox.remove("a");
    await pass(20);
    browser.wake();
    await pass(20);
    expect(storedIds()).toEqual(["b"]);
    expect(await opened("next").outbox.load()).toEqual([entry("b")]);
  });

  test("brings back no message that was sent meanwhile", async () => {
    const { outbox, pass } = opened();
    await outbox.save(entry("a"));
    browser.mood = "silent";
    void outbox.remove("a");
    await pass(1);
    browser.mood = "working";
    const loading = outbox.load();
    await pass(20);
    expect(await loading).toEqual([]);
    expect(storedIds()).toEqual([]);
  });

  test("leaves a change that came meanwhile to be stored", async () => {
    const { outbox, pass } = opened();
    browser.mood = "silent";
    void outbox.save(entry("a"));
    await pass(1);
    browser.wake();
    void outbox.save(entry("a", { content: "changed" }));
    await pass(20);
    expect(browser.stored.get("a")?.content).toBe("changed");
  });
});

test("nothing is stored, now or later, for a person who is not signed in here", async () => {
  const { outbox, reports, clock } = opened();
  person = "somebody else";
  await outbox.save(entry("a"));
  expect(reports).toEqual([false]);
  expect(storedIds()).toEqual([]);
  expect(clock.waiting).toBe(0);
});
