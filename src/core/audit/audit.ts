/** The audit log of what staff do in other people's groups and accounts. */
import { uuidv7 } from "#kit/ids.ts";
import { auditedSince, insertAudit } from "#storage/audit.ts";
import type { AuditVerb } from "#wire/audit_verbs.ts";
import type { Actor, Context } from "../context.ts";
import { type Writing, writeLogged } from "../log/write.ts";

/** A visit that lasts longer is recorded again. */
const visitMs = 10 * 60_000;

/** The actor of commands on the server, which have no account. */
export const operatorId = "operator";

export interface Act {
  verb: AuditVerb;
  conversationId?: string;
  subjectId?: string;
  detail?: string | null;
}

/** Records an act in the transaction that carries it out. */
export async function recordAct(
  { actor, clock, random }: Pick<Context, "clock" | "random"> & { actor: Pick<Actor, "id"> },
  { tx, now }: Writing,
  act: Act,
): Promise<void> {
  await insertAudit(tx, {
    id: uuidv7(clock.now(), random),
    at: now,
    actorId: actor.id,
    verb: act.verb,
    conversationId: act.conversationId ?? null,
    subjectId: act.subjectId ?? null,
    detail: act.detail ?? null,
  });
}

/** Records that staff read a conversation they are not a member of, once per visit. */
export async function recordOversight(context: Context, conversationId: string): Promise<void> {
  const since = new Date(context.clock.now() - visitMs).toISOString();
  const act: Act = { verb: "conversation.read", conversationId };
  const earlier = { actorId: context.actor.id, verb: act.verb, conversationId, since };
  if (await auditedSince(context.db, earlier)) return;
  // Recorded by the server itself, because someone whose session has ended since has also read.
  const { actor, ...services } = context;
  await writeLogged(services, (writing) => recordAct({ ...services, actor }, writing, act));
}
