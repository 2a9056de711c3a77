/** Finds code between backticks in a text, in time proportional to its length. */

/** The parts' `open`, `text` and `close`, put together, are the text as it was written. */
export type CodePart =
  | { kind: "text"; text: string }
  | { kind: "code"; open: string; text: string; close: string }
  | { kind: "block"; language: string; open: string; text: string; close: string };

/** A line that opens a block; with nothing after its backticks it also closes one. */
const fence = /^ {0,3}(`{3,})([^`\n]*)$/gm;
/** Anything else after the backticks is the first line of the code. */
const languageName = /^ ?[\w+#.-]{0,20}$/;

/**
 * Code within a line is between equally many backticks, and a block between lines of at least
 * three. Backticks without a counterpart are text.
 */
export function codeParts(text: string): CodePart[] {
  if (!text.includes("`")) return [{ kind: "text", text }];
  const parts: CodePart[] = [];
  let end = 0;
  for (const block of blocksOf(text)) {
    parts.push(...inlineParts(text.slice(end, block.from)), block.part);
    end = block.to;
  }
  parts.push(...inlineParts(text.slice(end)));
  return parts;
}

/** The text without the backticks around its code, for where there is no other type. */
export function withoutCodeMarks(text: string): string {
  return codeParts(text)
    .map((part) => (part.kind === "block" ? `\n${part.text}\n` : part.text))
    .join("");
}

interface Block {
  part: CodePart & { kind: "block" };
  from: number;
  to: number;
}

function blocksOf(text: string): Block[] {
  const fences = [...text.matchAll(fence)];
  const blocks: Block[] = [];
  /** An opening of so many backticks had no counterpart below it, so later ones have none either. */
  let unclosed = Infinity;
  for (let index = 0; index < fences.length; index++) {
    const ticks = fences[index]![1]!.length;
    if (ticks >= unclosed) continue;
    const closing = closingOf(fences, index);
    if (closing === undefined) {
      unclosed = ticks;
      continue;
    }
    const block = blockBetween(text, fences[index]!, fences[closing]!);
    if (block.part.text.trim() === "") continue;
    // Between two blocks, the line break belongs to the first.
    const overlap = (blocks.at(-1)?.to ?? 0) - block.from;
    if (overlap > 0) {
      block.from += overlap;
      block.part.open = block.part.open.slice(overlap);
    }
    blocks.push(block);
    index = closing;
  }
  return blocks;
}

function closingOf(fences: readonly RegExpExecArray[], opening: number): number | undefined {
  const ticks = fences[opening]![1]!.length;
  for (let index = opening + 1; index < fences.length; index++) {
    const [, marks = "", rest = ""] = fences[index]!;
    if (marks.length >= ticks && rest.trim() === "") return index;
  }
  return undefined;
}

/** The line breaks around a block belong to its marks, because a block has lines of its own. */
function blockBetween(text: string, opening: RegExpExecArray, closing: RegExpExecArray): Block {
  const info = opening[2]!;
  const from = opening.index > 0 ? opening.index - 1 : 0;
  const to = Math.min(closing.index + closing[0].length + 1, text.length);
  const lineEnd = opening.index + opening[0].length;
  const isLanguage = languageName.test(info.trimEnd());
  const codeFrom = isLanguage ? lineEnd + 1 : lineEnd - info.length;
  const codeTo = Math.max(codeFrom, closing.index - 1);
  return {
    part: {
      kind: "block",
      language: isLanguage ? info.trim() : "",
      open: text.slice(from, codeFrom),
      text: text.slice(codeFrom, codeTo),
      close: text.slice(codeTo, to),
    },
    from,
    to,
  };
}

/** A text without blocks. */
function inlineParts(text: string): CodePart[] {
  const parts: CodePart[] = [];
  let end = 0;
  const addText = (to: number) => {
    if (to > end) parts.push({ kind: "text", text: text.slice(end, to) });
  };
  let lineFrom = 0;
  for (const line of text.split("\n")) {
    for (const { from, to, ticks } of codeInLine(line)) {
      addText(lineFrom + from);
      const [open, close] = [line.slice(from, from + ticks), line.slice(to - ticks, to)];
      parts.push({ kind: "code", open, text: line.slice(from + ticks, to - ticks), close });
      end = lineFrom + to;
    }
    lineFrom += line.length + 1;
  }
  addText(text.length);
  return parts;
}

interface InlineCode {
  from: number;
  to: number;
  ticks: number;
}

function codeInLine(line: string): InlineCode[] {
  if (!line.includes("`")) return [];
  const runs = [...line.matchAll(/`+/g)];
  /** The places of runs of each length, those nearest to the end of the line first. */
  const places = new Map<number, number[]>();
  for (let index = runs.length - 1; index >= 0; index--) {
    const { length } = runs[index]![0];
    const same = places.get(length);
    if (same) same.push(index);
    else places.set(length, [index]);
  }
  const found: InlineCode[] = [];
  for (let index = 0; index < runs.length; index++) {
    const opening = runs[index]!;
    const ticks = opening[0].length;
    const same = places.get(ticks)!;
    while (same.length > 0 && same.at(-1)! <= index) same.pop();
    const next = same.at(-1);
    if (next === undefined) continue;
    const [from, to] = [opening.index, runs[next]!.index + ticks];
    if (line.slice(from + ticks, to - ticks).trim() === "") continue;
    found.push({ from, to, ticks });
    index = next;
  }
  return found;
}
