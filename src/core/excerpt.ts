/** The start of a message, for lists: one line. A removed message has none. */
export function excerpt(content: string): string {
  const line = content.slice(0, 240).replace(/\s+/g, " ").trim();
  return Array.from(line).slice(0, 120).join("");
}
