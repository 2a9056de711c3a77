/** The lists from which staff choose groups and people. */
import { isoNow } from "#kit/clock.ts";
import { type ManagedGroup, managedGroups } from "#storage/conversations.ts";
import { type ChoosablePerson, choosablePeople } from "#storage/members.ts";
import type { Context } from "../context.ts";
import { managesGroups } from "../requirements.ts";

export type { ChoosablePerson, ManagedGroup };

/** All groups in order. @throws {Refusal} forbidden */
export async function listManagedGroups(context: Context): Promise<ManagedGroup[]> {
  managesGroups(context.actor);
  return managedGroups(context.db);
}

/**
 * Everyone who can be added to a group, and the members of the given one, by name.
 * @throws {Refusal} forbidden
 */
export async function listChoosablePeople(
  context: Context,
  conversationId = "",
): Promise<ChoosablePerson[]> {
  managesGroups(context.actor);
  const now = isoNow(context.clock);
  return choosablePeople(context.db, { conversationId, now });
}
