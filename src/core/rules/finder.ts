/**
 * Finds words and patterns in linear time, whatever they are: words by looking each one up, patterns by RE2,
 * never by the runtime's own regular expressions.
 */
import { RE2JS, RE2Set } from "re2js";
import { caseless } from "#wire/fold.ts";
import { ruleLimits } from "#wire/limits.ts";
import { withoutUnseen } from "#wire/text.ts";
import type { Span } from "../messages/redacted.ts";

export interface Searched {
  kind: "words" | "pattern";
  /** Words or phrases, one a line; or one pattern. */
  searched: string;
}

/** A pattern that cannot be used, with what is wrong with it. */
export class BadPattern extends Error {}

/** Where a rule found something in a text, in UTF-16 units, in order and without overlaps. */
export interface Hit<Rule> {
  rule: Rule;
  spans: Span[];
}

const flags = RE2JS.CASE_INSENSITIVE;
/** For the states that the automaton of all patterns of a course keeps. */
const automatonBytes = 2 * 1024 * 1024;

/** The size of a pattern's program. @throws {BadPattern} */
export function patternSteps(pattern: string): number {
  const compiled = compile(pattern);
  if (compiled.matcher("").find()) throw new BadPattern("it also matches a text without anything");
  return compiled.programSize();
}

function compile(pattern: string): RE2JS {
  try {
    return RE2JS.compile(pattern, flags);
  } catch (error) {
    throw new BadPattern(error instanceof Error ? reasonOf(error) : "");
  }
}

/** Without what every message begins with. */
function reasonOf({ message }: Error): string {
  return message.replace(/^error parsing regexp: /, "").replaceAll("`(?i)", "`");
}

/** The words and phrases of a rule, each as its words in comparable form; those without a letter are left out. */
export function phrasesOf(searched: string): string[][] {
  return searched
    .split("\n")
    .map((line) => tokensOf(line).map(({ folded }) => folded))
    .filter((words) => words.length > 0);
}

/** Finds what several rules search for, in one go. @throws {BadPattern} */
export class Finder<Rule extends Searched> {
  /** The phrases that begin with a word. */
  readonly #phrases = new Map<string, { words: string[]; rule: Rule }[]>();
  /** By `markOf` of these words: a word without a mark need not be cut out of a text. */
  readonly #marks = new Uint8Array(markCount);
  readonly #patterns: { rule: Rule; compiled: RE2JS }[] = [];
  readonly #set: RE2Set | undefined;
  /** All patterns as one, which says several times as fast that none matches. */
  readonly #any: RE2JS | undefined;

