/** Words and phrases that were replaced, and must not return where people read them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

export interface Prose {
  path: string;
  text: string;
}

interface Retired {
  pattern: RegExp;
  better: string;
  /** If missing, applies to documents and texts alike. */
  only?: RegExp;
  /** A text that contains it, as proof that it is noticed. */
  bad: string;
}

const pageTexts = /^src\/(ui\/text|wire\/refusal_texts)/;
const documents = /\.md$/;

export const retiredWords: Retired[] = [
  {
    pattern: /\*\*(Price|Instead of)\.\*\*/,
    better: "Trade-offs, Alternatives",
    bad: "**Price.** One.",
  },
  { pattern: /\b(was|were) made\./, better: "created", only: pageTexts, bad: "{name} was made." },
  { pattern: /\bfits[.“ ]/, better: "No matches.", only: pageTexts, bad: "Nobody fits." },
  { pattern: /\bnot in use\b/, better: "inactive", only: pageTexts, bad: "not in use" },
  { pattern: /\bprofessor\b/i, better: "teacher", only: pageTexts, bad: "Ask your professor." },
  {
    pattern: /"[^".]*\b(c|C)onversations?\b[ ",]/,
    better: "group",
    only: /\.en\.ts$/,
    bad: `a: "Read a conversation"`,
  },
  { pattern: /\bUnterhaltung/, better: "Gruppe", only: /\.de\.ts$/, bad: "Unterhaltung suchen" },
  { pattern: /\bany ?more\b/, better: "no longer", only: pageTexts, bad: "not here any more" },
  {
    pattern: /\b(by itself|by themselves)\b/,
    better: "automatically",
    only: pageTexts,
    bad: "goes out by itself",
  },
  { pattern: /\bset-up\b|\buser name\b/i, better: "setup, username", bad: "the set-up code" },
  {
    pattern: /\bstands? (at the|in the manual|below|still)\b/,
    better: "is",
    bad: "It stands at the end.",
  },
  {
    pattern: /\b(a frame|a message|a page|an event) a (second|page|line)\b/,
    better: "per",
    bad: "an event a line",
  },
  {
    pattern: /\bone (line an event|object a frame)\b|\ba folder a blueprint\b/,
    better: "per",
    bad: "one object a frame",
  },
  {
    pattern: /\bthe professor('s)?\b/,
    better: "staff, teacher",
    only: documents,
    bad: "the professor's order",
  },
  {
    pattern: /^(Who|Whoever|What) (asks|says|sees|is|has|can|must)\b/m,
    better: "name the subject",
    only: documents,
    bad: "Who sees 1006 comes back.",
  },
];

/** Phrases that were replaced in comments and in titles of tests. */
export const retiredPhrases: Omit<Retired, "only">[] = [
  { pattern: /\b(some|every)body\b/i, better: "someone, a user, everyone", bad: "Somebody asks." },
  { pattern: /\bone's own\b/i, better: "the user's own", bad: "One's own messages." },
  { pattern: /\bany more\b/, better: "no longer", bad: "It is not there any more." },
  { pattern: /(^|[.:] )Whoever\b/, better: "name the subject", bad: "Whoever asks must wait." },
  {
    pattern: /\b(is|are|be|been) handed\b/,
    better: "receives, is passed",
    bad: "It is handed a log.",
  },
  {
    pattern: /\b(stands?|lies) (in|beside|below|above|at|between|there|where)\b/,
    better: "is",
    bad: "It stands below.",
  },
  { pattern: /\b(makes?|made) good\b/, better: "restores, repairs", bad: "It makes good a gap." },
  { pattern: /\b(every|each|any|no|other) doors?\b/, better: "everywhere", bad: "At every door." },
  { pattern: /\bdoubles? (no|any)thing\b/, better: "duplicates", bad: "It doubles nothing." },
  { pattern: /\bhears? (of|nothing|it)\b/, better: "receives", bad: "A stranger hears nothing." },
  {
    pattern: /\b(drawn|asked for) (anew|again)\b/,
    better: "rendered again",
    bad: "It is drawn anew.",
  },
  { pattern: /@returns nothing\b/, better: "@returns undefined if", bad: "@returns nothing when" },
];

/** @returns each replaced phrase in comments and titles of tests, with a better one */
export function retiredPhrasesIn(sources: Prose[]): string[] {
  return sources.flatMap(({ path, text }) =>
    commentsAndTitles(text).flatMap((prose) =>
      retiredPhrases.flatMap(({ pattern, better }) => {
        const found = pattern.exec(prose)?.[0];
        return found === undefined ? [] : [`${path}: “${found}” → ${better}`];
      }),
    ),
  );
}

const comment = /\/\*\*?([^]*?)\*\/|(?<=^|\s)\/\/([^\n]*(?:\n\s*\/\/[^\n]*)*)/g;
const title = /\b(?:test|describe)(?:\.\w+)*(?:\([^\n]*\))?\(\s*["`](.*)["`]/g;

/** Each in one line, without the marks at the beginning of its lines. */
function commentsAndTitles(text: string): string[] {
  return [...text.matchAll(comment), ...text.matchAll(title)].map(([, first, second]) =>
    (first ?? second ?? "").replace(/\s*\n\s*(\*|\/\/)?\s*/g, " ").trim(),
  );
}

/** Documents, texts of pages and refusals, and the commands' output. */
export function readProse(root: string): Prose[] {
  const globs = [
    "*.md",
    "docs/**/*.md",
    "src/ui/text/*.ts",
    "src/wire/refusal_texts.ts",
    "src/cli/*.ts",
  ];
  return globs
    .flatMap((glob) => [...new Bun.Glob(glob).scanSync(root)])
    .filter((path) => !path.endsWith(".test.ts"))
    .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));
}

/** @returns each occurrence of a replaced word, with a better one */
export function retiredIn(prose: Prose[]): string[] {
  return prose.flatMap(({ path, text }) =>
    retiredWords
      .filter(({ only }) => only?.test(path) ?? true)
      .flatMap(({ pattern, better }) => {
        const found = pattern.exec(text)?.[0];
        return found ? [`${path}: “${found}” → ${better}`] : [];
      }),
  );
}

/** Words in names that were replaced, with the usual word. */
const retiredNames: Record<string, string> = {
  air: "publisher",
  announced: "appended",
  growing: "time-ordered",
  hear: "receive",
  heard: "received",
  house: "cleanup",
  legacy: "original",
  news: "event, notification",
  notice: "event",
  notices: "events",
  seat: "membership",
  seats: "memberships",
  sweep: "expire, clean up",
  tell: "publish, report",
  telling: "publishing, legible",
  tells: "publishes, reports",
  told: "published",
  untold: "unpublished",
};

/** Names of files and in code that contain such a word, each with a better one. */
export function retiredNamesIn(sources: Prose[]): string[] {
  return sources.flatMap(({ path, text }) => {
    const names = new Set(`${path} ${withoutProse(text)}`.match(/[\p{L}_$][\p{L}\p{N}_$]*/gu));
    return [...names].flatMap((name) => {
      const word = wordsOf(name).find((one) => Object.hasOwn(retiredNames, one));
      return word === undefined ? [] : [`${path}: ${name}: say ${retiredNames[word]}`];
    });
  });
}

/** Comments and quoted texts are not names. */
function withoutProse(text: string): string {
  return text.replace(
    /\/\*[^]*?\*\/|\/\/[^\n]*|"(?:\\.|[^"\\\n])*"|`(?:\\.|\$(?!\{)|[^`\\$])*`/g,
    " ",
  );
}

/** `lastReceivedAt` → last, received, at. */
function wordsOf(name: string): string[] {
  return name
    .split(/_|(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u)
    .map((word) => word.toLowerCase());
}
