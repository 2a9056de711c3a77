/** Changes by users: their rights are checked at the moment of the change. */
import { sessionActor } from "#storage/sessions.ts";
import type { Acting, Context } from "./context.ts";
import { type Requirement, signedIn } from "./requirements.ts";
import { signInFirst } from "./refusals.ts";
import { type Posting, type Writing, writeLogged } from "./log/write.ts";

/**
 * Runs a user's verb, as `writeLogged` does for the server. What was known when the request arrived
 * may be out of date, so the same transaction reads whether the session is alive and what its
 * account is now.
 * @throws {Refusal} unauthenticated, when the session has ended; what the requirement throws
 */
export function writeAs<T>(context: Context, requirement: Requirement, verb: Verb<T>): Promise<T> {
  return writeLogged(ownServices(context), checked(context, requirement, verb));
}

/**
 * The same for a verb that posts, and that any signed-in user may call: the session is also checked
 * where the database stores posts together.
 */
export function postAs<T>(
  context: Context,
  verb: Verb<T>,
  posting: Posting<T> | undefined,
): Promise<T> {
  return writeLogged(ownServices(context), checked(context, signedIn, verb), posting);
}

type Verb<T> = (acting: Acting, writing: Writing) => Promise<T>;

const ownServices = ({ db, clock, appended }: Context) => ({ db, clock, appended });

function checked<T>(context: Context, requirement: Requirement, verb: Verb<T>) {
  return async (writing: Writing): Promise<T> => {
    const { actor: asking } = context;
    const { id, sessionId } = asking;
    const now = await sessionActor(writing.tx, { id: sessionId, userId: id, now: writing.now });
    if (!now) throw signInFirst();
    const actor = { ...asking, ...now, present: true as const };
    requirement(actor);
    return verb({ ...context, actor }, writing);
  };
}
