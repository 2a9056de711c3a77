import { expect, test } from "bun:test";
import type { RemovedBy } from "./views.ts";
import { limits } from "./limits.ts";
import { type Authored, mayRestore, messageActs, type Reader } from "./message_rights.ts";

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

test("only staff can read a moderated message, and its author, if it was handed back", () => {
  for (const by of ["moderator", "staff"] as const) {
    expect(messageActs(ada, removed(by), early)).toEqual([]);
    expect(messageActs(ben, removed(by), early)).toEqual([]);
    expect(messageActs(staff, removed(by), late)).toEqual(["read_removed", "details"]);
    const removal = removed(by).removed!;
    const back: Authored = { ...message, removed: { ...removal, handedBack: true } };
    expect(messageActs(ada, back, late)).toEqual(["read_removed"]);
    expect(messageActs(ben, back, late)).toEqual([]);
  }
});

test("moderators look up what moderators removed, to restore it", () => {
  const owner: Reader = { ...ben, memberRole: "owner" };
  expect(messageActs(owner, removed("staff"), early)).toEqual([]);
  expect(messageActs(owner, removed("moderator"), early)).toEqual(["details"]);
});

test("who removed a message restores it, staff what anyone but its author removed", () => {
  const owner: Reader = { ...ben, memberRole: "owner" };
  const removal = { isOwnRemoval: true, isOwn: false, isOfEqual: false, isByHigher: false };
  const others = { ...removal, isOwnRemoval: false };
  for (const reader of [ada, owner, staff]) {
    expect(mayRestore(reader, { ...removal, by: "author" })).toBe(false);
  }
  expect(mayRestore(ada, { ...removal, by: "moderator" })).toBe(false);
  expect(mayRestore(owner, { ...removal, by: "moderator" })).toBe(true);
  expect(mayRestore(owner, { ...others, by: "moderator" })).toBe(false);
  expect(mayRestore(owner, { ...removal, by: "staff" })).toBe(false);
  for (const by of ["moderator", "staff"] as const) {
    expect(mayRestore(staff, { ...others, by })).toBe(true);
    expect(mayRestore(staff, { ...others, by, isOfEqual: true })).toBe(false);
    expect(mayRestore(staff, { ...others, by, isByHigher: true })).toBe(false);
    // Their own only if nobody else has removed it.
    expect(mayRestore(staff, { ...others, by, isOwn: true })).toBe(false);
    expect(mayRestore(staff, { ...removal, by, isOwn: true })).toBe(true);
  }
});

test("a member can only report another member's message, and nobody their own", () => {
  expect(messageActs(ben, message, early)).toEqual(["report"]);
  expect(messageActs(ben, message, late)).toEqual(["report"]);
  expect(messageActs(ada, message, late)).toEqual([]);
});

test("authors can edit and take back until the time is over, to the millisecond", () => {
  expect(messageActs(ada, message, early)).toEqual(["edit", "take_back"]);
  expect(messageActs(ada, message, late)).toEqual([]);
});

test("authors do not edit what staff have hidden a part of, or where they may not write, but can delete it", () => {
  const redacted: Authored = { ...message, redacted: { at: sentAt } };
  expect(messageActs(ada, redacted, early)).toEqual(["take_back"]);
  expect(messageActs({ ...ada, byOffice: true }, redacted, early)).toEqual([
    "take_back",
    "details",
  ]);
  expect(messageActs(ben, redacted, early)).toEqual(["report"]);
  expect(messageActs({ ...ada, isKept: true }, message, early)).toEqual(["take_back"]);
});

test("moderators can remove anyone's messages, and their own after the time is over", () => {
  const { memberRole: _none, ...outside } = ben;
  expect(messageActs(outside, message, early)).toEqual([]);
  for (const memberRole of ["owner", "moderator"] as const) {
    expect(messageActs({ ...ben, memberRole }, message, early)).toEqual(["report", "moderate"]);
    expect(messageActs({ ...ada, memberRole }, message, early)).toEqual(["edit", "take_back"]);
    expect(messageActs({ ...ada, memberRole }, message, late)).toEqual(["moderate"]);
  }
  expect(messageActs(staff, message, early)).toEqual(["moderate", "details"]);
});

test("staff of the group's course may do what all staff may, whether they are in the group or not", () => {
  const { memberRole: _none, ...outside } = ben;
  const inOffice = { ...outside, byOffice: true };
  expect(messageActs(outside, removed("moderator"), early)).toEqual([]);
  for (const reader of [inOffice, { ...ben, byOffice: true }]) {
    expect(messageActs(reader, message, early)).toEqual(["moderate", "details"]);
    const readable = messageActs(reader, removed("moderator"), early);
    expect(readable).toEqual(["read_removed", "details"]);
    expect(messageActs(reader, removed("author"), early)).toEqual([]);
  }
});

test("nobody acts on the message of a person of equal or higher office, and who is in the group reports it", () => {
  const owner: Reader = { ...ben, memberRole: "owner" };
  const tutor: Reader = { ...ben, byOffice: true };
  const { memberRole: _none, ...outside } = tutor;
  for (const above of [
    { ...message, isOfEqual: true },
    { ...message, senderRole: "admin" as const },
  ]) {
    expect(messageActs(ben, above, early)).toEqual(["report"]);
    expect(messageActs(owner, above, early)).toEqual(["report"]);
    expect(messageActs(tutor, above, early)).toEqual(["report", "details"]);
    expect(messageActs(outside, above, early)).toEqual(["details"]);
    expect(messageActs(staff, above, early)).toEqual(["details"]);
    expect(messageActs(ada, above, early)).toEqual(["edit", "take_back"]);
  }
});
