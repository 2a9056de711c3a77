/** The state that a client starts with, and what changed while it was read. */
import type { Context } from "#core/context.ts";
import { listGroups, viewOfListed } from "#core/groups/groups.ts";
import { membershipsOfActor } from "#core/groups/members.ts";
import { seesEverything } from "#core/permissions.ts";
import type { MemberRole } from "#wire/views.ts";
import { protocolVersion } from "#wire/frames.ts";
import { limits } from "#wire/limits.ts";
import type { Dialect, OnlineMember } from "./connection.ts";
import type { Realtime } from "./parts.ts";

/**
 * The account's conversations in one query: list entries for current clients, only roles for
 * others.
 */
export async function readWelcome(context: Context, epoch: string, dialect: Dialect) {
  if (dialect === "original")
    return { roles: await membershipsOfActor(context), welcome: undefined };
  const rows = await listGroups(context);
  const roles = new Map<string, MemberRole>();
  for (const row of rows) if (row.memberRole) roles.set(row.id, row.memberRole);
  const welcome = {
    messageType: "Welcome" as const,
    payload: {
      userId: context.actor.id,
      name: context.actor.name,
      role: context.actor.role,
      protocol: protocolVersion,
      epoch,
      heartbeatMs: limits.heartbeatMs,
      conversations: rows.map(viewOfListed),
    },
    meta: { timestamp: new Date(context.clock.now()).toISOString() },
  };
  return { roles, welcome };
}

/** Sends the list entries that may have changed since the moment before a welcome was read. */
export function sendChangedSince(realtime: Realtime, member: OnlineMember, moment: number): void {
  const { changes, listChanges, order } = realtime;
  if (changes.moment === moment) return;
  const changed = new Set(
    member.conversationIds().filter((id) => changes.groupChangedSince(id, moment)),
  );
  if (seesEverything(member.user)) {
    for (const id of changes.listsChangedSince(moment)) changed.add(id);
  }
  for (const id of changed) listChanges.changed(member, id);
  if (changes.orderChangedSince(moment)) order.changed();
}
