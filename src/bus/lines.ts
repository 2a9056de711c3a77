/** Splits a stream of bytes into lines of the form `topic text`. */

const lineCharsMax = 256 * 1024;

/** Our lines are never this long. */
export function isTooLong(text: string): boolean {
  return text.length > lineCharsMax;
}

export interface Line {
  topic: string;
  text: string;
}

export function encodeLine({ topic, text }: Line): string {
  return `${topic} ${JSON.stringify(text)}\n`;
}

/** @returns a function that takes chunks and calls back once per line */
export function lineReader(onLine: (line: Line) => void): (chunk: Uint8Array) => void {
  const decoder = new TextDecoder();
  let rest = "";
  return (chunk) => {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    if (isTooLong(rest)) rest = "";
    for (const line of lines) {
      const parsed = parseLine(line);
      if (parsed) onLine(parsed);
    }
  };
}

/** @returns undefined for what is not a line */
export function parseLine(line: string): Line | undefined {
  const space = line.indexOf(" ");
  if (space <= 0) return undefined;
  try {
    const text: unknown = JSON.parse(line.slice(space + 1));
    return typeof text === "string" ? { topic: line.slice(0, space), text } : undefined;
  } catch {
    return undefined;
  }
}
