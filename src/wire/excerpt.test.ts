import { describe, expect, test } from "bun:test";
import { excerpt } from "./excerpt.ts";

test("empty content has no excerpt, like a removed message", () => {
  expect(excerpt("")).toBe("");
});

describe("every other message has an excerpt", () => {
  test.each(["\n", " ", "\t", "\r\n", "\u3000", "\u00a0"])("even after 7,990 of %j", (blank) => {
    expect(excerpt(`${blank.repeat(Math.floor(7_990 / blank.length))}hello`)).toBe("hello");
  });

  test("even if it is all blank or invisible", () => {
    expect(excerpt(" \n\u3000".repeat(300))).toBe("…");
    expect(excerpt("\u200b\u3164")).toBe("…");
    expect(excerpt(`${"\u200b".repeat(300)}hello`)).toBe("…");
  });
});

test("line breaks and spaces become one line", () => {
  expect(excerpt("one\n\n two\tthree ")).toBe("one two three");
  expect(excerpt("one two  three \n four\u00a0five\u3000\tsix")).toBe(
    "one two three four five six",
  );
});

test("a long message is cut, but not within a character", () => {
  expect(excerpt("a".repeat(500))).toBe("a".repeat(120));
  expect(excerpt(`${"a".repeat(119)}👍👍`)).toBe("a".repeat(119));
  expect(excerpt(`${"a".repeat(118)}👍👍`)).toBe(`${"a".repeat(118)}👍`);
});

test("a message that fits is not cut, whatever its last character is", () => {
  const content = `${"a".repeat(119)}\ufffd`;
  expect(excerpt(content)).toBe(content);
});

test("code is shown without its marks, wherever the excerpt ends", () => {
  expect(excerpt("Use `i` and\n```python\nif a:\n    b = 1\n```")).toBe("Use i and if a: b = 1");
  expect(excerpt(`Use \`${"a".repeat(500)}\``)).toBe(`Use ${"a".repeat(116)}`);
  expect(excerpt("one ` alone")).toBe("one ` alone");
});
