/** Damage to a file that SQLite itself finds. */
import { orUnreadable, type Problem } from "../check.ts";
import type { Queries } from "../database.ts";

/** Checks all pages, whether tables and indexes agree, and whether foreign keys are valid. */
export async function fileProblems(db: Queries) {
  const problems = await orUnreadable(pageProblems(db));
  // Results from damaged pages prove nothing.
  if (problems.length > 0) return { problems, readable: false };
  return { problems: await orUnreadable(foreignKeyProblems(db)), readable: true };
}

/** A much faster check of most of this; it does not compare tables with indexes. */
export function quickFileProblems(db: Queries): Promise<Problem[]> {
  return orUnreadable(quickPageProblems(db));
}

async function pageProblems(db: Queries): Promise<Problem[]> {
  const rows = await db.all<{ integrity_check: string }>`pragma integrity_check`;
  return rows
    .filter((row) => row.integrity_check !== "ok")
    .map((row) => ({ what: "the file is damaged", where: row.integrity_check }));
}

async function quickPageProblems(db: Queries): Promise<Problem[]> {
  const rows = await db.all<{ quick_check: string }>`pragma quick_check(1)`;
  return rows
    .filter((row) => row.quick_check !== "ok")
    .map((row) => ({ what: "the file is damaged", where: row.quick_check.replaceAll("\n", " ") }));
}

async function foreignKeyProblems(db: Queries): Promise<Problem[]> {
  const rows = await db.all<{ table: string; rowid: number | null; parent: string }>`
    pragma foreign_key_check`;
  return rows.map((row) => ({
    what: `a row of ${row.table} names a row of ${row.parent} that is not there`,
    where: `row ${row.rowid ?? "without number"}`,
  }));
}
