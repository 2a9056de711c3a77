/** Long results that a test compares with a text file, so that people can read and approve them. */
import { readFileSync, writeFileSync } from "node:fs";

const renews = process.env["RENEW_TEXTS"] === "1";
const isComplete = process.env["TEST_NOTHING_LEFT_OUT"] === "1" || "CI" in process.env;

/**
 * The stored text with which a result is compared. With RENEW_TEXTS=1 in the environment the result
 * replaces it: read the difference before you commit it.
 * @throws when a complete run, such as CI's, would approve its own results
 */
export function storedText(file: string, result: string): string {
  if (renews && isComplete) throw new Error("RENEW_TEXTS=1 is for your own machine.");
  if (renews) writeFileSync(file, result);
  return readFileSync(file, "utf8");
}

/**
 * The lines below each title (`=== title`), so that a comparison shows a difference with little
 * around it.
 */
export function sectionsOf(text: string): Record<string, string[]> {
  const sections = text.split(/^=== /m).slice(1);
  return Object.fromEntries(
    sections.map((section) => {
      const [title = "", ...lines] = section.trimEnd().split("\n");
      return [title, lines];
    }),
  );
}
