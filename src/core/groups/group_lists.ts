/** What those who manage groups choose from. */
import { isoNow } from "#kit/clock.ts";
import type { MemberRole, Role } from "#wire/views.ts";
import { managedGroups } from "#storage/conversations.ts";
import { choosablePeople } from "#storage/members.ts";
import type { Context } from "../context.ts";
import { managesGroups } from "../requirements.ts";

export interface ManagedGroup {
  id: string;
  name: string;
  description: string;
  members: number;
  messages: number;
  /** UTC ISO text, if anything was ever written. */
  lastSentAt: string | null;
}

/** Every group in its order. @throws {Refusal} forbidden */
export async function listManagedGroups(context: Context): Promise<ManagedGroup[]> {
  managesGroups(context.actor);
  const rows = await managedGroups(context.db);
  return rows.map(({ member_count: members, message_count: messages, ...row }) => ({
    id: row.id,
    name: row.name,
    description: row.description,
    members,
    messages,
    lastSentAt: row.last_sent_at,
  }));
}

export interface ChoosablePerson {
  id: string;
  name: string;
  username: string;
  email: string;
  role: Role;
  /** The account is disabled or has expired; only found where they are a member already. */
  inactive: boolean;
  groupCount: number;
  /** Their role in the group asked about. */
  memberRole: MemberRole | null;
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
  const rows = await choosablePeople(context.db, { conversationId, now });
  return rows.map(({ id, name, username, email, role, ...row }) => ({
    id,
    name,
    username,
    email,
    role,
    inactive: row.inactive !== 0,
    groupCount: row.group_count,
    memberRole: row.member_role,
  }));
}
