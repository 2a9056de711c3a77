/** Checkpoints: now and then one server signs the end of the staff log. */
import {
  allCheckpoints,
  type ChainedAct,
  entriesAfter,
  insertCheckpoint,
  newestCheckpoint,
  type StoredCheckpoint,
} from "#storage/log_chain.ts";
import { readMeta, writeMeta } from "#storage/meta.ts";
import type { Queries } from "#storage/database.ts";
import { logLimits } from "#wire/limits.ts";
import type { Context, Services } from "../context.ts";
import type { Job } from "../instance/jobs.ts";
import { type Writing, writeLogged } from "../log/write.ts";
import { managesPeople } from "../requirements.ts";
import { endOfChain, operatorId, recordAct } from "./audit.ts";
import { logKey } from "./log_key.ts";
import { checkpointText, keyVerb, type LogLine } from "./verify_log.ts";

/** How often a server looks whether a checkpoint is due. */
const lookMs = 30_000;

export function checkpointsJob(services: Services): Job {
  return {
    name: "checkpoints",
    everyMs: lookMs,
    isWanted: () => isDue(services),
    run: () => signCheckpoint(services),
  };
}

/** After an hour or a number of entries, but never without new ones. */
async function isDue({ db, clock }: Services): Promise<boolean> {
  const [{ number }, last] = [await endOfChain(db), await newestCheckpoint(db)];
  const entries = number - (last?.number ?? 0);
  if (entries === 0) return false;
  const isOld = !last || clock.now() - Date.parse(last.at) >= logLimits.checkpointMs;
  return isOld || entries >= logLimits.checkpointEntries;
}

/** Signs the end of the log, if it has none yet. */
async function signCheckpoint(services: Services): Promise<void> {
  const { db, clock, appended } = services;
  await writeLogged({ db, clock, appended }, (writing) => signEnd(services, writing));
}

async function signEnd({ secrets }: Services, { tx, now: at }: Writing): Promise<void> {
  const { hash, number } = await endOfChain(tx);
  if (number === 0) return;
  const key = logKey(secrets, await generationOf(tx));
  const point = { number, hash, at, key: key.name };
  await insertCheckpoint(tx, { ...point, signature: key.sign(checkpointText(point)) });
}

/** How often the key was changed. */
async function generationOf(db: Queries): Promise<number> {
  return Number((await readMeta(db, "log_key")) ?? 0);
}

/** Changes the key: an entry names the new one, and the old one signs that entry. @returns the new key */
export async function changeLogKey(services: Services): Promise<string> {
  const { db, clock, appended, secrets } = services;
  return writeLogged({ db, clock, appended }, async (writing) => {
    const next = (await generationOf(writing.tx)) + 1;
    const { name } = logKey(secrets, next);
    const operator = { ...services, actor: { id: operatorId } };
    await recordAct(operator, writing, { verb: keyVerb, detail: name });
    await signEnd(services, writing);
    await writeMeta(writing.tx, "log_key", String(next));
    return name;
  });
}

/** What people keep elsewhere, to compare the log with it later. */
export function headOf({ hash, number }: Pick<StoredCheckpoint, "hash" | "number">): string {
  return `${number}:${hash}`;
}

/** The newest checkpoint, which everyone may keep; undefined before the first. */
export function lastCheckpoint({ db }: Pick<Context, "db">): Promise<StoredCheckpoint | undefined> {
  return newestCheckpoint(db);
}

const entriesAtOnce = 1_000;

/** The whole chain, some lines at a time, to be verified elsewhere. @throws {Refusal} forbidden */
export async function* exportedChain({ actor, db }: Context): AsyncGenerator<LogLine[]> {
  managesPeople(actor);
  yield (await allCheckpoints(db)).map((checkpoint) => ({ checkpoint }));
  for (let after = 0; ;) {
    const entries: ChainedAct[] = await entriesAfter(db, { after, limit: entriesAtOnce });
    yield entries.map((entry) => ({ entry }));
    if (entries.length < entriesAtOnce) return;
    after = entries.at(-1)!.number;
  }
}
