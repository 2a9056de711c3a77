import { describe, expect, spyOn, test } from "bun:test";
import { candidate, linkify } from "./linkify.ts";

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
    "www.",
    "www. example",
    "awww.example.org",
    "@home",
    "ann@",
    "ann@localhost",
    "ann@example.",
    "a@b@example.org",
    "ann@example.o",
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

test("addresses without a scheme", () => {
  expect(hrefs("see www.example.org/a?b=c, or (WWW.Example.org).")).toEqual([
    "https://www.example.org/a?b=c",
    "https://www.example.org/",
  ]);
  expect(hrefs("https://a.org/?u=www.b.org")).toEqual(["https://a.org/?u=www.b.org"]);
  expect(hrefs("Ask ann.lee+ma@uni-lindenau.example, <bo@b.org>; c@d.org.")).toEqual([
    "mailto:ann.lee+ma@uni-lindenau.example",
    "mailto:bo@b.org",
    "mailto:c@d.org",
  ]);
  expect(hrefs("https://ann@example.org/")).toEqual(["https://ann@example.org/"]);
});

test("a quote cannot leave the attribute", () => {
  expect(hrefs(`https://example.org/"onmouseover="alert(1)`)).toEqual(["https://example.org/"]);
});

test("the pattern of an address has one repetition without a limit, its last part", () => {
  const withoutClasses = candidate.source
    .replace(/\\[pP]\{\w+\}|\\u[0-9a-f]{4}|\\x[0-9a-f]{2}|\\./g, "c")
    .replace(/\[[^\]]*\]/g, "c");
  expect(withoutClasses.match(/[*+]|\{\d+,\}/g)).toEqual(["+"]);
  expect(withoutClasses).toEndWith(")+");
});

describe("64 KB of hostile text lose nothing, and no character is tested twice:", () => {
  const size = 64 * 1024;
  const hostile = [
    ["addresses that run into each other", "http://".repeat(size / 7)],
    ["short addresses", "https://a ".repeat(size / 10)],
    ["opening brackets", `https://a/${"(".repeat(size)}`],
    ["closing brackets", `https://a/${")".repeat(size)}`],
    ["brackets and full stops", `https://a/${"().,".repeat(size / 4)}`],
    ["addresses before a bracket", "https://a)".repeat(size / 10)],
    ["addresses before a comma", "https://a,".repeat(size / 10)],
    ["apostrophes", `https://a/${"’".repeat(size)}`],
    ["brackets, apostrophes and a scheme", `https://a/${"()('".repeat(size / 4)}https`],
    ["signs of a mail address", `mailto:${"@".repeat(size)}`],
    ["mail addresses that run into each other", "a@b.c".repeat(size / 5)],
    ["a domain without an end", `a@${"b.".repeat(size / 2)}`],
    ["local parts without an end", "a.".repeat(size / 2)],
    ["beginnings of the web", "www.".repeat(size / 4)],
    ["letters", "a".repeat(size)],
    ["beginnings of schemes", "http".repeat(size / 4)],
  ];
  test.each(hostile)("%s", (_what, text) => {
    let tests = 0;
    const testing = spyOn(RegExp.prototype, "test").mockImplementation(function (this: RegExp, at) {
      tests += 1;
      if (tests > text.length) throw new Error("tested twice");
      return this.exec(at) !== null;
    });
    try {
      const found = linkify(text);
      expect(found.map((part) => part.text).join("")).toBe(text);
    } finally {
      testing.mockRestore();
    }
  });
});
