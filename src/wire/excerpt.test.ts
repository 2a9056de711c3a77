import { describe, expect, test } from "bun:test";
import { excerpt } from "./excerpt.ts";

test("nothing is made of nothing: that is how a removed message looks", () => {
  expect(excerpt("")).toBe("");
});

describe("a message that is there always has an excerpt", () => {
  test.each(["\n", " ", "\t", "\r\n", "\u3000", "\u00a0"])("behind 7,990 of %j too", (blank) => {
    expect(excerpt(`${blank.repeat(Math.floor(7_990 / blank.length))}hello`)).toBe("hello");
  });

  test("even where it is all blank, or cannot be seen", () => {
    expect(excerpt(" \n\u3000".repeat(300))).toBe("…");
    expect(excerpt("\u200b\u3164")).toBe("…");
    expect(excerpt(`${"\u200b".repeat(300)}hello`)).toBe("…");
  });
});

test("lines and blanks become one line", () => {
  expect(excerpt("one\n\n two\tthree ")).toBe("one two three");
});

test("a long one is cut, and not within a character", () => {
  expect(excerpt("a".repeat(500))).toBe("a".repeat(120));
  expect(excerpt(`${"a".repeat(119)}👍👍`)).toBe("a".repeat(119));
});
