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

/** Problems of a kind after which a check stops. */
const foundMax = 10_000;
/** Problems of a kind that are listed; further ones are counted. */
const listedMax = 20;
/** Rows per read. */
const eventsAtOnce = 1_000;

/** Log entries that servers skip. Posted messages, which are most of the log, are not checked. */
async function unreadableEvents(db: Queries, limit: number): Promise<Problem[]> {
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
    if (!last || problems.length >= limit) break;
    after = last.position;
  }
  return problems.slice(0, limit);
}

/** The first problems of a kind, and how many more there are. */
function listed(problems: Problem[]): Problem[] {
  const more = problems.length - listedMax;
  if (more <= 0) return problems;
  const atLeast = problems.length < foundMax ? "" : "at least ";
  return [
    ...problems.slice(0, listedMax),
    { what: `${atLeast}${more} more like the last`, where: "not listed" },
  ];
}

/**
 * What is wrong with a database: of each kind the first problems, and how many more there are. An
 * empty list means that all promises hold.
 */
export async function checkDatabase(
  db: Queries,
  maintenance: Pick<Maintenance, "check">,
): Promise<Problem[]> {
  const { problems, readable } = await maintenance.check(db);
  if (!readable) return problems;
  for (const check of checks) problems.push(...listed(await orUnreadable(check(db, foundMax))));
  return problems;
}

/** The same for the database of an installation. */
export function checkInstallation(
  places: Places,
  { db }: Pick<Services, "db">,
): Promise<Problem[]> {
  return checkDatabase(db, adapterOf(places));
}
