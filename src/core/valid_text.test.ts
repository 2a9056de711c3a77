import { describe, expect, test } from "bun:test";
import { groupLimits, limits } from "#wire/limits.ts";
import { validGroup } from "./groups/groups.ts";
import { validContent, validReason } from "./valid_text.ts";

const name = (text: string) => validGroup({ name: text, description: "" }).name;
const description = (text: string) => validGroup({ name: "G", description: text }).description;

const texts = {
  content: { valid: validContent, max: limits.contentChars, long: "message_long" },
  reason: { valid: validReason, max: limits.reasonChars, long: "reason_long" },
  name: { valid: name, max: groupLimits.nameChars, long: "group_name_long" },
  description: {
    valid: description,
    max: groupLimits.descriptionChars,
    long: "group_description_long",
  },
} as const;

for (const [field, { valid, max, long }] of Object.entries(texts)) {
  describe(`the ${field} of a message or group`, () => {
    test("cannot contain half a character or NUL", () => {
      for (const text of ["a\ud800", "a\0"]) {
        expect(() => valid(text)).toThrow(
          expect.objectContaining({ code: "invalid", field, reason: "text_unstorable" }),
        );
      }
    });

    test("has a greatest length, which the refusal names", () => {
      expect(valid("x".repeat(max))).toBe("x".repeat(max));
      const params = field === "content" ? { max, length: max + 1 } : { max, excess: 1 };
      expect(() => valid("x".repeat(max + 1))).toThrow(
        expect.objectContaining({ code: "invalid", field, reason: long, params }),
      );
    });
  });
}

test("a blank message is refused, a blank reason or description counts as none", () => {
  for (const blank of ["", " \n", "\u200b"]) {
    expect(() => validContent(blank)).toThrow(
      expect.objectContaining({ field: "content", reason: "message_empty" }),
    );
    expect(validReason(blank)).toBeNull();
    expect(description(blank)).toBe("");
  }
  expect(validReason()).toBeNull();
  expect([validReason(" off  topic "), description(" For\r\nfun ")]).toEqual([
    "off topic",
    "For\nfun",
  ]);
});

test("a group needs a legible name", () => {
  const refused = (reason: string) => expect.objectContaining({ field: "name", reason });
  expect(() => name(" \n")).toThrow(refused("group_name_missing"));
  expect(() => name("...")).toThrow(refused("name_unseen"));
});

test("an older group's name and description stay until they are changed", () => {
  const older = { name: "...", description: "x".repeat(groupLimits.descriptionChars + 1) };
  expect(validGroup(older, older)).toEqual(older);
  const renamed = { ...older, name: " Team  1 " };
  expect(validGroup(renamed, older)).toEqual({ ...older, name: "Team 1" });
  expect(() => validGroup({ ...older, name: "Team 1" }, { name: "...", description: "" })).toThrow(
    expect.objectContaining({ field: "description" }),
  );
  expect(() => validGroup(older, { ...older, name: "Team 1" })).toThrow(
    expect.objectContaining({ field: "name" }),
  );
});
