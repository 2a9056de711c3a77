import { describe, expect, test } from "bun:test";
import { asId, asMemberRole, asName, asRole, asTime, listOfNames, storedId } from "./values.ts";

const noTimes: unknown[] = [
  null,
  "",
  "yesterday",
  "2025-13-01 08:00:00",
  "1970-01-01 00:00:00",
  0,
  "2999-01-01T00:00:00Z",
  "2025-10-01 08:00:00; drop table users",
  new Uint8Array([0xff, 0xfe]),
];
test.each(noTimes)("%p is not a time", (value) => {
  expect(asTime(value)).toBeUndefined();
});

const times: [value: unknown, time: string][] = [
  ["2025-10-01 08:00:00", "2025-10-01T08:00:00.000Z"],
  ["2025-10-01 08:00", "2025-10-01T08:00:00.000Z"],
  ["2025-10-01", "2025-10-01T00:00:00.000Z"],
  ["2025-10-01 08:00:00.123", "2025-10-01T08:00:00.123Z"],
  ["2025-10-01 08:00:00.123456", "2025-10-01T08:00:00.123Z"],
  ["2025-10-01 08:00:00.123999999 UTC", "2025-10-01T08:00:00.123Z"],
  ["2025-10-01T08:00:00+02:00", "2025-10-01T06:00:00.000Z"],
  ["2025-10-01T08:00:00.5-0330", "2025-10-01T11:30:00.500Z"],
  ["2025-10-01t08:00:00z", "2025-10-01T08:00:00.000Z"],
  [" 2025-10-01 08:00:00 ", "2025-10-01T08:00:00.000Z"],
  [1_759_305_600, "2025-10-01T08:00:00.000Z"],
  [1_759_305_600_123, "2025-10-01T08:00:00.123Z"],
  [1_759_305_600_123_456n, "2025-10-01T08:00:00.123Z"],
  ["1759305600.5", "2025-10-01T08:00:00.500Z"],
  [new TextEncoder().encode("2025-10-01 08:00:00"), "2025-10-01T08:00:00.000Z"],
];
test.each(times)("%p is the time %s", (value, time) => {
  expect(asTime(value)).toBe(time);
});

describe("an id", () => {
  test("is the source's id as text, or undefined", () => {
    const uuid = Uint8Array.fromHex("00112233445566778899aabbccddeeff");
    expect([asId(7), asId(" a b "), asId(uuid)]).toEqual([
      "7",
      " a b ",
      "00112233-4455-6677-8899-aabbccddeeff",
    ]);
    for (const none of [null, undefined, "", "  ", "\n"]) expect(asId(none)).toBeUndefined();
  });

  test("is stored unchanged if it can be part of an address, otherwise replaced by a unique one", () => {
    const asItIs = ["a b", "a/b?c#d", "größe", "a".repeat(400), "0"];
    for (const id of asItIs) expect(storedId(id)).toBe(id);
    const others = [" a", "a ", "a\n", "a\0b", "\u2028a", "a\u001b[2J"];
    const stored = others.map(storedId);
    expect(new Set(stored).size).toBe(others.length);
    for (const id of stored) expect(id).toMatch(/^adopted-[0-9a-f]{32}$/);
    expect(others.map(storedId)).toEqual(stored);
  });
});

test("roles are recognised in every spelling of the original", () => {
  for (const text of ["admin", "ADMIN", "UserRole.ADMIN", " Administrator "]) {
    expect(asRole(text)).toEqual({ role: "admin", known: true });
  }
  expect(asRole("UserRole.GUEST")).toEqual({ role: "guest", known: true });
  for (const text of ["wizard", null, 1])
    expect(asRole(text)).toEqual({ role: "user", known: false });
  expect(["Owner", "MemberRole.MODERATOR", null].map(asMemberRole)).toEqual([
    "owner",
    "moderator",
    "member",
  ]);
});

test("a name that is too long ends with a complete character and no space", () => {
  expect(asName(`${"a".repeat(9)}😀b`, 10)).toBe("a".repeat(9));
  expect(asName(`${"a".repeat(9)} b`, 10)).toBe("a".repeat(9));
  expect(asName(null, 10)).toBe("");
  expect(asName("\u200b\u2060", 10)).toBe("");
});

test("a list of names shows as many as fit, and how many more there are", () => {
  const names = ["Anna", "Ben", "Carla"];
  const lists = [3, 4, 8, 9, 12, 13, 15, 16].map((max) => listOfNames(names, max));
  expect(lists).toEqual([
    "Ann",
    "Anna",
    "Anna +2",
    "Anna +2",
    "Anna, Ben +1",
    "Anna, Ben +1",
    "Anna, Ben +1",
    "Anna, Ben, Carla",
  ]);
  expect(listOfNames([], 10)).toBe("");
  expect(listOfNames(["Anna"], 10)).toBe("Anna");
});
