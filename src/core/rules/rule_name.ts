/** So many characters say which rule it is. */
const nameChars = 100;

/** What a rule searches for, in one line: rules have no other name. */
export function ruleName(searched: string): string {
  const line = searched.replaceAll("\n", ", ");
  if (line.length <= nameChars) return line;
  return `${line
    .slice(0, nameChars)
    .toWellFormed()
    .replace(/\uFFFD$/, "")} …`;
}
