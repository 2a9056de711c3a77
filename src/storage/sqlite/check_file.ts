/** What SQLite itself finds wrong with a file. */
import { orUnreadable, type Problem } from "../check.ts";
import type { Queries } from "../database.ts";

/** All pages, whether tables and indexes agree, and whether rows name rows that are there. */
export async function fileProblems(db: Queries) {
  const problems = await orUnreadable(pageProblems(db));
  // What is read from damaged pages proves nothing more.
  if (problems.length > 0) return { problems, readable: false };
  return { problems: await orUnreadable(foreignKeyProblems(db)), readable: true };
}

/** Most of the same in a fraction of the time; whether tables and indexes agree is not looked at. */
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
