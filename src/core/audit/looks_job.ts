/** Ends looks, and shows those that were kept back while a report about their group was open. */
import { closeLooks, looksToClose, looksToShow, showLooks } from "#storage/looks.ts";
import { lookLimits } from "#wire/limits.ts";
import type { Services } from "../context.ts";
import type { Job } from "../instance/jobs.ts";
import { type Writing, writeLogged } from "../log/write.ts";
import { recordAct } from "./audit.ts";

const everyMs = 30_000;
/** In one transaction: nobody else can write meanwhile. */
const looksAtOnce = 200;

export function looksJob(services: Services): Job {
  return {
    name: "looks",
    everyMs,
    isWanted: async () => {
      const { closing, showing } = await waiting(services, services.db, 1);
      return closing.length > 0 || showing.length > 0;
    },
    run: () => settleLooks(services),
  };
}

/** Goes on until every look that is over is closed, and every one whose time has come is shown. */
export async function settleLooks(services: Services): Promise<void> {
  const { db, clock, appended } = services;
  while (await writeLogged({ db, clock, appended }, (writing) => settleSome(services, writing)));
}

/** @returns whether there may be more */
async function settleSome(services: Services, writing: Writing): Promise<boolean> {
  const { tx, now: at, appendLooked } = writing;
  const { closing, showing } = await waiting(services, tx, looksAtOnce);
  for (const { actorId, conversationId, beganAt, lastAt } of closing) {
    const detail = String(Math.round((Date.parse(lastAt) - Date.parse(beganAt)) / 1_000));
    const act = { verb: "conversation.read_end", conversationId, detail } as const;
    await recordAct({ ...services, actor: { id: actorId } }, writing, act);
  }
  if (closing.length > 0) {
    await closeLooks(
      tx,
      closing.map(({ id }) => id),
    );
  }
  if (showing.length > 0) await showLooks(tx, { ids: showing.map(({ id }) => id), at });
  const groups = new Set([...closing, ...showing].map(({ conversationId }) => conversationId));
  for (const id of groups) await appendLooked(id);
  return closing.length === looksAtOnce || showing.length === looksAtOnce;
}

async function waiting({ clock }: Services, db: Writing["tx"], limit: number) {
  const timeBefore = (ms: number) => new Date(clock.now() - ms).toISOString();
  return {
    closing: await looksToClose(db, { before: timeBefore(lookLimits.pauseMs), limit }),
    showing: await looksToShow(db, { before: timeBefore(lookLimits.lateMs), limit }),
  };
}
