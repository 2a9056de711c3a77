/** The audit log of what staff do in other people's groups and accounts. */
import { uuidv7 } from "#kit/ids.ts";
import { auditedAboutSince, insertAudit } from "#storage/audit.ts";
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
  await insertAudit(tx, {
    id: uuidv7(clock.now(), random),
    at: now,
    actorId: actor.id,
    verb: act.verb,
    conversationId: act.conversationId ?? null,
    courseId: act.courseId ?? null,
    subjectId: act.subjectId ?? null,
    detail: act.detail ?? null,
  });
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
