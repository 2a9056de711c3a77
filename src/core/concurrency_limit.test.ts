import { expect, test } from "bun:test";
import { ConcurrencyLimit } from "./concurrency_limit.ts";

test("as many as allowed run at once for each key, and one more only after another has ended", () => {
  const limit = new ConcurrencyLimit(2);
  const first = limit.acquire("ada");
  const second = limit.acquire("ada");
  expect([typeof first, typeof second]).toEqual(["function", "function"]);
  expect(limit.acquire("ada")).toBeUndefined();
  expect(limit.acquire("ben")).toBeFunction();
  first?.();
  const third = limit.acquire("ada");
  expect(third).toBeFunction();
  expect(limit.acquire("ada")).toBeUndefined();
  second?.();
  third?.();
  expect([limit.acquire("ada"), limit.acquire("ada")]).not.toContain(undefined);
  expect(limit.acquire("ada")).toBeUndefined();
});

test("ending an operation twice makes no place for a further one", () => {
  const limit = new ConcurrencyLimit(2);
  const end = limit.acquire("ada");
  limit.acquire("ada");
  end?.();
  end?.();
  expect(limit.acquire("ada")).toBeFunction();
  expect(limit.acquire("ada")).toBeUndefined();
});
