import {
  eventlessMessages,
  fileProblems,
  foreignKeyProblems,
  lastMessageProblems,
  messagelessEvents,
  numberProblems,
  personKeyProblems,
  type Problem as StoredProblem,
  quickFileProblems,
  readProblems,
  seqProblems,
} from "#storage/check.ts";
import { unusualEvents } from "#storage/events.ts";
import { logStart, positionText } from "#storage/log_position.ts";
import { type Queries, StorageError } from "#storage/database.ts";
import { damagedFile } from "#storage/sqlite/file_error.ts";

import { problemOfRow } from "../log/restore.ts";

export type Problem = StoredProblem;

const checks = [
  foreignKeyProblems,
  seqProblems,
  numberProblems,
  lastMessageProblems,
  eventlessMessages,
  messagelessEvents,
  unreadableEvents,
  readProblems,
  personKeyProblems,
];

/** Read at once. */
const eventsAtOnce = 1_000;
const unreadableMax = 20;

/** Entries of the log that servers pass over. Posted messages, which are most of it, are not looked at. */
async function unreadableEvents(db: Queries): Promise<Problem[]> {
  const problems: Problem[] = [];
  let after = logStart;
  for (;;) {
    const rows = await unusualEvents(db, { after, limit: eventsAtOnce });
    for (const row of rows) {
      const why = problemOfRow(row);
      if (why) problems.push({ what: `an entry of the log ${why}`, where: `event ${positionText(row.position)}` });
    }
    if (rows.length < eventsAtOnce || problems.length >= unreadableMax) break;
    after = rows.at(-1)?.position ?? after;
  }
  return problems.slice(0, unreadableMax);
}

/** Everything that is wrong with a database. None means that what was promised holds. */
export async function checkDatabase(db: Queries): Promise<Problem[]> {
  const damage = await orUnreadable(fileProblems(db));
  // What is read from damaged pages proves nothing more.
  if (damage.length > 0) return damage;
  const problems: Problem[] = [];
  for (const check of checks) problems.push(...(await orUnreadable(check(db))));
  return problems;
}

/** What a check cannot read to its end is what it has found. */
async function orUnreadable(found: Promise<Problem[]>): Promise<Problem[]> {
  try {
    return await found;
  } catch (error) {
    if (!(error instanceof StorageError) || error.problem !== "unreadable") throw error;
    return [{ what: "the file is damaged", where: reasonOf(error) }];
  }
}

function reasonOf({ cause, message }: StorageError): string {
  return cause instanceof Error ? cause.message : message;
}

/** A look over all pages, for the start. @throws {DatabaseFileError} when some are damaged */
export async function assertQuickly(db: Queries, file: string): Promise<void> {
  const [problem] = await orUnreadable(quickFileProblems(db));
  if (problem) throw damagedFile(file, problem.where);
}
