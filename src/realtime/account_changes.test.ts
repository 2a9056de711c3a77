import { expect, test } from "bun:test";
import { AccountChanges } from "./account_changes.ts";

test("what was read before the change of an account is out of date, what was read after is not", () => {
  const changes = new AccountChanges();
  changes.note("ann", 7);
  expect(changes.changedSince("ann", 6)).toBe(true);
  expect(changes.changedSince("ann", 7)).toBe(false);
  expect(changes.changedSince("bob", 1)).toBe(false);
});

test("of what is not remembered any more, everything may be out of date", () => {
  const changes = new AccountChanges();
  for (let id = 1; id <= 1_500; id++) changes.note(`user ${id}`, id);
  expect(changes.changedSince("user 1", 0)).toBe(true);
  expect(changes.changedSince("somebody", 100)).toBe(true);
  expect(changes.changedSince("user 1", 1_500)).toBe(false);
  expect(changes.changedSince("user 1500", 1_499)).toBe(true);
});
