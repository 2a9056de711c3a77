import { afterEach, expect, test } from "bun:test";
import { browserDrafts } from "./drafts.ts";

const before = Object.getOwnPropertyDescriptor(globalThis, "localStorage");

afterEach(() => {
  if (before) Object.defineProperty(globalThis, "localStorage", before);
  else Reflect.deleteProperty(globalThis, "localStorage");
});

/** A browser's storage that accepts only so many characters per value. */
function storage(room: { characters: number }): Map<string, string> {
  const kept = new Map<string, string>();
  const value = {
    getItem: (key: string) => kept.get(key) ?? null,
    removeItem: (key: string) => void kept.delete(key),
    setItem(key: string, text: string) {
      if (text.length > room.characters) throw new DOMException("full", "QuotaExceededError");
      kept.set(key, text);
    },
  };
  Object.defineProperty(globalThis, "localStorage", { value, configurable: true });
  kept.set("team-chat-person", "ann");
  return kept;
}

test("a draft that has grown beyond what the browser stores keeps its newest text", () => {
  const room = { characters: 4 };
  storage(room);
  const drafts = browserDrafts("ann");
  drafts.write("g", "half");
  drafts.write("g", "half a thought");
  expect(drafts.read("g")).toBe("half a thought");
  drafts.write("g", "");
  expect(drafts.read("g")).toBe("");
});

test("a draft outlives the page, and a newer one of another tab wins", () => {
  const kept = storage({ characters: 100 });
  browserDrafts("ann").write("g", "half a thought");
  const drafts = browserDrafts("ann");
  expect(drafts.read("g")).toBe("half a thought");
  expect(browserDrafts("ben").read("g")).toBe("");
  drafts.write("g", "a thought");
  browserDrafts("ann").write("g", "a whole thought");
  expect(drafts.read("g")).toBe("a whole thought");
  expect([...kept.values()]).toEqual(["ann", "a whole thought"]);
});

test("a draft lives as long as the page if the browser stores nothing", () => {
  Object.defineProperty(globalThis, "localStorage", {
    configurable: true,
    get: () => {
      throw new DOMException("denied", "SecurityError");
    },
  });
  const drafts = browserDrafts("ann");
  drafts.write("g", "half a thought");
  expect(drafts.read("g")).toBe("half a thought");
});

test("text written after its author has signed out stays in the page only", () => {
  const kept = storage({ characters: 100 });
  const drafts = browserDrafts("ann");
  drafts.write("g", "half a thought");
  drafts.write("h", "another");
  kept.clear();
  expect(drafts.read("g")).toBe("half a thought");
  drafts.write("g", "half a thought more");
  expect(drafts.read("g")).toBe("half a thought more");
  expect(drafts.read("h")).toBe("another");
  expect([...kept]).toEqual([]);
  kept.set("team-chat-person", "ben");
  drafts.write("g", "a whole thought");
  expect([...kept]).toEqual([["team-chat-person", "ben"]]);
});
