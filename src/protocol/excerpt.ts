const excerptChars = 120;

/** The start of a message, for lists: one line. A removed message has none. */
export function excerpt(content: string): string {
  const line = content
    .slice(0, excerptChars * 2)
    .replace(/\s+/g, " ")
    .trim();
  if (line.length <= excerptChars) return line;
  // Not within a character that takes two units.
  return line
    .slice(0, excerptChars)
    .toWellFormed()
    .replace(/\uFFFD$/, "");
}
