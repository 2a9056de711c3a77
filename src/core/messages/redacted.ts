/** Hides a part of a text. */

/** Stands for what was hidden, however long that was. */
const redactionMark = "▒▒▒";

export interface Span {
  /** In UTF-16 units. */
  start: number;
  /** Exclusive. */
  end: number;
}

/**
 * The text with a mark in the place of a span, which is widened to whole characters as people see them, so
 * that nothing of an emoji or of a letter with accents remains.
 * @returns undefined if there is no such span, or nothing in it
 */
export function redacted(text: string, { start, end }: Span): string | undefined {
  if (start < 0 || start >= end || end > text.length) return undefined;
  const from = graphemeAt(text, start);
  const last = graphemeAt(text, end - 1);
  const hidden = text.slice(from.index, last.index + last.segment.length);
  if (hidden.trim() === "") return undefined;
  return text.slice(0, from.index) + redactionMark + text.slice(from.index + hidden.length);
}

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

function graphemeAt(text: string, at: number): Intl.SegmentData {
  return graphemes.segment(text).containing(at)!;
}
