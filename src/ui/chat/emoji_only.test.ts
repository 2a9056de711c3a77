import { describe, expect, test } from "bun:test";
import { isEmojiOnly } from "./emoji_only.ts";

const flagOfEngland = "\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}";

describe("text that is not only emoji has normal size", () => {
  const small = [
    "1",
    "👍 ok",
    "",
    "  ",
    "👍".repeat(40),
    "#",
    "™",
    "©",
    "\u200d",
    "\ufe0f",
    "1\ufe0f",
    "👩\u200d",
  ];
  test.each(small)("%j", (text) => expect(isEmojiOnly(text)).toBe(false));
});

describe("a few emoji are large", () => {
  const large = [
    "👍",
    "👩🏽‍🔬 🎉",
    "🇩🇪",
    "❤️",
    "1️⃣",
    "#️⃣*️⃣",
    flagOfEngland,
    "👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦",
    "👩🏽‍❤️‍💋‍👨🏿",
    "🏳️‍⚧️",
    "☝🏽",
    " 👍\n🎉 ",
  ];
  test.each(large)("%s", (text) => expect(isEmojiOnly(text)).toBe(true));
});

test("8,000 characters of joined emoji are not a few", () => {
  expect(isEmojiOnly("👩\u200d".repeat(2_600))).toBe(false);
  expect(isEmojiOnly(" ".repeat(600) + "a")).toBe(false);
});
