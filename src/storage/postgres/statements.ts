import type { SQL } from "bun";
import { assert } from "#kit/assert.ts";
import { Fragment, List, type Queries, type Value, ValueTable } from "../database.ts";
import { asStorageError } from "./errors.ts";

/** A connection, or a pool of them. */
export type Session = Pick<SQL, "unsafe" | "array">;

type Bindable = string | number | null | ReturnType<SQL["array"]>;

type Cell = string | number | null;

/** Queries of one session. The driver prepares each text once per connection. */
export function queriesOn(session: Session): Queries {
  const ask = async (text: TemplateStringsArray, values: Value[]) => {
    try {
      const bound = bindings(session, values, isReading(text) ? comparable : unchanged);
      return await session.unsafe(statementText(text, values), bound);
    } catch (error) {
      throw asStorageError(error);
    }
  };
  return {
    async all<Row>(text: TemplateStringsArray, ...values: Value[]) {
      return Array.from<Row>(await ask(text, values));
    },
    async get<Row>(text: TemplateStringsArray, ...values: Value[]) {
      return (await ask(text, values))[0] as Row | undefined;
    },
    async run(text: TemplateStringsArray, ...values: Value[]) {
      return Number((await ask(text, values)).count);
    },
  };
}

/** Whether a statement changes nothing. */
export function isReading([first = ""]: TemplateStringsArray): boolean {
  return /^\s*(select|with)\b/i.test(first);
}

/** The SQL of a template, as it is prepared. */
function statementText(text: TemplateStringsArray, values: Value[]): string {
  let count = 0;
  const parameter = () => `$${(count += 1)}`;
  return text.reduce((sql, part, index) => {
    const value = values[index - 1];
    if (value instanceof Fragment) return `${sql}${value.text}${part}`;
    if (value instanceof ValueTable) return `${sql}(${tableText(value, parameter)})${part}`;
    if (!(value instanceof List)) return `${sql}${parameter()}${part}`;
    return `${comparison(sql)}(${parameter()}::${typeOf(value.values)}[])${part}`;
  });
}

/** A list is one parameter, so that the text is the same for any number of values. */
function comparison(sql: string): string {
  if (/\bnot in $/.test(sql)) return sql.replace(/not in $/, "<> all");
  assert(/\bin $/.test(sql), "a list comes after in");
  return sql.replace(/in $/, "= any");
}

function typeOf(values: readonly unknown[]): "text" | "bigint" {
  return values.some((value) => typeof value === "number") ? "bigint" : "text";
}

/** A parameter for each column, so that the text is the same for any number of rows. */
function tableText(table: ValueTable, parameter: () => string): string {
  if (table.rows.length === 0) return "select '' as column1, '' as column2 where false";
  const types = columnTypes(table);
  const lists = types.map((type) => `${parameter()}::${type}[]`);
  const names = types.map((_, index) => `column${index + 1}`);
  return `select * from unnest(${lists.join(", ")}) as t(${names.join(", ")})`;
}

function columnTypes({ rows }: ValueTable): ("text" | "bigint")[] {
  return rows[0]!.map((_, index) => typeOf(rows.map((row) => row[index])));
}

function bindings(session: Session, values: Value[], asked: (value: Cell) => Cell): Bindable[] {
  const array = (cells: readonly Cell[]) =>
    session.array(cells.map(asked), typeOf(cells) === "text" ? "TEXT" : "BIGINT");
  return values.flatMap((value): Bindable[] => {
    if (value instanceof Fragment) return [];
    if (value instanceof List) return [array(value.values)];
    if (!(value instanceof ValueTable)) return [asked(value)];
    const [first = []] = value.rows;
    return first.map((_, index) => array(value.rows.map((row) => row[index] ?? null)));
  });
}

const unchanged = (value: Cell) => value;

/**
 * The server refuses a text with U+0000, even to look for it. Nothing stored contains it, nor the
 * noncharacter that takes its place. A write with it stays refused.
 */
function comparable(value: Cell): Cell {
  return typeof value === "string" ? value.replaceAll("\0", "\uFFFF") : value;
}
