/** Changes by users: their rights are checked at the moment of the change. */
import { liveSessionById } from "#storage/sessions.ts";
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
  { actor: asking, ...services }: Context,
  requirement: Requirement,
  verb: (acting: Acting, writing: Writing) => Promise<T>,
): Promise<T> {
  return writeLogged(services, async (writing) => {
    const session = await liveSessionById(writing.tx, { id: asking.sessionId, now: writing.now });
    if (session?.userId !== asking.id) throw signInFirst();
    const actor = { ...asking, name: session.name, role: session.role, present: true as const };
    requirement(actor);
    return verb({ ...services, actor }, writing);
  });
}
