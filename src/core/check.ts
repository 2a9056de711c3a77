import {
  eventlessMessages,
  fileProblems,
  foreignKeyProblems,
  lastMessageProblems,
  messagelessEvents,
  numberProblems,
  type Problem as StoredProblem,
  readProblems,
  seqProblems,
} from "#storage/check.ts";
import type { Queries } from "#storage/database.ts";

export type Problem = StoredProblem;

const checks = [
  fileProblems,
  foreignKeyProblems,
  seqProblems,
  numberProblems,
  lastMessageProblems,
  eventlessMessages,
  messagelessEvents,
  readProblems,
];

/** Everything that is wrong with a database. None means that what was promised holds. */
export async function checkDatabase(db: Queries): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const check of checks) problems.push(...(await check(db)));
  return problems;
}
