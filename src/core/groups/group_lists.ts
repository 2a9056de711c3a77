/** What those who manage groups choose from. */
import { isoNow } from "#kit/clock.ts";
import { type ManagedGroup, managedGroups } from "#storage/conversations.ts";
import { type ChoosablePerson, choosablePeople } from "#storage/members.ts";
import type { Context } from "../context.ts";
import { managesGroups } from "../requirements.ts";

export type { ChoosablePerson, ManagedGroup };

/** Every group in its order. @throws {Refusal} forbidden */
export async function listManagedGroups(context: Context): Promise<ManagedGroup[]> {
  managesGroups(context.actor);
  return managedGroups(context.db);
}

/**
 * Everybody who can be put into a group, and whoever is in the named one, by name.
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
