import type { Queries, Value } from "#storage/database.ts";
import { statementText } from "#storage/sqlite/statements.ts";

/** The SQL of the statement with which a function of the storage room begins. */
export function sqlOf(call: (queries: Queries) => Promise<unknown>): string {
  let sql: string | undefined;
  const record = (text: TemplateStringsArray, ...values: Value[]) => {
    sql ??= statementText(text, values);
    return new Promise<never>(() => {});
  };
  void call({ all: record, get: record, run: record });
  if (sql === undefined) throw new Error("no statement was run at once");
  return sql;
}
