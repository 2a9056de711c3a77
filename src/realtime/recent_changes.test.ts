import { logStart } from "#storage/log_position.ts";
import { expect, test } from "bun:test";
import type { LogEntry } from "#core/log/log_entry.ts";
import { RecentChanges } from "./recent_changes.ts";

const changed = (userId: string): LogEntry => ({
  position: logStart,
  scope: "user",
  userId,
  event: { kind: "user_changed" },
});

test("an account that changed after it was read is noticed", () => {
  const changes = new RecentChanges();
  const before = changes.moment;
  changes.note(changed("a"));
  expect(changes.accountChangedSince("a", before)).toBe(true);
  expect(changes.accountChangedSince("a", changes.moment)).toBe(false);
  expect(changes.accountChangedSince("b", before)).toBe(false);
});

test("a moment before the oldest remembered change counts as changed", () => {
  const changes = new RecentChanges();
  const before = changes.moment;
  changes.note(changed("forgotten"));
  for (let index = 0; index < 5_000; index++) changes.note(changed(`user ${index}`));
  expect(changes.accountChangedSince("forgotten", before)).toBe(true);
  expect(changes.accountChangedSince("forgotten", changes.moment)).toBe(false);
});

test("a new message changes its group and no list, a new name changes both", () => {
  const changes = new RecentChanges();
  const before = changes.moment;
  const meta = { conversationId: "g", seq: 2, timestamp: "" };
  const payload = { name: "New", description: "" };
  changes.note({ position: logStart, scope: "order" });
  expect(changes.orderChangedSince(before)).toBe(true);
  expect(changes.groupChangedSince("g", before)).toBe(false);
  changes.note({
    position: logStart,
    scope: "conversation",
    frame: { messageType: "ConversationChanged", payload, meta },
  });
  expect(changes.groupChangedSince("g", before)).toBe(true);
  expect(changes.listsChangedSince(before)).toEqual(["g"]);
  expect(changes.listsChangedSince(changes.moment)).toEqual([]);
});
