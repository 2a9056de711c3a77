import { withoutCodeMarks } from "./code_parts.ts";
import { isBlank } from "./text.ts";

const excerptChars = 120;

/** Spaces and line breaks other than a single space, which is most often all there is. */
const irregularSpace = / \s+|[^\S ]\s*/g;

/**
 * An excerpt of a message for lists, in one line and without the marks of code. Only a removed
 * message, which has no text, has none.
 */
export function excerpt(content: string): string {
  const line = withoutCodeMarks(content)
    .trimStart()
    .slice(0, excerptChars * 2)
    .replace(irregularSpace, " ")
    .trim();
  if (isBlank(line) && content !== "") return "…";
  if (line.length <= excerptChars) return line;
  // Avoids cutting a character of two UTF-16 units in half.
  return line
    .slice(0, excerptChars)
    .toWellFormed()
    .replace(/\uFFFD$/, "");
}
