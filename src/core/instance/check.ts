import {
  eventlessMessages,
  lastMessageProblems,
  messagelessEvents,
  numberProblems,
  orUnreadable,
  personKeyProblems,
  type Problem as StoredProblem,
  readProblems,
  seqProblems,
} from "#storage/check.ts";
import { unusualEvents } from "#storage/events.ts";
import { logStart, positionText } from "#storage/log_position.ts";
import type { Maintenance } from "#storage/adapter.ts";
import type { Queries } from "#storage/database.ts";
import { adapterOf, type Places } from "#storage/open.ts";
import type { Services } from "../context.ts";
import { problemOfRow } from "../log/restore.ts";

export type Problem = StoredProblem;

const checks = [
  seqProblems,
  numberProblems,
  lastMessageProblems,
  eventlessMessages,
  messagelessEvents,
  unreadableEvents,
  readProblems,
  personKeyProblems,
];

/** Rows per read. */
const eventsAtOnce = 1_000;
const unreadableMax = 20;

/** Log entries that servers skip. Posted messages, which are most of the log, are not checked. */
async function unreadableEvents(db: Queries): Promise<Problem[]> {
  const problems: Problem[] = [];
  let after = logStart;
  for (;;) {
    const rows = await unusualEvents(db, { after, limit: eventsAtOnce });
    for (const row of rows) {
      const why = problemOfRow(row);
      if (why)
        problems.push({
          what: `an entry of the log ${why}`,
          where: `event ${positionText(row.position)}`,
        });
    }
    const last = rows.at(-1);
    if (!last || problems.length >= unreadableMax) break;
    after = last.position;
  }
  return problems.slice(0, unreadableMax);
}

/** Everything that is wrong with a database. An empty list means that all promises hold. */
export async function checkDatabase(
  db: Queries,
  maintenance: Pick<Maintenance, "check">,
): Promise<Problem[]> {
  const { problems, readable } = await maintenance.check(db);
  if (!readable) return problems;
  for (const check of checks) problems.push(...(await orUnreadable(check(db))));
  return problems;
}

/** The same for the database of an installation. */
export function checkInstallation(
  places: Places,
  { db }: Pick<Services, "db">,
): Promise<Problem[]> {
  return checkDatabase(db, adapterOf(places));
}
