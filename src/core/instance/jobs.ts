/**
 * Recurring work of an installation. Any server may do a job; the one that takes its lease does, and
 * if that server dies, another one takes over when the lease ends. A job only tidies: whether a
 * session or a code has expired is decided by comparing times whenever it is asked.
 */
import { uuidv7 } from "#kit/ids.ts";
import { endLease, readJob, renewLease, type StoredJob, takeJob } from "#storage/jobs.ts";
import type { Services } from "../context.ts";

export interface Job {
  name: string;
  everyMs: number;
  /** Asked before anything is written; without it, there is always something to do. */
  isWanted?(): Promise<boolean>;
  /** May run more than once at the same time, when a lease ends before the work does. */
  run(): Promise<unknown>;
}

/** How often a server looks for jobs that are due. */
const lookMs = 5_000;
export const leaseMs = 30_000;
const renewMs = 10_000;
/** How long to wait after the first failure; it doubles with each further one. */
const retryMs = 60_000;

/** Does the jobs that are due, now and from then on. @returns a function that stops it */
export function startJobs(
  services: Pick<Services, "db" | "clock" | "logger">,
  jobs: readonly Job[],
): () => void {
  const { clock, logger } = services;
  const owner = uuidv7(clock.now());
  let isStopped = false;
  let cancel = () => {};
  const look = async () => {
    for (const job of jobs) {
      if (isStopped) return;
      try {
        await doIfDue(services, job, owner);
      } catch (error) {
        logger.warn("job.failed", { job: job.name, error: String(error) });
      }
    }
    if (!isStopped) cancel = clock.after(lookMs, () => void look());
  };
  void look();
  return () => {
    isStopped = true;
    cancel();
  };
}

type Owner = Pick<StoredJob, "name"> & { owner: string };

async function doIfDue(
  { db, clock }: Pick<Services, "db" | "clock">,
  job: Job,
  owner: string,
): Promise<void> {
  const { name, everyMs, isWanted } = job;
  const mine: Owner = { name, owner };
  if (isWanted && !(await isWanted())) return;
  if (!isDue(await readJob(db, name), await db.now(db))) return;
  const tries = await take(db, mine);
  if (tries === undefined) return;
  const end = (inMs: number, failures: number) =>
    db.transaction(async (tx) => {
      await endLease(tx, { ...mine, dueMs: (await db.now(tx)) + inMs, tries: failures });
    });
  const endRenewal = renewing({ db, clock }, mine);
  try {
    await job.run();
  } catch (error) {
    await end(Math.min(everyMs, retryMs * 2 ** (tries - 1)), tries);
    throw error;
  } finally {
    endRenewal();
  }
  await end(everyMs, 0);
}

/** @returns how often it was tried since it last succeeded, including now; undefined if it is not due */
async function take(db: Services["db"], mine: Owner): Promise<number | undefined> {
  return db.transaction(async (tx) => {
    const nowMs = await db.now(tx);
    const job = await readJob(tx, mine.name);
    if (!isDue(job, nowMs)) return undefined;
    await takeJob(tx, { ...mine, nowMs, untilMs: nowMs + leaseMs });
    return (job?.tries ?? 0) + 1;
  });
}

function isDue(job: StoredJob | undefined, nowMs: number): boolean {
  return !job || (job.dueMs <= nowMs && (job.leasedUntilMs ?? 0) <= nowMs);
}

/** Keeps a lease while its work lasts. @returns a function that ends it */
function renewing({ db, clock }: Pick<Services, "db" | "clock">, mine: Owner): () => void {
  let cancel = () => {};
  const renew = async () => {
    await db.transaction(async (tx) => {
      await renewLease(tx, { ...mine, untilMs: (await db.now(tx)) + leaseMs });
    });
  };
  const schedule = () => {
    cancel = clock.after(renewMs, () => {
      // Without the renewal another server takes the job, which does no harm.
      void renew().catch(() => {});
      schedule();
    });
  };
  schedule();
  return () => cancel();
}
