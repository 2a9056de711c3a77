import { expect, test } from "bun:test";
import { limits, ruleLimits } from "#wire/limits.ts";
import { BadPattern, Finder, patternSteps, phrasesOf, type Searched } from "./finder.ts";

const words = (searched: string): Searched => ({ kind: "words", searched });
const pattern = (searched: string): Searched => ({ kind: "pattern", searched });

/** What the rules find, as text. */
function found(text: string, ...rules: Searched[]): string[][] {
  return new Finder(rules)
    .find(text)
    .map(({ spans }) => spans.map(({ start, end }) => text.slice(start, end)));
}

test("patterns are refused that are none, that look back or ahead, or that match anything", () => {
  for (const wrong of ["(", "a**", "(?=x)y", String.raw`(a)\1`, "a{1001}", "[z-a]", "x*", "^$"]) {
    expect(() => patternSteps(wrong)).toThrow(BadPattern);
  }
  expect(() => patternSteps("(")).toThrow("missing closing ): `(`");
  expect(patternSteps("a{300}")).toBeGreaterThan(ruleLimits.patternSteps);
  expect(phrasesOf("--\n \n")).toEqual([]);
});

test("words are found whole, in any case, script form and width, also with invisible characters in them", () => {
  const rule = words("Straße\nFlohmarkt heute\nc++");
  expect(found("STRASSE und straßen", rule)).toEqual([["STRASSE"]]);
  expect(found("Flohmarkt, heute! Flohmarkt morgen", rule)).toEqual([["Flohmarkt, heute"]]);
  expect(found("ｓｔｒａßｅ str\u200baße", rule)).toEqual([["ｓｔｒａßｅ", "str\u200baße"]]);
  expect(found("Strasse Straße", rule)).toEqual([["Strasse Straße".slice(0, 7), "Straße"]]);
  expect(found("\u0053traße 👍 Schrägstraße", rule)).toEqual([["Straße"]]);
  expect(found("nothing of it", rule)).toEqual([]);
  for (const plain of ["Gruß, STRASSE!", "(straße)", "a straße÷2", "große Straße\u00a0"]) {
    // The emoji makes it a text that is not plain.
    expect({ plain, found: found(plain, rule) }).toEqual({
      plain,
      found: found(`${plain}👍`, rule),
    });
    expect(found(plain, rule)).toHaveLength(1);
  }
});

test("patterns are found in any case, each place once, and so many that the rest counts as one", () => {
  const phone = pattern(String.raw`\+?[0-9][0-9 /-]{6,}[0-9]`);
  expect(found("Ruf an: +49 171 123456, oder 030/1234567.", phone)).toEqual([
    ["+49 171 123456", "030/1234567"],
  ]);
  expect(found("a1 TELEGRAM.me/x", phone, pattern(String.raw`telegram\.me`))).toEqual([
    ["TELEGRAM.me"],
  ]);
  const [spans] = found("ab".repeat(200), pattern("b"));
  expect(spans).toHaveLength(ruleLimits.places + 1);
  expect(spans!.at(-1)).toEndWith("ab");
});

test("patterns that the runtime's own engine would not finish are only slow to write", () => {
  const text = "a".repeat(limits.contentChars);
  const nested = [pattern("(a|a?)*b(x+x+)+y{1,50}"), pattern("(.*)(.*)(.*)(.*)[^a]z")];
  expect(found(text, ...nested)).toEqual([]);
  expect(found(`${text}!z`, ...nested)).toHaveLength(1);
});
