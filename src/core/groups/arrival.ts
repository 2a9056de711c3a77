/** Whose cookie it is, with the list that a socket starts with. */
import { isoNow } from "#kit/clock.ts";
import { tokenHash } from "#kit/ids.ts";
import { ownerWithEntries } from "#storage/lists.ts";
import { byPosition, type ConversationView } from "#wire/views.ts";
import type { Actor, Services } from "../context.ts";
import { attentionOf, officeOf, touchSession } from "../identity/sessions.ts";
import { seesOthers } from "../permissions.ts";
import { listGroups } from "./groups.ts";

export interface Arrival {
  actor: Actor;
  groups: ConversationView[];
}

/**
 * One read; another for staff, or if newest messages are not known.
 * @returns undefined if the cookie is not that of a live session of an active account
 */
export async function arrivalOfCookie(
  services: Services,
  token: string,
): Promise<Arrival | undefined> {
  const key = { tokenHash: tokenHash(token), now: isoNow(services.clock) };
  const row = await ownerWithEntries(services.db, key);
  if (!row) return undefined;
  const { sessionId, userId: id, userName: name, userRole: role, lastSeenAt, endsAt } = row.owner;
  await touchSession(services, { id: sessionId, lastSeenAt });
  const actor: Actor = {
    id,
    name,
    role,
    office: officeOf(row.owner.office),
    ...attentionOf(row.owner),
    sessionId,
    endsAtMs: Date.parse(endsAt),
  };
  if (seesOthers(actor)) return { actor, groups: await listGroups({ ...services, actor }) };
  const groups = await services.newestMessages.views(services.db, id, row.entries);
  return { actor, groups: groups.toSorted(byPosition) };
}
