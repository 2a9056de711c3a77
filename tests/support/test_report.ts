/** Reads the reports of `bun test`. */

export interface Counts {
  passed: number;
  failed: number;
  /** What this machine does not allow, such as mounting a disk. */
  skipped: number;
}

/** The totals of a JUnit report; zero if there is none. */
export function countTests(junit: string): Counts {
  const head = /<testsuites ([^>]*)>/.exec(junit)?.[1] ?? "";
  const number = (name: string) => Number(new RegExp(`\\b${name}="(\\d+)"`).exec(head)?.[1] ?? 0);
  const failed = number("failures");
  // A skipped test proves nothing, so it does not count as passed.
  const skipped = number("skipped");
  return { passed: number("tests") - failed - skipped, failed, skipped };
}

/** How many tests a report names, whether they ran or not. */
export function countNamed(junit: string): number {
  const { passed, failed, skipped } = countTests(junit);
  return passed + failed + skipped;
}

/** The titles of the tests that were skipped. */
export function skippedTitles(output: string): string[] {
  return output.split("\n").flatMap((line) => /^\(skip\) (.+)$/.exec(line)?.[1] ?? []);
}

/** The output without the lines of passed tests, and without files that then have no lines. */
export function failureLines(output: string): string {
  const lines = output.split("\n").filter((line) => !line.startsWith("(pass)"));
  const next = (index: number) => lines.slice(index + 1).find((line) => line !== "") ?? "";
  return lines
    .filter((line, index) => !isFileName(line) || !(isFileName(next(index)) || isEnd(next(index))))
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trimStart();
}

const isFileName = (line: string) => /^\S+\.test\.tsx?:$/.test(line);

const isEnd = (line: string) => /^\s*\d+ (pass|tests? failed)/.test(line);
