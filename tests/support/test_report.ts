/** Reads what `bun test` has written. */

/** The totals of a JUnit report; nothing passed and nothing failed when there is none. */
export function countTests(junit: string): { passed: number; failed: number } {
  const head = /<testsuites ([^>]*)>/.exec(junit)?.[1] ?? "";
  const number = (name: string) => Number(new RegExp(`\\b${name}="(\\d+)"`).exec(head)?.[1] ?? 0);
  const failed = number("failures");
  // A skipped test holds nothing: it counts as failed, so that none stays skipped unseen.
  const skipped = number("skipped");
  return { passed: number("tests") - failed - skipped, failed: failed + skipped };
}

/** How many tests a report names, whether they ran or not. */
export function countNamed(junit: string): number {
  const { passed, failed } = countTests(junit);
  return passed + failed;
}

/** The output without the lines of tests that passed, and without the names of files they leave bare. */
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
