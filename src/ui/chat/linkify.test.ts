import { describe, expect, test } from "bun:test";
import { isEmojiOnly, linkify } from "./linkify.ts";

const hrefs = (text: string) =>
  linkify(text).flatMap((part) => (part.kind === "link" ? [part.href] : []));

describe("no link is made of", () => {
  for (const text of [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)//http:",
    "data:text/html,<b>x</b>",
    "vbscript:x",
    "file:///etc/passwd",
    "https://",
    "http:// example.org",
    "mailto:",
    "mailto:nobody",
    "//example.org",
    "https://[broken",
  ]) {
    test(text, () => expect(hrefs(text)).toEqual([]));
  }
});

test("nothing of the text is lost or changed", () => {
  for (const text of [
    "see https://example.org/a?b=c#d, or (https://en.wikipedia.org/wiki/Set_(mathematics)).",
    'quotes "https://example.org" <https://example.org>',
    "mailto:ann@example.org! \n\n https://example.org:8080/x",
    "no address",
    "",
  ]) {
    expect(
      linkify(text)
        .map((part) => part.text)
        .join(""),
    ).toBe(text);
  }
});

test("punctuation after an address is not part of it, a bracket it opened itself is", () => {
  expect(hrefs("Look at https://example.org/a.")).toEqual(["https://example.org/a"]);
  expect(hrefs("(https://example.org/a)")).toEqual(["https://example.org/a"]);
  expect(hrefs("https://example.org/Set_(mathematics)")).toEqual([
    "https://example.org/Set_(mathematics)",
  ]);
  expect(hrefs("Really https://example.org/a?!?")).toEqual(["https://example.org/a"]);
});

test("a quote cannot leave the attribute", () => {
  expect(hrefs(`https://example.org/"onmouseover="alert(1)`)).toEqual(["https://example.org/"]);
});

test("64 KB of hostile text take at most 50 ms", () => {
  const size = 64 * 1024;
  const hostile = [
    "http://".repeat(size / 7),
    "https://a ".repeat(size / 10),
    `https://a/${"(".repeat(size)}`,
    `https://a/${")".repeat(size)}`,
    `https://a/${"().,".repeat(size / 4)}`,
    `mailto:${"@".repeat(size)}`,
    "a".repeat(size),
    "h".repeat(size),
    "http".repeat(size / 4),
  ];
  for (const text of hostile) {
    // The quickest of a few: other programs of the machine are not what is measured.
    const times = Array.from({ length: 5 }, () => {
      const start = performance.now();
      linkify(text);
      return performance.now() - start;
    });
    expect(Math.min(...times)).toBeLessThan(50);
  }
});

test("a few emoji alone are told from text with digits or words", () => {
  expect(["👍", "👩🏽‍🔬 🎉", "🇩🇪", "❤️"].every(isEmojiOnly)).toBe(true);
  expect(["1", "👍 ok", "", "  ", "👍".repeat(40), "#"].some(isEmojiOnly)).toBe(false);
});
