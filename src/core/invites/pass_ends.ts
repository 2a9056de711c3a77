/** Guests who came with a pass leave their group when it has ended. What they wrote stays. */
import { guestsOfPass, markPassEnded, nextEndedPass } from "#storage/invites.ts";
import { endMemberships } from "#storage/roster_changes.ts";
import type { Services } from "../context.ts";
import type { Job } from "../instance/jobs.ts";
import { type Writing, writeLogged } from "../log/write.ts";
import { appendMemberships } from "../roster/group_events.ts";

/** How often the server looks for passes that have ended. */
const lookMs = 1_000;
/** An open chat says first that the time is over, and not that its reader was taken out. */
const graceMs = 2_000;
/** Nobody else can write meanwhile. */
const guestsAtOnce = 50;

export function passEndsJob(services: Services): Job {
  return {
    name: "passes",
    everyMs: lookMs,
    isWanted: async () => (await nextEndedPass(services.db, before(services))) !== undefined,
    run: () => endPasses(services),
  };
}

/** Some guests in each transaction, until all whose pass has ended are out. */
export async function endPasses(services: Services): Promise<void> {
  while (await writeLogged(services, (writing) => endNext(services, writing)));
}

const before = ({ clock }: Services) => new Date(clock.now() - graceMs).toISOString();

async function endNext(services: Services, writing: Writing): Promise<boolean> {
  const { tx, now: at } = writing;
  const pass = await nextEndedPass(tx, before(services));
  if (!pass) return false;
  const { id, courseId } = pass;
  const left = await endMemberships(tx, await guestsOfPass(tx, { id, limit: guestsAtOnce }));
  await appendMemberships(writing, { courseId, left, joined: [] });
  if (left.length < guestsAtOnce) await markPassEnded(tx, { id, at });
  return true;
}
