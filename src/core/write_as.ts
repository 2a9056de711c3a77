/** How somebody changes something: their rights are those of the moment in which it is done. */
import { liveSessionById } from "#storage/sessions.ts";
import type { Acting, Context } from "./context.ts";
import type { Requirement } from "./requirements.ts";
import { signInFirst } from "./refusals.ts";
import { type Writing, writeLogged } from "./log/write.ts";

/**
 * Runs a verb that somebody carries out, as `writeLogged` does. What was known of them when they asked may
 * be over: whether their session lives, and who they are by now, is read in the same transaction.
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
