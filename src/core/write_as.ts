/** Changes by users: their rights are checked at the moment of the change. */
import { sessionActor } from "#storage/sessions.ts";
import type { Acting, Context } from "./context.ts";
import type { Requirement } from "./requirements.ts";
import { signInFirst } from "./refusals.ts";
import { type Writing, writeLogged } from "./log/write.ts";

/**
 * Runs a user's verb, as `writeLogged` does for the server. What was known when the request arrived
 * may be out of date, so the same transaction reads whether the session is alive and what its
 * account is now.
 * @throws {Refusal} unauthenticated, when the session has ended; what the requirement throws
 */
export function writeAs<T>(
  context: Context,
  requirement: Requirement,
  verb: (acting: Acting, writing: Writing) => Promise<T>,
): Promise<T> {
  const { actor: asking, db, clock, appended } = context;
  return writeLogged({ db, clock, appended }, async (writing) => {
    const { id, sessionId } = asking;
    const now = await sessionActor(writing.tx, { id: sessionId, userId: id, now: writing.now });
    if (!now) throw signInFirst();
    const actor = { ...asking, ...now, present: true as const };
    requirement(actor);
    return verb({ ...context, actor }, writing);
  });
}
