/** Steps within other verbs' transactions: adding and removing members, changing roles. */
import { groupLimits } from "#wire/limits.ts";
import type { MemberRole } from "#wire/views.ts";
import { deleteMember, insertMember, membership, updateMemberRole } from "#storage/members.ts";
import { type StoredUser, userInUse, usersInUse } from "#storage/users.ts";
import { nextSeq } from "./next_seq.ts";
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

/** Active accounts by id. */
export type Accounts = ReadonlyMap<string, StoredUser>;

export interface Addition extends MemberKey {
  role?: MemberRole;
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
 * Like `addMember`, but audited if staff add themselves: as members they are not audited for
 * reading, so joining and leaving is audited instead.
 */
export async function addMemberByStaff(
  acting: Acting,
  writing: Writing,
  addition: Addition,
): Promise<void> {
  const isNew = await addMember(acting, writing, addition);
  if (isNew) await recordOwn(acting, writing, { verb: "conversation.join", ...addition });
}

/** Like `removeMember`, with the same audit. */
export async function removeMemberByStaff(
  acting: Acting,
  writing: Writing,
  key: MemberKey,
): Promise<void> {
  await removeMember(acting, writing, key);
  await recordOwn(acting, writing, { verb: "conversation.leave", ...key });
}

/** @returns false if the user is already a member; nothing changes. @throws {Refusal} not_found */
export async function addMember(
  acting: Acting,
  writing: Writing,
  { conversationId, userId, role = "member", accounts }: Addition,
): Promise<boolean> {
  const { tx, now, append } = writing;
  const key = { conversationId, userId };
  const user = accounts.get(userId);
  const inserted = user ? await insertMember(tx, { ...key, role, at: now }) : 0;
  // Also nothing if there is no such conversation, which nextSeq refuses.
  if (inserted === 0 && (await membership(tx, key))) return false;
  if (!user) throw notFound();
  const { meta } = await nextSeq(acting, writing, { conversationId, right: "manage" });
  await append({
    messageType: "MemberAdded",
    payload: { member: { userId, name: user.name, userRole: user.role, role } },
    meta,
  });
  return true;
}

/** @param key `deleted`: the whole account is being deleted. @throws {Refusal} not_found */
export async function removeMember(
  acting: Acting,
  writing: Writing,
  { deleted, ...key }: MemberKey & { deleted?: true },
): Promise<void> {
  const { tx, append } = writing;
  if ((await deleteMember(tx, key)) === 0) throw notFound();
  const { conversationId } = key;
  const { meta } = await nextSeq(acting, writing, { conversationId, right: "manage" });
  await append({
    messageType: "MemberRemoved",
    payload: { userId: key.userId, ...(deleted && { deleted }) },
    meta,
  });
}

export async function changeMember(
  acting: Acting,
  writing: Writing,
  { conversationId, userId, role }: MemberKey & { role: MemberRole },
): Promise<void> {
  const { tx, now, append } = writing;
  const user = await userInUse(tx, { id: userId, now });
  const present = await membership(tx, { conversationId, userId });
  if (!user || !present) throw notFound();
  if ((await updateMemberRole(tx, { conversationId, userId, role })) === 0) return;
  const { meta } = await nextSeq(acting, writing, { conversationId, right: "manage" });
  await append({
    messageType: "MemberChanged",
    payload: { member: { userId, name: user.name, userRole: user.role, role } },
    meta,
  });
}

async function recordOwn(
  acting: Acting,
  writing: Writing,
  { verb, conversationId, userId }: MemberKey & Pick<Act, "verb">,
): Promise<void> {
  if (userId !== acting.actor.id) return;
  await recordAct(acting, writing, { verb, conversationId, subjectId: userId });
}
