/** The numbered rules of docs/PROTOCOL.md, and the tests that carry their numbers. */
import { isTest, type Source } from "./sources.ts";

/** @returns the rules that no title of a test names, and the numbers in titles that are no rule */
export function rulesWithoutTest(protocol: string, sources: Source[]): string[] {
  const rules = new Set(
    [...protocol.matchAll(/^- \*\*([A-Z]\d+)\*\*/gm)].map((found) => found[1]!),
  );
  const titled = new Map<string, string>();
  for (const { path, text } of sources.filter(isTest)) {
    for (const [title] of text.matchAll(/"\[[A-Z]\d+\][^"\n]*"/g)) {
      for (const found of title.matchAll(/\[([A-Z]\d+)\]/g)) titled.set(found[1]!, path);
    }
  }
  return [
    ...[...rules]
      .filter((rule) => !titled.has(rule))
      .map((rule) => `no test is named after ${rule}`),
    ...[...titled]
      .filter(([number]) => !rules.has(number))
      .map(([number, path]) => `${path} names ${number}, which is no rule`),
  ];
}
