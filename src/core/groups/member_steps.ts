/** Steps within other verbs' transactions: adding and removing members, changing roles. */
import { groupLimits } from "#wire/limits.ts";
import type { MemberRole } from "#wire/views.ts";
import { peopleOutside } from "#storage/courses.ts";
import { deleteFavouritesOf } from "#storage/favourites.ts";
import {
  deleteMembers,
  deleteMembershipsOf,
  insertMembers,
  type MembershipKey,
  membersAmong,
  updateMemberRoles,
} from "#storage/members.ts";
import { type KnownUser, usersInUse } from "#storage/users.ts";
import { nextSeqs } from "./next_seq.ts";
import { type Act, recordAct } from "../audit/audit.ts";
import type { Acting, Context } from "../context.ts";
import { seesEverything } from "../permissions.ts";
import { notFound, Refusal } from "../refusals.ts";
import type { Writing } from "../log/write.ts";

export interface NewMember {
  userId: string;
  role?: MemberRole;
  /** Their exact address, from those who may add people of other courses only by it. */
  email?: string;
}

/** Several people in one group. */
export interface MemberKeys {
  conversationId: string;
  userIds: readonly string[];
}

/** Active accounts by id. */
export type Accounts = ReadonlyMap<string, KnownUser>;

export interface Addition {
  /** Each person once in each group. */
  people: readonly (NewMember & MembershipKey)[];
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

/** People to add, in the course whose staff chooses them. */
export interface Choice {
  courseId: string;
  people: readonly NewMember[];
}

/**
 * The active accounts among people whom the actor may add: admins anyone, staff of a course its
 * people and those whose exact address they know. Others are left out like accounts that do not exist.
 */
export async function choosableAccounts(
  { actor }: Pick<Context, "actor">,
  writing: Pick<Writing, "tx" | "now">,
  { courseId, people }: Choice,
): Promise<Accounts> {
  const userIds = people.map(({ userId }) => userId);
  const accounts = await accountsOf(writing, userIds);
  if (seesEverything(actor) || userIds.length === 0) return accounts;
  const addresses = new Map(people.map(({ userId, email }) => [userId, email]));
  const outside = await peopleOutside(writing.tx, { courseId, userIds });
  const unknown = outside.filter(({ id, email }) => email === "" || addresses.get(id) !== email);
  const ids = new Set(unknown.map(({ id }) => id));
  return new Map([...accounts].filter(([id]) => !ids.has(id)));
}

/**
 * Refuses a choice of people that includes an inactive account, or one that the actor may not choose, or
 * is too large for one action. A person may be in several groups of it.
 * @returns their accounts
 * @throws {Refusal} invalid, with the field `members`
 */
export async function requirePeople(
  context: Pick<Context, "actor">,
  writing: Pick<Writing, "tx" | "now">,
  choice: Choice,
): Promise<Accounts> {
  requireFew(choice.people.length);
  const accounts = await choosableAccounts(context, writing, choice);
  if (!choice.people.every(({ userId }) => accounts.has(userId))) {
    throw new Refusal("invalid", { field: "members", reason: "members_gone" });
  }
  return accounts;
}

/** Nobody else can write while memberships change. @throws {Refusal} invalid, with the field `members` */
export function requireFew(count: number): void {
  const max = groupLimits.membershipsAtOnce;
  if (count <= max) return;
  throw new Refusal("invalid", { field: "members", reason: "members_many", params: { max } });
}

/**
 * Like `addMembers`, but audited if staff add themselves: as members they are not audited for
 * reading, so joining and leaving is audited instead.
 */
export async function addMembersByStaff(
  acting: Acting,
  writing: Writing,
  { conversationId, people, accounts }: AdditionToOne,
): Promise<void> {
  const added = await addMembers(acting, writing, {
    people: people.map((person) => ({ ...person, conversationId })),
    accounts,
  });
  const userIds = added.map(({ userId }) => userId);
  await recordOwn(acting, writing, { verb: "conversation.join", conversationId, userIds });
}

export interface AdditionToOne {
  conversationId: string;
  /** Each once. */
  people: readonly NewMember[];
  accounts: Accounts;
}

/** Removes those who are members, with the same audit. @returns them */
export async function removeMembersByStaff(
  acting: Acting,
  writing: Writing,
  { conversationId, userIds }: MemberKeys,
): Promise<Set<string>> {
  const removed = await deleteMembers(writing.tx, conversationId, userIds);
  const keys = userIds.flatMap((userId) =>
    removed.has(userId) ? [{ conversationId, userId }] : [],
  );
  await appendRemovals(acting, writing, keys);
  const verb = "conversation.leave" as const;
  await recordOwn(acting, writing, { verb, conversationId, userIds: [...removed] });
  return removed;
}

/**
 * Adds people to one or several groups by a few statements. Members stay as they are.
 * @returns the memberships that are new
 * @throws {Refusal} not_found, also for an inactive account that is not a member
 */
export async function addMembers(
  acting: Acting,
  writing: Writing,
  { people, accounts }: Addition,
): Promise<readonly MembershipKey[]> {
  const { tx, now, appendAll } = writing;
  const active = people.filter(({ userId }) => accounts.has(userId));
  const rows = await insertMembers(
    tx,
    active.map(({ role = "member", ...key }) => ({ ...key, role, joinedAt: now })),
  );
  const inserted = new Set(rows.map(keyText));
  const isNew = (key: MembershipKey) => inserted.has(keyText(key));
  await requireMembers(
    writing,
    people.filter((key) => !isNew(key)),
  );
  const added = active.filter(isNew);
  const conversationIds = added.map(({ conversationId }) => conversationId);
  const metas = await nextSeqs(acting, writing, { conversationIds, right: "members" });
  await appendAll(
    added.map(({ userId, role = "member" }, index) => ({
      messageType: "MemberAdded",
      payload: { member: { ...described(accounts.get(userId)!), role } },
      meta: metas[index]!,
    })),
  );
  return added;
}

const keyText = ({ conversationId, userId }: MembershipKey) => `${conversationId}\0${userId}`;

/** @throws {Refusal} not_found, also if there is no such conversation */
export async function requireMembers(
  { tx }: Pick<Writing, "tx">,
  keys: readonly MembershipKey[],
): Promise<void> {
  for (const [conversationId, own] of Map.groupBy(keys, (key) => key.conversationId)) {
    const userIds = own.map(({ userId }) => userId);
    const present = await membersAmong(tx, conversationId, userIds);
    if (present.size < userIds.length) throw notFound();
  }
}

/** Takes a person whose account is being deleted out of every group, and forgets their favourites. */
export async function leaveAllGroups(
  acting: Acting,
  writing: Writing,
  userId: string,
): Promise<void> {
  await deleteFavouritesOf(writing.tx, userId);
  const left = await deleteMembershipsOf(writing.tx, userId);
  const keys = left.map((conversationId) => ({ conversationId, userId, deleted: true as const }));
  await appendRemovals(acting, writing, keys);
}

async function appendRemovals(
  acting: Acting,
  writing: Writing,
  removals: readonly (MembershipKey & { deleted?: true })[],
): Promise<void> {
  const conversationIds = removals.map(({ conversationId }) => conversationId);
  const metas = await nextSeqs(acting, writing, { conversationIds, right: "members" });
  await writing.appendAll(
    removals.map(({ userId, deleted }, index) => ({
      messageType: "MemberRemoved",
      payload: { userId, ...(deleted && { deleted }) },
      meta: metas[index]!,
    })),
  );
}

export interface RoleChanges {
  conversationId: string;
  people: readonly { userId: string; role: MemberRole }[];
  accounts: Accounts;
}

/** Changes the roles of those who are members. */
export async function changeRoles(
  acting: Acting,
  writing: Writing,
  { conversationId, people, accounts }: RoleChanges,
): Promise<void> {
  const roles = people.map(({ userId, role }) => [userId, role] as const);
  const changed = await updateMemberRoles(writing.tx, conversationId, roles);
  const conversationIds = Array<string>(changed.size).fill(conversationId);
  const metas = await nextSeqs(acting, writing, { conversationIds, right: "members" });
  await writing.appendAll(
    people
      .filter(({ userId }) => changed.has(userId))
      .map(({ userId, role }, index) => ({
        messageType: "MemberChanged",
        payload: { member: { ...described(accounts.get(userId)!), role } },
        meta: metas[index]!,
      })),
  );
}

function described({ id: userId, name, role: userRole }: KnownUser) {
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
