/** The people on a list, and the rows that cannot be used. */
import { addressKey } from "#wire/fold.ts";
import { rosterLimits } from "#wire/limits.ts";
import type { Reason } from "#wire/refusal_texts.ts";
import { oneLine } from "#wire/text.ts";
import { inTurns } from "#kit/turns.ts";
import { validEmail, validName } from "../people/person_fields.ts";
import { Refusal } from "../refusals.ts";
import type { Column, Recognised } from "./columns.ts";
import { type ColumnUse, type ListedRole, roleIn } from "./headings.ts";
import type { TableRow } from "./read_table.ts";

/** What a cell says about groups: one, whose name may contain commas, or several. */
export interface ListedGroups {
  whole: string;
  parts: string[];
}

export interface ListedPerson {
  line: number;
  /** Empty if the row has none. */
  email: string;
  /** Empty if there is none, which only someone who is here already may do without. */
  name: string;
  number: string;
  groups: ListedGroups[];
  role: Exclude<ListedRole, "waiting">;
  /** What is kept with the course, by the heading. */
  facts: [key: string, value: string][];
}

export interface UnusableRow {
  line: number;
  /** The row as it is in the list, cut. */
  text: string;
  reason: Reason;
  params?: Record<string, string | number>;
}

export interface Listed {
  people: ListedPerson[];
  unusable: UnusableRow[];
}

/** The student number among a person's facts. */
export const numberKey = "number";

const textChars = 120;

/** In turns with other requests: a list may have thousands of rows. */
export async function listedPeople({ rows, columns, origin }: Recognised): Promise<Listed> {
  const listed: Listed = { people: [], unusable: [] };
  const lineOfKey = new Map<string, number>();
  await inTurns(rows, (row) => {
    try {
      const person = personOf(row, columns, origin === "canvas");
      const key = addressKey(person.email) || `number ${person.number}`;
      const earlier = lineOfKey.get(key);
      if (earlier !== undefined) throw left("roster_repeated", { line: earlier });
      lineOfKey.set(key, row.line);
      listed.people.push(person);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      listed.unusable.push(unusable(row, error));
    }
  });
  return listed;
}

function unusable({ line, cells }: TableRow, { reason, params }: Refusal): UnusableRow {
  const text = oneLine(cells.join("; "));
  const cut = text.length > textChars ? `${text.slice(0, textChars).toWellFormed()}…` : text;
  return { line, text: cut, reason, ...(Object.keys(params).length > 0 && { params }) };
}

/** A row that is left out. */
export function left(reason: Reason, params?: Record<string, string | number>): Refusal {
  return new Refusal("invalid", { reason, params });
}

/** @throws {Refusal} why it cannot be used */
function personOf(row: TableRow, columns: readonly Column[], isCanvas: boolean): ListedPerson {
  const cells = new Map<ColumnUse, string[]>();
  for (const [index, { use }] of columns.entries()) {
    cells.set(use, [...(cells.get(use) ?? []), row.cells[index] ?? ""]);
  }
  const first = (use: ColumnUse) => cells.get(use)?.[0] ?? "";
  const number = short(first("number"));
  if (first("address") === "" && number === "") throw left("roster_no_address");
  const email = first("address") === "" ? "" : validEmail(plainAddress(first("address")));
  const role = roleIn(first("role")) ?? "student";
  if (role === "waiting") throw left("roster_waiting");
  const name = nameOf(first, email);
  const facts = columns.flatMap(({ use, keep, heading }, index): [string, string][] => {
    const value = short(row.cells[index] ?? "");
    if (!keep || value === "") return [];
    if (use === "number") return [[numberKey, value]];
    return use === "extra" && short(heading) !== "" ? [[short(heading), value]] : [];
  });
  return {
    line: row.line,
    email,
    name: name === "" ? "" : validName(name),
    number,
    groups: (cells.get("group") ?? []).flatMap((cell) => groupsIn(cell, isCanvas)),
    role,
    facts,
  };
}

/** What a cell is cut to that is neither a name nor an address. */
function short(text: string): string {
  return oneLine(text).slice(0, rosterLimits.factChars).toWellFormed().trim();
}

/** Lists of addresses sometimes have a name before them: `Lena Müller <lena@uni.example>`. */
function plainAddress(cell: string): string {
  return /<([^<>]+)>\s*$/.exec(cell)?.[1] ?? cell.replace(/^mailto:/i, "");
}

function nameOf(first: (use: ColumnUse) => string, email: string): string {
  const parts = [first("first_name"), first("last_name")].filter(Boolean).join(" ");
  const beside = /^"?([^"<]*?)"?\s*<[^<>]+>\s*$/.exec(first("address"))?.[1] ?? "";
  return parts || turned(first("name")) || turned(beside) || nameInAddress(email);
}

/** `Müller, Lena` is Lena Müller. */
function turned(name: string): string {
  const [last = "", ...rest] = name.split(",").map((part) => part.trim());
  return rest.length === 0 ? name : [...rest, last].filter(Boolean).join(" ");
}

/** `lena.mueller@…` is Lena Mueller until she says otherwise. */
function nameInAddress(email: string): string {
  const words = email.split("@")[0]!.split(/[._]+/).filter(Boolean);
  return words.map((word) => word.replace(/^./u, (sign) => sign.toUpperCase())).join(" ");
}

/** A cell may name several groups. Canvas writes a list as a sentence does. */
function groupsIn(cell: string, isCanvas: boolean): ListedGroups[] {
  const separator = isCanvas ? /,? and |,? und |, |[;|]/ : /[,;|]/;
  const parts = [...new Set(cell.split(separator).map(short))].filter(Boolean);
  return parts.length === 0 ? [] : [{ whole: short(cell), parts }];
}
