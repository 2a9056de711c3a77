import type { Database as Connection, Statement } from "bun:sqlite";
import { Fragment, List, type Queries, type Value, ValueTable } from "../database.ts";
import { asStorageError, isBusy, isFatal } from "./errors.ts";

type Bindable = string | number | null;

export interface Statements extends Queries {
  /** Finalizes them: a connection with open statements is not really closed. */
  finalize: () => void;
}

/** Statements are prepared once per template in the source. */
export function statements(connection: Connection): Statements {
  const cache = new Map<TemplateStringsArray, Statement>();
  const prepare = (text: TemplateStringsArray, values: Value[]) => {
    const known = cache.get(text);
    if (known) return known;
    // The text of a list depends on its length, so the connection caches these by text.
    if (values.some((value) => value instanceof List || value instanceof ValueTable))
      return connection.query(statementText(text, values));
    const statement = connection.prepare(statementText(text, values));
    cache.set(text, statement);
    return statement;
  };
  return {
    async all<Row>(text: TemplateStringsArray, ...values: Value[]) {
      return attempt(() => prepare(text, values).all(...bindings(values)) as Row[]);
    },
    async get<Row>(text: TemplateStringsArray, ...values: Value[]) {
      return attempt(() => (prepare(text, values).get(...bindings(values)) ?? undefined) as Row);
    },
    async run(text: TemplateStringsArray, ...values: Value[]) {
      return attempt(() => prepare(text, values).run(...bindings(values)).changes);
    },
    finalize() {
      for (const statement of cache.values()) statement.finalize();
    },
  };
}

/**
 * Bun's SQLite is built with STAT4, and replans a statement whenever a parameter that is compared
 * with an indexed column is bound again (https://sqlite.org/c3ref/prepare.html). The only effect of
 * a plus before the parameter is to hide the value from the planner.
 */
const parameter = "+?";

/** What PostgreSQL has as a function of its own: the time in the form in which it is stored. */
const utcNow = "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')";

/** The same for the time so many seconds ago, of a column. */
const utcAgo = /utc_ago\(([\w.]+)\)/g;

/** A fragment in SQLite's words. */
function withTimes({ text }: Fragment): string {
  return text
    .replaceAll("utc_now()", utcNow)
    .replaceAll(utcAgo, "strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-' || $1 || ' seconds')");
}

/** The SQL of a template, as it is prepared. */
export function statementText(text: TemplateStringsArray, values: Value[]): string {
  return text.reduce((sql, part, index) => {
    const value = values[index - 1];
    if (value instanceof Fragment) return `${sql}${withTimes(value)}${part}`;
    if (value instanceof ValueTable) return `${sql}(${tableText(value)})${part}`;
    if (!(value instanceof List)) return `${sql}${parameter}${part}`;
    return `${sql}(${value.values.map(() => parameter).join(", ")})${part}`;
  });
}

function tableText({ rows }: ValueTable): string {
  if (rows.length === 0) return "select null as column1, null as column2 where 1 = 0";
  return `values ${rows.map((row) => `(${row.map(() => parameter).join(", ")})`).join(", ")}`;
}

function bindings(values: Value[]): Bindable[] {
  const bound: Bindable[] = [];
  for (const value of values) {
    if (value instanceof List) bound.push(...value.values);
    else if (value instanceof ValueTable) bound.push(...value.rows.flat());
    else if (!(value instanceof Fragment)) bound.push(value);
  }
  return bound;
}

function attempt<T>(query: () => T): T {
  try {
    return query();
  } catch (error) {
    throw isBusy(error) || isFatal(error) ? asStorageError(error) : error;
  }
}
