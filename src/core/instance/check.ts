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
import { groupsWithWrongDays, recountDays } from "#storage/message_days.ts";
import { unusualEvents } from "#storage/events.ts";
import { logStart, positionText } from "#storage/log_position.ts";
import type { Maintenance } from "#storage/adapter.ts";
import type { Queries } from "#storage/database.ts";
import { adapterOf, type Places } from "#storage/open.ts";
import type { Services } from "../context.ts";
import { problemOfRow } from "../log/restore.ts";
import { writeLogged } from "../log/write.ts";

export interface Problem extends StoredProblem {
  /** It follows from other rows, so the program can put it right. */
  repairable?: true;
}

const checks = [
  seqProblems,
  numberProblems,
  lastMessageProblems,
  eventlessMessages,
  messagelessEvents,
  unreadableEvents,
  readProblems,
  personKeyProblems,
  dayProblems,
];

/** Problems of a kind after which a check stops. */
const foundMax = 10_000;
/** Problems of a kind that are listed; further ones are counted. */
const listedMax = 20;
/** Groups that a repair looks for at a time. */
const repairedAtOnce = 500;
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

/** What pages show of a group's days is counted from them. */
async function dayProblems(db: Queries, limit: number): Promise<Problem[]> {
  const ids = await groupsWithWrongDays(db, limit);
  return ids.map((id) => ({
    what: "the messages of its days are counted wrongly",
    where: `conversation ${id}`,
    repairable: true,
  }));
}

/** The first problems of a kind, and how many more there are. */
function listed(problems: Problem[]): Problem[] {
  const more = problems.length - listedMax;
  if (more <= 0) return problems;
  const atLeast = problems.length < foundMax ? "" : "at least ";
  return [
    ...problems.slice(0, listedMax),
    { ...problems[0]!, what: `${atLeast}${more} more like the last`, where: "not listed" },
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
  const { problems: found, readable } = await maintenance.check(db);
  const problems: Problem[] = found;
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

/**
 * Puts right what follows from other rows: counts the days of groups anew where they do not match their
 * messages. Servers may go on meanwhile.
 * @returns how many groups it concerned
 */
export async function repairInstallation(
  services: Pick<Services, "appended" | "clock" | "db">,
): Promise<number> {
  let repaired = 0;
  for (;;) {
    const ids = await groupsWithWrongDays(services.db, repairedAtOnce);
    for (const id of ids) await writeLogged(services, ({ tx }) => recountDays(tx, id));
    repaired += ids.length;
    if (ids.length < repairedAtOnce) return repaired;
  }
}
