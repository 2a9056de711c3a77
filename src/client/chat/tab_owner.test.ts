import { afterEach, expect, test } from "bun:test";
import { ownThisTab } from "./tab_owner.ts";

const before = Object.getOwnPropertyDescriptor(navigator, "locks");

afterEach(() => {
  if (before) Object.defineProperty(navigator, "locks", before);
  else Reflect.deleteProperty(navigator, "locks");
});

const refused = async () => {
  throw new DOMException("not here", "SecurityError");
};

test.each([
  ["has no locks", undefined],
  ["refuses them", { request: refused, query: refused }],
])("messages left by a page that is gone are adopted where the browser %s", async (_, locks) => {
  Object.defineProperty(navigator, "locks", { value: locks, configurable: true });
  const owner = ownThisTab("mine");
  owner.onOrphaned(() => {
    throw new Error("nobody is watched here");
  });
  owner.watch("another");
  expect(await owner.whileAdopting(async (isAlive) => isAlive("another"))).toBe(false);
});
