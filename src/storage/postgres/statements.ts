import type { SQL } from "bun";
import { Fragment, List, type Queries, type Value, ValueTable } from "../database.ts";
import { asStorageError } from "./errors.ts";

/** A connection, or a pool of them. */
export type Session = Pick<SQL, "unsafe">;

type Bindable = string | number | null;

/** Queries of one session. The driver prepares each text once per connection. */
export function queriesOn(session: Session): Queries {
  const ask = async (text: TemplateStringsArray, values: Value[]) => {
    try {
      const bound = bindings(values);
      const asked = isReading(text) ? bound.map(comparable) : bound;
      return await session.unsafe(statementText(text, values), asked);
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
    // An empty list is not valid here, and nothing equals null.
    return `${sql}(${value.values.map(parameter).join(", ") || "null"})${part}`;
  });
}

function tableText({ rows }: ValueTable, parameter: () => string): string {
  if (rows.length === 0) return "select '' as column1, '' as column2 where false";
  return `values ${rows.map(() => `(${parameter()}, ${parameter()})`).join(", ")}`;
}

function bindings(values: Value[]): Bindable[] {
  return values.flatMap((value): readonly Bindable[] => {
    if (value instanceof List) return value.values;
    if (value instanceof ValueTable) return value.rows.flat();
    return value instanceof Fragment ? [] : [value];
  });
}

/**
 * The server refuses a text with U+0000, even to look for it. Nothing stored contains it, nor the
 * noncharacter that takes its place. A write with it stays refused.
 */
function comparable(value: Bindable): Bindable {
  return typeof value === "string" ? value.replaceAll("\0", "\uFFFF") : value;
}
