/** Cuts a stream of bytes into lines, each `topic text`. */
const lineCharsMax = 256 * 1024;

export interface Line {
  topic: string;
  text: string;
}

export function encodeLine({ topic, text }: Line): string {
  return `${topic} ${JSON.stringify(text)}\n`;
}

/** @returns a reader that is fed chunks and calls back once a line */
export function lineReader(onLine: (line: Line) => void): (chunk: Uint8Array) => void {
  const decoder = new TextDecoder();
  let rest = "";
  return (chunk) => {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    // A line without end is no line of ours; what is lost here is only a nudge.
    if (rest.length > lineCharsMax) rest = "";
    for (const line of lines) {
      const parsed = parseLine(line);
      if (parsed) onLine(parsed);
    }
  };
}

function parseLine(line: string): Line | undefined {
  const space = line.indexOf(" ");
  if (space <= 0) return undefined;
  try {
    const text: unknown = JSON.parse(line.slice(space + 1));
    return typeof text === "string" ? { topic: line.slice(0, space), text } : undefined;
  } catch {
    return undefined;
  }
}
