import { describe, expect, test } from "bun:test";
import { linkify } from "./linkify.ts";

const hrefs = (text: string) =>
  linkify(text).flatMap((part) => (part.kind === "link" ? [part.href] : []));

describe("no link is made from", () => {
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

test("punctuation after an address is not part of it, but brackets opened in it are", () => {
  expect(hrefs("Look at https://example.org/a.")).toEqual(["https://example.org/a"]);
  expect(hrefs("(https://example.org/a)")).toEqual(["https://example.org/a"]);
  expect(hrefs("https://example.org/Set_(mathematics)")).toEqual([
    "https://example.org/Set_(mathematics)",
  ]);
  expect(hrefs("Really https://example.org/a?!?")).toEqual(["https://example.org/a"]);
});

describe("an address ends before the bracket that surrounds it", () => {
  const closed = [
    "„https://example.org/a“",
    "‚https://example.org/a‘",
    "»https://example.org/a«",
    "›https://example.org/a‹",
    "“https://example.org/a”",
    "‘https://example.org/a’, he said",
    "„https://example.org/a“, sagt er",
    "„https://example.org/a“und",
    "'https://example.org/a'",
    "`https://example.org/a`",
    "```https://example.org/a```",
    "**https://example.org/a**",
    "<https://example.org/a>",
    "[see](https://example.org/a)",
    "(https://example.org/a)(and more)",
    "{https://example.org/a}",
    "https://example.org/a\u200b und",
    "https://example.org/a\u202e und",
    "https://example.org/a\u2800 und",
    "https://example.org/a\u3164 und",
    "https://example.org/a\u0007",
    "请看https://example.org/a。谢谢",
    "https://example.org/a、b",
    "（https://example.org/a）谢谢",
    "「https://example.org/a」です",
    "https://example.org/a，还有",
    "https://example.org/a！",
    "https://example.org/a؟ نعم",
    "https://example.org/a।",
    "https://example.org/a…",
    "https://example.org/a·",
  ];
  test.each(closed)("%s", (text) => expect(hrefs(text)).toEqual(["https://example.org/a"]));
});

describe("an address keeps", () => {
  const kept: [string, string][] = [
    ["a bracket that it has opened", "https://example.org/a_(b)_[c]"],
    ["an apostrophe inside", "https://example.org/Grimm’s-M'archen"],
    ["what joins letters inside", "https://example.org/%D9%86%D9%85%DB%8C\u200c%D8%B4"],
    ["a slash, a hash, a hyphen at its end", "https://example.org/a-/#"],
    [
      "another address inside",
      "https://example.org/web/https://example.com/?u=https://example.net",
    ],
    ["commas and semicolons inside", "https://example.org/a,b;c|d"],
    ["an address of the sixth version", "http://[::1]:8080/a"],
  ];
  test.each(kept)("%s", (_what, address) => {
    expect(linkify(`see ${address} here`)[1]).toMatchObject({ kind: "link", text: address });
  });
});

test("two addresses without a space between them are two links", () => {
  expect(hrefs("https://a.org,https://b.org")).toEqual(["https://a.org/", "https://b.org/"]);
  expect(hrefs("https://a.org;http://b.org/")).toEqual(["https://a.org/", "http://b.org/"]);
  expect(hrefs("'https://a.org','https://b.org'")).toEqual(["https://a.org/", "https://b.org/"]);
  expect(hrefs("mailto:a@b.org,mailto:c@d.org")).toEqual(["mailto:a@b.org", "mailto:c@d.org"]);
  expect(hrefs("(https://a.org)(https://b.org)")).toEqual(["https://a.org/", "https://b.org/"]);
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
    "https://a)".repeat(size / 10),
    "https://a,".repeat(size / 10),
    `https://a/${"’".repeat(size)}`,
    `https://a/${"()('".repeat(size / 4)}https`,
    `mailto:${"@".repeat(size)}`,
    "a".repeat(size),
    "h".repeat(size),
    "http".repeat(size / 4),
  ];
  for (const text of hostile) {
    // The fastest of several runs, so that other programs on the machine are not measured.
    const times = Array.from({ length: 5 }, () => {
      const start = performance.now();
      linkify(text);
      return performance.now() - start;
    });
    expect(Math.min(...times)).toBeLessThan(50);
  }
});
