/** The record of what staff do with other people's conversations and accounts. */
import { uuidv7 } from "#kit/ids.ts";
import { auditedSince, insertAudit } from "#storage/audit.ts";
import type { AuditVerb } from "#wire/audit_verbs.ts";
import type { Actor, Context } from "../context.ts";
import { type Writing, writeLogged } from "../log/write.ts";

/** Reading on and on is one visit; after this pause it is a new one. */
const visitMs = 10 * 60_000;

/** Who acts from the command line of the server: no account. */
export const operatorId = "operator";

export interface Act {
  verb: AuditVerb;
  conversationId?: string;
  subjectId?: string;
  detail?: string | null;
}

/** Records an act in the transaction that does it. */
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

/** Records that staff read a conversation they are not a member of, once a visit. */
export async function recordOversight(context: Context, conversationId: string): Promise<void> {
  const since = new Date(context.clock.now() - visitMs).toISOString();
  const act: Act = { verb: "conversation.read", conversationId };
  const earlier = { actorId: context.actor.id, verb: act.verb, conversationId, since };
  if (await auditedSince(context.db, earlier)) return;
  // The server's own note: who has read on after their session ended has read as well.
  const { actor, ...services } = context;
  await writeLogged(services, (writing) => recordAct({ ...services, actor }, writing, act));
}
