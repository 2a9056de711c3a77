/** The text of a list as rows of cells. */
import { CsvError, parse } from "csv-parse/sync";
import { rosterLimits } from "#wire/limits.ts";
import { isBlank } from "#wire/text.ts";
import type { Refusal } from "../refusals.ts";
import { invalidText } from "../valid_text.ts";

export type Separator = "," | ";" | "\t";

export interface TableRow {
  /** Of the list, from 1: where the row begins. */
  line: number;
  cells: string[];
}

export interface Table {
  separator: Separator;
  rows: TableRow[];
}

/** If two fit equally well, the first one: names contain commas. */
const separators: readonly Separator[] = ["\t", ";", ","];

/**
 * Reads all rows that are not empty.
 * @throws {Refusal} invalid, field `list`, with the line: a quotation mark that is never closed, too
 * much in a row, too many rows; or nothing in it
 */
export function readTable(list: string): Table {
  const text = list.replace(/\r\n?/g, "\n");
  const separator = separatorOf(text);
  // A record says at which line it ends.
  const rows = recordsOf(text, separator).flatMap(({ record }, index, all) => {
    const line = (all[index - 1]?.info.lines ?? 0) + 1;
    const cells = record.map((cell) => cell.trim());
    return cells.every(isBlank) ? [] : [{ line, cells }];
  });
  if (rows.length === 0) throw invalidText("list", { reason: "roster_empty" });
  const { rows: max, columns } = rosterLimits;
  // One of them may be the heading.
  if (rows.length > max + 1) throw tooMany(max);
  const wide = rows.find(({ cells }) => cells.length > columns);
  if (wide) {
    const params = { line: wide.line, max: columns };
    throw invalidText("list", { reason: "roster_columns", params });
  }
  return { separator, rows };
}

interface Parsed {
  record: string[];
  info: { lines: number };
}

function recordsOf(text: string, delimiter: Separator): Parsed[] {
  try {
    return parse(text, {
      delimiter,
      info: true,
      record_delimiter: "\n",
      relax_column_count: true,
      relax_quotes: true,
      max_record_size: rosterLimits.rowChars,
      to: rosterLimits.rows + rosterLimits.emptyRows,
    }) as unknown as Parsed[];
  } catch (error) {
    if (error instanceof CsvError) throw unreadable(error);
    throw error;
  }
}

function unreadable(error: CsvError): Refusal {
  const line = Number(error["lines"] ?? 1);
  if (error.code === "CSV_MAX_RECORD_SIZE") {
    const params = { line, max: rosterLimits.rowChars };
    return invalidText("list", { reason: "roster_row_long", params });
  }
  return invalidText("list", { reason: "roster_quotes", params: { line } });
}

function tooMany(max: number): Refusal {
  return invalidText("list", { reason: "roster_rows", params: { max } });
}

/** How many lines are looked at. */
const sampled = 20;

/** The separator that most of the first rows have as often as the first row has. */
function separatorOf(text: string): Separator {
  const counts = countsOfLines(text);
  const [first] = counts;
  let best: Separator = ",";
  let most = 0;
  for (const separator of separators) {
    const expected = first?.get(separator) ?? 0;
    if (expected === 0) continue;
    const alike = counts.filter((line) => line.get(separator) === expected).length;
    if (alike > most) [best, most] = [separator, alike];
  }
  return best;
}

/** How often each separator is in each of the first lines, outside quotation marks. */
function countsOfLines(text: string): Map<string, number>[] {
  const lines: Map<string, number>[] = [];
  let line = new Map<string, number>();
  let isQuoted = false;
  let isEmpty = true;
  for (const sign of text.slice(0, rosterLimits.rowChars)) {
    if (sign === '"') isQuoted = !isQuoted;
    if (!isQuoted && sign === "\n") {
      if (!isEmpty) lines.push(line);
      if (lines.length === sampled) return lines;
      [line, isEmpty] = [new Map(), true];
    } else {
      isEmpty = false;
      if (!isQuoted) line.set(sign, (line.get(sign) ?? 0) + 1);
    }
  }
  return isEmpty ? lines : [...lines, line];
}
