import { logStart } from "#storage/log_position.ts";
import { expect, test } from "bun:test";
import type { LogEntry } from "#core/log/log_entry.ts";
import { entryOf, posted } from "#tests/support/events.ts";
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
  changes.note(entryOf({ messageType: "ConversationChanged", payload, meta }));
  expect(changes.groupChangedSince("g", before)).toBe(true);
  expect(changes.listsChangedSince(before)).toEqual(["g"]);
  expect(changes.listsChangedSince(changes.moment)).toEqual([]);
});

test("a new message changes no list, and no other group", () => {
  const changes = new RecentChanges();
  const before = changes.moment;
  changes.note(entryOf(posted("g", 3)));
  expect(changes.groupChangedSince("g", before)).toBe(true);
  expect(changes.groupChangedSince("other", before)).toBe(false);
  expect(changes.listsChangedSince(before)).toEqual([]);
  expect(changes.orderChangedSince(before)).toBe(false);
});

test("an account has changed when it is added to a group or leaves it, and no other member has", () => {
  const changes = new RecentChanges();
  const meta = { conversationId: "g", seq: 1, timestamp: "" };
  const member = { userId: "ada", name: "Ada", userRole: "user", role: "member" } as const;
  const before = changes.moment;
  changes.note(entryOf({ messageType: "MemberAdded", payload: { member }, meta }));
  expect(changes.accountChangedSince("ada", before)).toBe(true);
  const between = changes.moment;
  const payload = { userId: "bob" };
  changes.note(entryOf({ messageType: "MemberRemoved", payload, meta }));
  expect(changes.accountChangedSince("bob", between)).toBe(true);
  expect(changes.accountChangedSince("ada", between)).toBe(false);
  expect(changes.listsChangedSince(between)).toEqual(["g"]);
  expect(changes.orderChangedSince(before)).toBe(false);
});

test("the five thousand accounts that changed last are remembered, each as often as it changes", () => {
  const changes = new RecentChanges();
  changes.note(changed("often"));
  const before = changes.moment;
  changes.note(changed("once"));
  for (let index = 2; index < 5_000; index++) changes.note(changed(`user ${index}`));
  expect(changes.accountChangedSince("nobody", before)).toBe(false);
  changes.note(changed("often"));
  expect(changes.accountChangedSince("nobody", before)).toBe(false);
  expect(changes.accountChangedSince("often", before)).toBe(true);
  changes.note(changed("one too many"));
  expect(changes.accountChangedSince("nobody", before)).toBe(true);
  expect(changes.accountChangedSince("nobody", before + 1)).toBe(false);
  expect(changes.accountChangedSince("often", before + 1)).toBe(true);
  changes.note(changed("two too many"));
  expect(changes.accountChangedSince("nobody", before + 1)).toBe(true);
});

test("a message that was not read changes its group and no list", () => {
  const changes = new RecentChanges();
  const before = changes.moment;
  changes.note({ position: logStart, scope: "posted", conversationId: "g", seq: 5 });
  expect(changes.groupChangedSince("g", before)).toBe(true);
  expect(changes.listsChangedSince(before)).toEqual([]);
});
