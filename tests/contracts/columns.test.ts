/**
 * Runs every query of storage on real rows, and checks that each column has the type that its row
 * type promises, whatever a database does with counts, flags and comparisons. Reports queries that
 * every_query.ts leaves out.
 */
import { beforeAll, describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Database, Queries } from "#storage/database.ts";
import {
  sqlOfTemplate,
  type StoredQuery,
  storedQueries,
} from "#tests/support/house/stored_queries.ts";
import { testServices } from "#tests/support/services.ts";
import { runEveryQuery } from "./every_query.ts";

const root = join(import.meta.dir, "../..");
const sources = [...new Bun.Glob("src/storage/*.ts").scanSync(root)]
  .filter((path) => !path.endsWith(".test.ts"))
  .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));
const queries = storedQueries(sources);

type Row = Record<string, unknown>;

/** The queries that were run, by their SQL, with their rows. */
const noted = new Map<string, Row[]>();

beforeAll(async () => {
  const services = testServices({ around: noting });
  await runEveryQuery(services.db);
  services.dispose();
});

function noting(db: Database): Database {
  return {
    ...db,
    ...notingQueries(db),
    transaction: (work) => db.transaction((tx) => work(notingQueries(tx))),
  };
}

function notingQueries(inner: Queries): Queries {
  const note = (text: TemplateStringsArray, rows: unknown[]) => {
    const sql = sqlOfTemplate(text);
    noted.set(sql, [...(noted.get(sql) ?? []), ...(rows as Row[])]);
  };
  return {
    async all<R>(...query: Parameters<Queries["all"]>) {
      const rows = await inner.all<R>(...query);
      note(query[0], rows);
      return rows;
    },
    async get<R>(...query: Parameters<Queries["get"]>) {
      const row = await inner.get<R>(...query);
      note(query[0], row === undefined ? [] : [row]);
      return row;
    },
    async run(...query) {
      const changed = await inner.run(...query);
      note(query[0], [{ changed }]);
      return changed;
    },
  };
}

/** The columns in a query's rows that break the promise of their type. */
function broken({ path, sql, columns }: StoredQuery): string[] {
  const rows = noted.get(sql);
  if (!rows) return ["is not run"];
  if (!columns) return rows.every(({ changed }) => typeof changed === "number") ? [] : ["no count"];
  if (rows.length === 0) return ["gave no row"];
  const strange = rows.flatMap((row) =>
    Object.entries(row).flatMap(([name, value]) => strangeness(value, name, columns.get(name))),
  );
  const empty = [...columns]
    .filter(([name]) => !hasValue(rows, name))
    .filter(([name, allowed]) => !allowed.includes("null") || !hasValueElsewhere(path, name))
    .map(([name]) => `${name} never has a value`);
  return [...new Set([...strange, ...empty])];
}

function strangeness(value: unknown, name: string, allowed: string[] | undefined): string[] {
  if (!allowed) return [`${name} is in no type`];
  const kinds = value === null ? ["null"] : [typeof value, JSON.stringify(value)];
  if (kinds.some((kind) => allowed.includes(kind))) return [];
  return [`${name} is ${JSON.stringify(value)}, not ${allowed.join(" | ")}`];
}

function hasValue(rows: readonly Row[], name: string): boolean {
  return rows.some((row) => (row[name] ?? null) !== null);
}

/** A condition may keep a column empty that has values in other queries of the same file. */
function hasValueElsewhere(path: string, name: string): boolean {
  return queries.some((one) => one.path === path && hasValue(noted.get(one.sql) ?? [], name));
}

describe("each column has the type that is promised:", () => {
  for (const query of queries) {
    const { path, sql } = query;
    test(`${path}: ${sql.slice(0, 90)}`, () => expect(broken(query)).toEqual([]));
  }
});

test("a column of another type, an empty one, and an omitted query would be noticed", () => {
  const of = (text: string) => storedQueries([{ path: "src/storage/a.ts", text }]).flatMap(broken);
  const sql =
    'select c.id, c.position, c.course_id as "courseId", k.position as "coursePosition" ' +
    "from conversations c join courses k on k.id = c.course_id order by c.position, c.id";
  const promising = (type: string) =>
    of(`db.all<{ ${type}courseId: string; coursePosition: number }>\`${sql}\``);
  expect(promising("id: string; position: number; ")).toEqual([]);
  expect(promising("id: string; position: boolean; ")).toEqual(["position is 1, not boolean"]);
  expect(promising("id: string; ")).toEqual(["position is in no type"]);
  const more = "id: string; position: number; name: string; ";
  expect(promising(more)).toEqual(["name never has a value"]);
  expect(of("db.get<{ id: string }>`select ${a} from b`")).toEqual(["is not run"]);
});
