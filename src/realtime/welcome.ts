/** The state that a client starts with, and what changed while it was read. */
import type { Context } from "#core/context.ts";
import { listGroups } from "#core/groups/groups.ts";
import { membershipsOfActor } from "#core/groups/members.ts";
import { logMark } from "#core/log/log_mark.ts";
import { ownMutes } from "#core/moderation/mutes.ts";
import { seesEverything, seesOthers } from "#core/permissions.ts";
import type { ConversationView, MemberRole } from "#wire/views.ts";
import { protocolVersion, type Welcome } from "#wire/frames.ts";
import { limits } from "#wire/limits.ts";
import type { Dialect, OnlineMember, Sight } from "./connection.ts";
import type { Realtime } from "./parts.ts";

interface Wanted {
  dialect: Dialect;
  /** The account's list, if it has been read. */
  groups?: ConversationView[];
}

/**
 * The account's conversations in one query, unless they have been read: list entries for current
 * clients and for staff of courses, only roles for others.
 */
export async function readWelcome(context: Context, epoch: string, { dialect, groups }: Wanted) {
  if (dialect === "original" && !groups && !context.actor.office) {
    return { sight: { roles: await membershipsOfActor(context) }, welcome: undefined };
  }
  const list = groups ?? (await listGroups(context));
  const sight = sightOf(context, list);
  if (dialect === "original") return { sight, welcome: undefined };
  const welcome = {
    messageType: "Welcome" as const,
    payload: {
      userId: context.actor.id,
      name: context.actor.name,
      role: context.actor.role,
      ...(context.actor.office && { office: context.actor.office }),
      ...attentionOf(context),
      ...(context.actor.attention?.mutes && { mutes: await ownMutes(context) }),
      protocol: protocolVersion,
      epoch,
      heartbeatMs: limits.heartbeatMs,
      conversations: list,
    },
    meta: { timestamp: new Date(context.clock.now()).toISOString() },
  };
  return { sight, welcome };
}

function attentionOf({ actor: { attention } }: Context): { cases?: number; answers?: number } {
  const { cases = 0, answers = 0 } = attention ?? {};
  return { ...(cases > 0 && { cases }), ...(answers > 0 && { answers }) };
}

function sightOf({ actor }: Context, groups: readonly ConversationView[]): Sight {
  const roles = new Map<string, MemberRole>();
  const byOffice = new Set<string>();
  for (const { id, memberRole } of groups) {
    if (memberRole) roles.set(id, memberRole);
    else if (!seesEverything(actor)) byOffice.add(id);
  }
  return byOffice.size > 0 ? { roles, byOffice } : { roles };
}

type WelcomeRead = NonNullable<Awaited<ReturnType<typeof readWelcome>>["welcome"]>;

/** The welcome as it is sent: its mark is that of the moment from which its sockets receive everything. */
export function markedWelcome({ services, tail }: Realtime, read: WelcomeRead): Welcome {
  return { ...read, payload: { ...read.payload, logMark: logMark(services, tail.position) } };
}

/** Sends the list entries that may have changed since the moment before a welcome was read. */
export function sendChangedSince(realtime: Realtime, member: OnlineMember, moment: number): void {
  const { changes, listChanges, order } = realtime;
  if (changes.moment === moment) return;
  const changed = new Set(
    member.conversationIds().filter((id) => changes.groupChangedSince(id, moment)),
  );
  if (seesOthers(member.user)) {
    for (const id of changes.listsChangedSince(moment)) changed.add(id);
  }
  for (const id of changed) listChanges.changed(member, id);
  if (changes.orderChangedSince(moment)) order.changed();
}
