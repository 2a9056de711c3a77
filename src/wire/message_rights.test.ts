import { expect, test } from "bun:test";
import type { RemovedBy } from "./views.ts";
import { limits } from "./limits.ts";
import { type Authored, messageActs, type Reader } from "./message_rights.ts";

const sentAtMs = Date.parse("2026-11-02T10:00:00.000Z");
const sentAt = new Date(sentAtMs).toISOString();
const message: Authored = { senderId: "ada", sentAt };
const removed = (by: RemovedBy): Authored => ({
  ...message,
  removed: { at: sentAt, by, byStaff: by !== "author" },
});

const ada: Reader = { id: "ada", role: "user", memberRole: "member" };
const ben: Reader = { ...ada, id: "ben" };
const staff: Reader = { id: "staff", role: "admin" };
const early = sentAtMs + limits.editWindowMs;
const late = early + 1;

test("nobody can do anything to a message that its author took back", () => {
  for (const reader of [ada, ben, staff]) {
    expect(messageActs(reader, removed("author"), early)).toEqual([]);
  }
});

test("only staff can read a moderated message", () => {
  for (const by of ["moderator", "staff"] as const) {
    expect(messageActs(ada, removed(by), early)).toEqual([]);
    expect(messageActs({ ...ben, memberRole: "owner" }, removed(by), early)).toEqual([]);
    expect(messageActs(staff, removed(by), late)).toEqual(["read_removed"]);
  }
});

test("a member can do nothing to another member's message", () => {
  expect(messageActs(ben, message, early)).toEqual([]);
});

test("authors can edit and take back until the time is over, to the millisecond", () => {
  expect(messageActs(ada, message, early)).toEqual(["edit", "take_back"]);
  expect(messageActs(ada, message, late)).toEqual([]);
});

test("moderators can remove anyone's messages, and their own after the time is over", () => {
  const { memberRole: _none, ...outside } = ben;
  expect(messageActs(outside, message, early)).toEqual([]);
  for (const memberRole of ["owner", "moderator"] as const) {
    expect(messageActs({ ...ben, memberRole }, message, early)).toEqual(["moderate"]);
    expect(messageActs({ ...ada, memberRole }, message, early)).toEqual(["edit", "take_back"]);
    expect(messageActs({ ...ada, memberRole }, message, late)).toEqual(["moderate"]);
  }
  expect(messageActs(staff, message, early)).toEqual(["moderate"]);
});

test("staff of the group's course may do what all staff may, whether they are in the group or not", () => {
  const { memberRole: _none, ...outside } = ben;
  const inOffice = { ...outside, byOffice: true };
  expect(messageActs(outside, removed("moderator"), early)).toEqual([]);
  for (const reader of [inOffice, { ...ben, byOffice: true }]) {
    expect(messageActs(reader, message, early)).toEqual(["moderate"]);
    expect(messageActs(reader, removed("moderator"), early)).toEqual(["read_removed"]);
    expect(messageActs(reader, removed("author"), early)).toEqual([]);
  }
});
