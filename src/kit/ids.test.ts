import { expect, test } from "bun:test";
import { uuidv7 } from "./ids.ts";

const now = Date.UTC(2026, 10, 23);

test("ids contain their version, their variant and the millisecond of their creation", () => {
  const id = uuidv7(now);
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Number.parseInt(id.replace("-", "").slice(0, 12), 16)).toBe(now);
});

test("ids of one millisecond sort in the order of their creation, whatever the randomness", () => {
  const ids = Array.from({ length: 2_000 }, () => uuidv7(now + 1));
  expect(ids.toSorted()).toEqual(ids);
  const most = Array.from({ length: 2_000 }, () =>
    uuidv7(now + 2, () => new Uint8Array(16).fill(255)),
  );
  expect(most.toSorted()).toEqual(most);
  expect(new Set(most).size).toBe(most.length);
});

test("a later millisecond sorts after an earlier one", () => {
  const ids = Array.from({ length: 100 }, (_, index) => uuidv7(now + 3 + index));
  expect(ids.toSorted()).toEqual(ids);
});