  constructor(readonly rules: readonly Rule[]) {
    for (const rule of rules) {
      if (rule.kind === "words") this.#addWords(rule);
      else this.#patterns.push({ rule, compiled: compile(rule.searched) });
    }
    if (this.#patterns.length === 0) return;
    this.#set = new RE2Set(RE2Set.UNANCHORED, flags, automatonBytes);
    for (const { rule } of this.#patterns) this.#set.add(rule.searched);
    this.#set.compile();
    this.#any = compile(this.#patterns.map(({ rule }) => `(?:${rule.searched})`).join("|"));
  }

  #addWords(rule: Rule): void {
    for (const words of phrasesOf(rule.searched)) {
      const first = words[0]!;
      this.#marks[markOf(first, 0, first.length)] = 1;
      this.#phrases.set(first, [...(this.#phrases.get(first) ?? []), { words, rule }]);
    }
  }

  /** In the order of the rules. */
  find(text: string): Hit<Rule>[] {
    const found = new Map<Rule, Span[]>();
    if (this.#phrases.size > 0) this.#findWords(text, found);
    if (this.#set) this.#findPatterns(text, this.#set, found);
    if (found.size === 0) return [];
    return this.rules.flatMap((rule) => {
      const spans = found.get(rule);
      return spans ? [{ rule, spans: merged(spans) }] : [];
    });
  }

  #findWords(text: string, found: Map<Rule, Span[]>): void {
    if (plainText.test(text) && !this.#mayFind(text.toLowerCase())) return;
    const tokens = tokensOf(text);
    for (const [index, { folded, start }] of tokens.entries()) {
      const phrases = this.#phrases.get(folded);
      if (!phrases) continue;
      for (const { words, rule } of phrases) {
        if (!words.every((word, offset) => tokens[index + offset]?.folded === word)) continue;
        const { end } = tokens[index + words.length - 1]!;
        found.set(rule, [...(found.get(rule) ?? []), { start, end }]);
      }
    }
  }

  /** Whether a plain text in lower case has a word that begins a phrase. Most have none. */
  #mayFind(lower: string): boolean {
    if (lower.includes("ß")) return true;
    let isFound = false;
    eachPlainWord(lower, (start, end) => {
      if (isFound || this.#marks[markOf(lower, start, end)] === 0) return;
      isFound = this.#phrases.has(lower.slice(start, end));
    });
    return isFound;
  }

  #findPatterns(text: string, set: RE2Set, found: Map<Rule, Span[]>): void {
    const { seen, placeOf } = plainText.test(text) ? asItIs(text) : seenIn(text);
    if (!this.#any?.test(seen)) return;
    for (const index of set.match(seen)) {
      const { rule, compiled } = this.#patterns[index]!;
      const spans = placesOf(compiled, seen).map(({ start, end }) => ({
        start: placeOf(start),
        end: placeOf(end - 1) + 1,
      }));
      if (spans.length > 0) found.set(rule, spans);
    }
  }
}

/** Each place; where there are very many, the last one reaches to the end. */
function placesOf(compiled: RE2JS, text: string): Span[] {
  const matcher = compiled.matcher(text);
  const spans: Span[] = [];
  while (matcher.find()) {
    const [start, end] = [matcher.start(), matcher.end()];
    if (end === start) continue;
    if (spans.length === ruleLimits.places) return [...spans, { start, end: text.length }];
    spans.push({ start, end });
  }
  return spans;
}

const plain = /^[a-z0-9]+$/i;

interface Token extends Span {
  folded: string;
}

/** Letters and digits in a row, with marks, and with invisible characters that would break a word apart. */
function tokensOf(text: string): Token[] {
  if (plainText.test(text)) return plainTokens(text);
  const { seen, placeOf } = seenIn(text);
  return Array.from(seen.matchAll(/[\p{L}\p{N}\p{M}]+/gu), ({ 0: word, index }) => ({
    // Most words are plain, and folding them by all rules would take most of the search.
    folded: plain.test(word) ? word.toLowerCase() : caseless(word),
    start: placeOf(index),
    end: placeOf(index + word.length - 1) + 1,
  }));
}

/** Most messages: signs of Latin-1 that have a single form, and are as long in lower case. */
const plainText =
  /^[\t\n -~\u00a0-\u00a9\u00ab\u00ac\u00ae-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf-\u00ff]*$/;

/** The same for them, many times as fast. */
function plainTokens(text: string): Token[] {
  const lower = text.toLowerCase();
  const tokens: Token[] = [];
  eachPlainWord(lower, (start, end) => {
    const word = lower.slice(start, end);
    tokens.push({ folded: word.includes("ß") ? caseless(word) : word, start, end });
  });
  return tokens;
}

function eachPlainWord(lower: string, visit: (start: number, end: number) => void): void {
  let start = -1;
  for (let at = 0; at <= lower.length; at += 1) {
    const isInWord = at < lower.length && isPlainLetter(lower.charCodeAt(at));
    if (isInWord && start < 0) start = at;
    if (isInWord || start < 0) continue;
    visit(start, at);
    start = -1;
  }
}

const markCount = 2 ** 16;

/** A number from three letters of a word and its length; few words share one. */
function markOf(text: string, start: number, end: number): number {
  const second = Math.min(start + 1, end - 1);
  let mark = end - start;
  mark = mark * 31 + text.charCodeAt(start);
  mark = mark * 31 + text.charCodeAt(second);
  mark = mark * 31 + text.charCodeAt(end - 1);
  return mark % markCount;
}

/** Or a digit; capitals do not occur. */
function isPlainLetter(code: number): boolean {
  const isAscii = (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39);
  return isAscii || (code >= 0xdf && code !== 0xf7);
}

/** The text without invisible characters, and where each unit of it stands. */
function seenIn(text: string): { seen: string; placeOf: (at: number) => number } {
  if (withoutUnseen(text) === text) return asItIs(text);
  let seen = "";
  const places: number[] = [];
  let at = 0;
  for (const sign of text) {
    if (withoutUnseen(sign) !== "") {
      seen += sign;
      for (let unit = 0; unit < sign.length; unit += 1) places.push(at + unit);
    }
    at += sign.length;
  }
  return { seen, placeOf: (index) => places[index]! };
}

const asItIs = (text: string) => ({ seen: text, placeOf: (at: number) => at });

/** In order, and without overlaps. */
export function merged(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const { start, end } of spans.toSorted((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else result.push({ start, end });
  }
  return result;
}
