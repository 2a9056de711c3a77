import { expect, test } from "bun:test";
import { createLogger, type LogFormat } from "./logger.ts";
import { printable } from "./printable.ts";
import { systemClock } from "./clock.ts";

const bad: [what: string, text: string, shown: string][] = [
  ["a line break", "a\nb\r\nc", "a\\nb\\r\\nc"],
  ["other line breaks", "a\u2028b\u2029c\u0085d\vf\f", "a\\u2028b\\u2029c\\u0085d\\u000bf\\u000c"],
  ["an escape sequence", "\u001b[2J\u001b]0;title\u0007", "\\u001b[2J\\u001b]0;title\\u0007"],
  ["one that starts with C1", "\u009b31m\u0090q\u009c", "\\u009b31m\\u0090q\\u009c"],
  ["what goes back", "a\bb\u007fc", "a\\u0008b\\u007fc"],
  ["what turns the writing round", "\u202egnp.exe\u202c", "\\u202egnp.exe\\u202c"],
  ["isolates and marks", "\u2066a\u2069\u200e\u200f\u061c", "\\u2066a\\u2069\\u200e\\u200f\\u061c"],
  ["what cannot be seen", "a\u200bb\ufeffc\u00add\u0000", "a\\u200bb\\ufeffc\\u00add\\u0000"],
  ["tags beyond the first plane", "a\u{e0041}b", "a\\udb40\\udc41b"],
  ["half a character", "a\ud83d", "a\\ud83d"],
  ["private and unassigned ones", "\ue000\u0378", "\\ue000\\u0378"],
];

test.each(bad)("%s is escaped", (_what, text, shown) => {
  expect(printable(text)).toBe(shown);
});

test("ordinary text stays unchanged", () => {
  const text = "Größe — “Zitat” 日本語 مرحبا é 👩 C:\\temp \\n 100 %";
  expect(printable(text)).toBe(text);
});

test.each(["text", "json"] as LogFormat[])(
  "a log in %s is one line of visible characters",
  (format) => {
    const lines: string[] = [];
    const write = (line: string) => lines.push(line);
    const logger = createLogger({ clock: systemClock, level: "info", format, write });
    for (const [, text] of bad) logger.warn("refused", { path: `/${text}`, error: text });
    expect(lines).toHaveLength(bad.length);
    for (const line of lines) expect(line).not.toMatch(/[\p{C}\u2028\u2029]/u);
    if (format === "json") {
      const paths = lines.map((line) => (JSON.parse(line) as { path: string }).path);
      expect(paths).toEqual(bad.map(([, text]) => `/${text}`));
    }
  },
);
