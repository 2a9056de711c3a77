/** Whose cookie it is, with the list that a socket starts with. */
import { isoNow } from "#kit/clock.ts";
import { tokenHash } from "#kit/ids.ts";
import { entriesOfSession } from "#storage/lists.ts";
import { byPosition } from "#wire/views.ts";
import type { Actor, Services } from "../context.ts";
import { accountOfCookie, touchSession } from "../identity/sessions.ts";
import { type ListEntry, listGroups } from "./groups.ts";

export interface Arrival {
  actor: Actor;
  groups: ListEntry[];
}

/**
 * One read for everyone who is a member of a group and not staff.
 * @returns undefined if the cookie is not that of a live session of an active account
 */
export async function arrivalOfCookie(
  services: Services,
  token: string,
): Promise<Arrival | undefined> {
  const now = isoNow(services.clock);
  const rows = await entriesOfSession(services.db, { tokenHash: tokenHash(token), now });
  const [owner] = rows;
  if (!owner) return otherArrival(services, token);
  const { sessionId, userId, userName, userRole, lastSeenAt, endsAt } = owner;
  await touchSession(services, { id: sessionId, lastSeenAt });
  const endsAtMs = Date.parse(endsAt);
  const actor: Actor = { id: userId, name: userName, role: userRole, sessionId, endsAtMs };
  return { actor, groups: rows.toSorted(byPosition) };
}

async function otherArrival(services: Services, token: string): Promise<Arrival | undefined> {
  const actor = await accountOfCookie(services, token);
  return actor && { actor, groups: await listGroups({ ...services, actor }) };
}
