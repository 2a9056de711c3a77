/**
 * How texts are compared for searching and sorting, and which addresses count as the same: one rule
 * for the database, the server and the browser.
 */
import { withoutUnseen } from "./text.ts";

/** Letters that Unicode does not decompose into a letter and an accent. */
const plainLetters: Record<string, string> = {
  ø: "o",
  æ: "ae",
  œ: "oe",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ħ: "h",
  ŧ: "t",
  ŋ: "n",
  ς: "σ",
};
const plainLetter = new RegExp(`[${Object.keys(plainLetters).join("")}]`, "g");

/** Umlauts as written on keyboards without them. */
const writtenOut: Record<string, string> = { ä: "ae", ö: "oe", ü: "ue", ø: "oe", å: "aa" };
const umlaut = new RegExp(`[${Object.keys(writtenOut).join("")}]`, "g");

/**
 * Accents, vowel points and Arabic vowel signs. The voicing marks of kana are kept, because they
 * make different letters.
 */
const accent =
  /(?![\u3099\u309a])(?=\p{Mn})[\p{Script=Inherited}\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}]/gu;

/**
 * Folds case through capitals first, so that ß, ſ and the Turkish ı become the letters they stand
 * for. Accents remain.
 */
export function caseless(text: string): string {
  return withoutUnseen(text.normalize("NFKC")).toUpperCase().toLowerCase().normalize("NFKC");
}

function unaccented(text: string): string {
  return text
    .replace(plainLetter, (letter) => plainLetters[letter] ?? letter)
    .normalize("NFD")
    .replace(accent, "")
    .normalize("NFC")
    .replace(/[\s\p{Z}]+/gu, " ")
    .trim();
}

/** Fast path for most names: only the case differs. */
const plainAscii = /^(?:[\x21-\x7e]+(?: [\x21-\x7e]+)*)?$/;

function folded(text: string, respell: (caseless: string) => string): string {
  return plainAscii.test(text) ? text.toLowerCase() : unaccented(respell(caseless(text)));
}

/** The sort key of a text: without case and accents, so that ä is a, ß is ss and ø is o. */
export function foldText(text: string): string {
  return folded(text, (same) => same);
}

/** The same with ae, oe and ue for umlauts. */
function foldWrittenOut(text: string): string {
  return folded(text, (same) => same.replace(umlaut, (letter) => writtenOut[letter] ?? letter));
}

/** The search key that `matches` expects: each text in both spellings. */
export function searchKey(...texts: string[]): string {
  return [...new Set(texts.flatMap((text) => [foldText(text), foldWrittenOut(text)]))].join("\n");
}

/** Each typed word in both spellings; one of the two must be in the search key. */
export function searchWords(typed: string): [plain: string, writtenOut: string][] {
  const written = foldWrittenOut(typed).split(" ");
  return foldText(typed)
    .split(" ")
    .map((word, index): [string, string] => [word, written[index] ?? word])
    .filter(([word]) => word !== "");
}

/** Whether the key contains every word, in any order. Mueller, muller and MÜLL all find Müller. */
export function matchesWords(key: string, words: readonly [string, string][]): boolean {
  return words.every((spellings) => spellings.some((word) => key.includes(word)));
}

/**
 * Compares by code point, as the database does; `<` compares UTF-16 units, which differs above
 * U+FFFF.
 * @returns a negative number, a positive number or 0
 */
export function compareTexts(one: string, other: string): number {
  const ones = one[Symbol.iterator]();
  const others = other[Symbol.iterator]();
  for (;;) {
    const a = ones.next();
    const b = others.next();
    if (a.done || b.done) return Number(b.done === true) - Number(a.done === true);
    const difference = a.value.codePointAt(0)! - b.value.codePointAt(0)!;
    if (difference !== 0) return difference;
  }
}

/**
 * The key by which addresses are compared: full-width letters, invisible characters and ı make no
 * difference.
 */
export function addressKey(email: string): string {
  return caseless(email)
    .trim()
    .replace(/(?<=[ij])\u0307/g, "");
}
