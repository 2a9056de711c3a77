/** Acts that go on when the session of the person who began them may have ended. */
import { actorInUse } from "#storage/sessions.ts";
import type { Acting, Services } from "../context.ts";
import { officeOf } from "../identity/sessions.ts";
import type { Writing } from "../log/write.ts";

/**
 * The person as they are in this transaction, without a session: what they may do is asked anew, by the
 * same steps as in `writeAs`.
 * @returns undefined if their account is no longer in use
 */
export async function onBehalfOf(
  services: Services,
  { tx, now }: Writing,
  userId: string,
): Promise<Acting | undefined> {
  const found = await actorInUse(tx, { userId, now });
  if (!found) return undefined;
  const { name, role, office } = found;
  const actor = { id: userId, name, role, office: officeOf(office), sessionId: "", endsAtMs: 0 };
  return { ...services, actor: { ...actor, present: true } };
}
