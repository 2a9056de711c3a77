/** The audit log of what staff do in other people's groups and accounts. */
import { secretToken, uuidv7 } from "#kit/ids.ts";
import { auditedAboutSince } from "#storage/audit.ts";
import { courseOfGroup, insertAct, newestCheckpoint, newestEntry } from "#storage/log_chain.ts";
import type { AuditVerb } from "#wire/audit_verbs.ts";
import type { Actor, Context } from "../context.ts";
import { type Writing, writeLogged } from "../log/write.ts";
import { type ChainEnd, chainedTo, noHash } from "./chain.ts";

/** A visit that lasts longer is recorded again. */
const visitMs = 10 * 60_000;

/** The actor of commands on the server, which have no account. */
export const operatorId = "operator";

export interface Act {
  verb: AuditVerb;
  conversationId?: string;
  /** If it is not that of the group. */
  courseId?: string;
  subjectId?: string;
  detail?: string | null;
}

/** Records an act in the transaction that carries it out. */
export async function recordAct(
  { actor, clock, random }: Pick<Context, "clock" | "random"> & { actor: Pick<Actor, "id"> },
  { tx, now }: Writing,
  act: Act,
): Promise<void> {
  const { conversationId = null, detail = null, subjectId = null, verb } = act;
  // Nobody else writes before this transaction has ended, on any server.
  const { courseId, ...end } = await endOfChain(tx, conversationId);
  const entry = {
    id: uuidv7(clock.now(), random),
    at: now,
    actorId: actor.id,
    verb,
    conversationId,
    courseId: act.courseId ?? courseId,
    subjectId,
    detail,
  };
  await insertAct(tx, chainedTo(end, entry, secretToken()));
}

/**
 * The newest entry of the log, or, when all were deleted by age, the checkpoint of the last one; and the course
 * of a group that the next entry is about.
 */
export async function endOfChain(
  db: Writing["tx"],
  conversationId: string | null = null,
): Promise<ChainEnd & { courseId: string | null }> {
  const end = await newestEntry(db, conversationId);
  if (end) return end;
  const { number, hash } = (await newestCheckpoint(db)) ?? { number: 0, hash: noHash };
  const courseId = conversationId === null ? null : await courseOfGroup(db, conversationId);
  return { number, hash, courseId };
}

/** Records that staff opened a person's page, once per visit. */
export async function recordPersonVisit(context: Context, subjectId: string): Promise<void> {
  const act = { verb: "user.read", subjectId } as const;
  if (await auditedAboutSince(context.db, { ...act, ...visitOf(context) })) return;
  await recordReading(context, act);
}

function visitOf({ actor, clock }: Context) {
  return { actorId: actor.id, since: new Date(clock.now() - visitMs).toISOString() };
}

async function recordReading(context: Context, act: Act): Promise<void> {
  // Recorded by the server itself, because someone whose session has ended since has also read.
  const { actor, ...services } = context;
  await writeLogged(services, (writing) => recordAct({ ...services, actor }, writing, act));
}
