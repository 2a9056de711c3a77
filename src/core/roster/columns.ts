/** Recognises what the columns of a list are, by their headings or by what is in them. */
import { type ColumnUse, plainWords, roleIn, useOf } from "./headings.ts";
import type { Table, TableRow } from "./read_table.ts";

/** Where a list comes from, as far as its headings tell. */
export type Origin = "moodle" | "ilias" | "studip" | "canvas" | "addresses" | "other";

export interface Column {
  /** As in the list; empty if the list has no headings. */
  heading: string;
  use: ColumnUse;
  /** Whether a student number or an extra column is kept with the course. */
  keep: boolean;
}

export interface Recognised {
  origin: Origin;
  columns: Column[];
  /** Without the headings, and without rows that are about the list itself. */
  rows: TableRow[];
}

/** As many rows as decide what a column is. */
const sampled = 50;
/** Also with a name before it, as in a mail: `Lena Müller <lena@uni.example>`. */
const isAddress = (cell: string) => /^\S+@\S+$|<\S+@\S+>$/.test(cell);

export function recognise({ rows }: Pick<Table, "rows">): Recognised {
  const [first] = rows;
  const named = first!.cells.map(useOf);
  const hasHeadings = !first!.cells.some(isAddress) && named.some((use) => use !== undefined);
  return hasHeadings ? byHeadings(first!.cells, rows.slice(1)) : byContent(rows);
}

function byHeadings(headings: string[], all: TableRow[]): Recognised {
  const words = headings.map(plainWords);
  const origin = originOf(words);
  const rows = origin === "canvas" ? all.filter(isCanvasPerson) : all;
  const sample = rows.slice(0, sampled);
  const uses = headings.map((heading, index) => useOfColumn(heading, columnOf(sample, index)));
  return { origin, rows, columns: eachUseOnce(headings, uses) };
}

function useOfColumn(heading: string, cells: readonly string[]): ColumnUse {
  const words = plainWords(heading);
  const filled = cells.filter(Boolean);
  // Canvas has no column of addresses; with many institutions, people sign in with them.
  if (words === "sis login id" && mostly(filled, isAddress)) return "address";
  // Stud.IP calls the role so; elsewhere it says whether someone is active.
  if (words === "status" && mostly(filled, (cell) => roleIn(cell) !== undefined)) return "role";
  return useOf(heading) ?? (words === "" && filled.length === 0 ? "none" : "extra");
}

/** Groups may be in several columns; of everything else the first column counts. */
function eachUseOnce(headings: string[], uses: ColumnUse[]): Column[] {
  const hasParts = uses.includes("first_name") && uses.includes("last_name");
  return headings.map((heading, index) => {
    let use = uses[index]!;
    const isRepeated = use !== "group" && use !== "extra" && uses.indexOf(use) < index;
    if (isRepeated || (use === "name" && hasParts)) use = "extra";
    return { heading, use, keep: use === "number" };
  });
}

function originOf(words: readonly string[]): Origin {
  const has = (...some: string[]) => some.some((one) => words.includes(one));
  if (has("sis login id") || (has("student") && has("section"))) return "canvas";
  if (has("role status", "rolle status")) return "ilias";
  if (has("status") && has("titel", "title", "anrede", "titel nachgestellt")) return "studip";
  if (has("email address", "e mail adresse") && has("first name", "vorname")) return "moodle";
  return "other";
}

/** Canvas adds a row of points, and a student of its own for testing. */
function isCanvasPerson({ cells }: TableRow): boolean {
  const [first = "", second = ""] = cells;
  const isTest = plainWords(first) === "student test" || (first === "Student" && second === "Test");
  return plainWords(first) !== "points possible" && !isTest && cells.slice(0, 4).some(Boolean);
}

/** Without headings: the column of addresses, and one or two of words before or after it. */
function byContent(given: TableRow[]): Recognised {
  const isLineOfAddresses = given.every(({ cells }) =>
    cells.every((cell) => !cell || isAddress(cell)),
  );
  // As it is copied from the recipients of a mail.
  const rows = isLineOfAddresses ? given.flatMap(eachCell) : given;
  const width = Math.max(...rows.map(({ cells }) => cells.length));
  const sample = rows.slice(0, sampled);
  const columns = Array.from({ length: width }, (_, index) => columnOf(sample, index));
  const address = columns.findIndex((cells) => mostly(cells.filter(Boolean), isAddress));
  const number = columns.findIndex((cells) => mostly(cells, (cell) => /^\d{5,12}$/.test(cell)));
  const isWords = (cell: string) => /^[^\d@]*\p{L}[^\d@]*$/u.test(cell);
  const names = columns.flatMap((cells, index) =>
    index !== address && mostly(cells.filter(Boolean), isWords) ? [index] : [],
  );
  const uses = columns.map((cells, index): ColumnUse => {
    if (index === address) return "address";
    if (index === number) return "number";
    if (names.length === 1 && index === names[0]) return "name";
    if (names.length > 1 && index === names[0]) return "first_name";
    if (names.length > 1 && index === names[1]) return "last_name";
    return cells.some(Boolean) ? "extra" : "none";
  });
  const origin = width === 1 && address === 0 ? "addresses" : "other";
  return {
    origin,
    rows,
    columns: uses.map((use) => ({ heading: "", use, keep: use === "number" })),
  };
}

const eachCell = ({ line, cells }: TableRow): TableRow[] =>
  cells.filter(Boolean).map((cell) => ({ line, cells: [cell] }));

const columnOf = (rows: readonly TableRow[], index: number) =>
  rows.map(({ cells }) => cells[index] ?? "");

/** At least two thirds of them, and one of them. */
function mostly(cells: readonly string[], test: (cell: string) => boolean): boolean {
  const count = cells.filter(test).length;
  return count > 0 && count * 3 >= cells.length * 2;
}
