/** Steps within other verbs' transactions: adding and removing members, changing roles. */
import { groupLimits } from "#wire/limits.ts";
import type { MemberRole } from "#wire/views.ts";
import { deleteMembers, insertMembers, membersAmong, updateMemberRoles } from "#storage/members.ts";
import { type StoredUser, usersInUse } from "#storage/users.ts";
import { nextSeqs } from "./next_seq.ts";
import { type Act, recordAct } from "../audit/audit.ts";
import type { Acting } from "../context.ts";
import { notFound, Refusal } from "../refusals.ts";
import type { Writing } from "../log/write.ts";

export interface NewMember {
  userId: string;
  role?: MemberRole;
}

export interface MemberKey {
  conversationId: string;
  userId: string;
}

/** Several people in one group. */
export interface MemberKeys {
  conversationId: string;
  userIds: readonly string[];
}

/** Active accounts by id. */
export type Accounts = ReadonlyMap<string, StoredUser>;

export interface Addition {
  conversationId: string;
  /** Each once. */
  people: readonly NewMember[];
  /** Read for everyone at once: a read for each of thousands takes long. */
  accounts: Accounts;
}

/** Each person once, in the order of their first mention. */
export function eachOnce(people: readonly NewMember[]): NewMember[] {
  const byId = new Map(people.toReversed().map((person) => [person.userId, person]));
  return [...byId.values()].toReversed();
}

/** The active accounts among these people, in one read. */
export async function accountsOf(
  { tx, now }: Pick<Writing, "tx" | "now">,
  userIds: readonly string[],
): Promise<Accounts> {
  const users = await usersInUse(tx, { ids: [...new Set(userIds)], now });
  return new Map(users.map((user) => [user.id, user]));
}

/**
 * Refuses a choice of people that includes an inactive account or is too large for one action. A
 * person may be in several groups of it.
 * @returns their accounts
 * @throws {Refusal} invalid, with the field `members`
 */
export async function requirePeople(
  writing: Pick<Writing, "tx" | "now">,
  userIds: readonly string[],
): Promise<Accounts> {
  if (userIds.length > groupLimits.membershipsAtOnce) {
    const max = groupLimits.membershipsAtOnce;
    const details = { field: "members", reason: "members_many", params: { max } } as const;
    throw new Refusal("invalid", details);
  }
  const accounts = await accountsOf(writing, userIds);
  if (!userIds.every((id) => accounts.has(id))) {
    throw new Refusal("invalid", { field: "members", reason: "members_gone" });
  }
  return accounts;
}

/**
 * Like `addMembers`, but audited if staff add themselves: as members they are not audited for
 * reading, so joining and leaving is audited instead.
 */
export async function addMembersByStaff(
  acting: Acting,
  writing: Writing,
  addition: Addition,
): Promise<void> {
  const { conversationId } = addition;
  const userIds = await addMembers(acting, writing, addition);
  await recordOwn(acting, writing, { verb: "conversation.join", conversationId, userIds });
}

/** Like `removeMembers`, with the same audit. */
export async function removeMembersByStaff(
  acting: Acting,
  writing: Writing,
  keys: MemberKeys,
): Promise<void> {
  await removeMembers(acting, writing, keys);
  await recordOwn(acting, writing, { verb: "conversation.leave", ...keys });
}

/**
 * Members stay as they are.
 * @returns the users who are new
 * @throws {Refusal} not_found, also for an inactive account that is not a member
 */
export async function addMembers(
  acting: Acting,
  writing: Writing,
  { conversationId, people, accounts }: Addition,
): Promise<string[]> {
  const { tx, now, appendAll } = writing;
  const active = people.filter(({ userId }) => accounts.has(userId));
  const inserted = await insertMembers(
    tx,
    conversationId,
    active.map(({ userId, role = "member" }) => ({ userId, role, joinedAt: now })),
  );
  const rest = people.map(({ userId }) => userId).filter((userId) => !inserted.has(userId));
  // Also if there is no such conversation.
  const present = await membersAmong(tx, conversationId, rest);
  if (present.size < rest.length) throw notFound();
  const added = active.filter(({ userId }) => inserted.has(userId));
  if (added.length === 0) return [];
  const count = added.length;
  const metas = await nextSeqs(acting, writing, { conversationId, right: "manage", count });
  await appendAll(
    added.map(({ userId, role = "member" }, index) => ({
      messageType: "MemberAdded",
      payload: { member: { ...described(accounts.get(userId)!), role } },
      meta: metas[index]!,
    })),
  );
  return added.map(({ userId }) => userId);
}

/** @param keys `deleted`: the whole account is being deleted. @throws {Refusal} not_found */
export async function removeMembers(
  acting: Acting,
  writing: Writing,
  { deleted, conversationId, userIds }: MemberKeys & { deleted?: true },
): Promise<void> {
  if (userIds.length === 0) return;
  const { tx, appendAll } = writing;
  const count = await deleteMembers(tx, conversationId, userIds);
  if (count < userIds.length) throw notFound();
  const metas = await nextSeqs(acting, writing, { conversationId, right: "manage", count });
  await appendAll(
    userIds.map((userId, index) => ({
      messageType: "MemberRemoved",
      payload: { userId, ...(deleted && { deleted }) },
      meta: metas[index]!,
    })),
  );
}

export interface RoleChanges {
  conversationId: string;
  people: readonly { userId: string; role: MemberRole }[];
}

/** @throws {Refusal} not_found, also for an inactive account */
export async function changeMembers(
  acting: Acting,
  writing: Writing,
  { conversationId, people }: RoleChanges,
): Promise<void> {
  const { tx, appendAll } = writing;
  const userIds = people.map(({ userId }) => userId);
  const accounts = await accountsOf(writing, userIds);
  const present = await membersAmong(tx, conversationId, userIds);
  if (!userIds.every((id) => accounts.has(id) && present.has(id))) throw notFound();
  const roles = people.map(({ userId, role }) => [userId, role] as const);
  const changed = await updateMemberRoles(tx, conversationId, roles);
  if (changed.size === 0) return;
  const count = changed.size;
  const metas = await nextSeqs(acting, writing, { conversationId, right: "manage", count });
  await appendAll(
    people
      .filter(({ userId }) => changed.has(userId))
      .map(({ userId, role }, index) => ({
        messageType: "MemberChanged",
        payload: { member: { ...described(accounts.get(userId)!), role } },
        meta: metas[index]!,
      })),
  );
}

function described({ id: userId, name, role: userRole }: StoredUser) {
  return { userId, name, userRole };
}

async function recordOwn(
  acting: Acting,
  writing: Writing,
  { verb, conversationId, userIds }: MemberKeys & Pick<Act, "verb">,
): Promise<void> {
  const { id } = acting.actor;
  if (userIds.includes(id))
    await recordAct(acting, writing, { verb, conversationId, subjectId: id });
}
