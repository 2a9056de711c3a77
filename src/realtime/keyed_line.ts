/** A line of the bus that says whom it is for: a key, a space, and the text. Keys may have spaces. */
export function keyedLine(key: string, text: string): string {
  return `${encodeURIComponent(key)} ${text}`;
}

export function splitKeyedLine(line: string): { key: string; text: string } {
  const space = line.indexOf(" ");
  return { key: decodeURIComponent(line.slice(0, space)), text: line.slice(space + 1) };
}
