import type { MemberRole, MemberView } from "#wire/views.ts";
import { membershipsOf, membersOf, moveRead } from "#storage/members.ts";
import { managesMembers, signedIn } from "../requirements.ts";
import { writeAs } from "../write_as.ts";
import type { Context } from "../context.ts";
import { getGroup } from "./groups.ts";
import {
  accountsOf,
  addMembersByStaff,
  changeMembers,
  eachOnce,
  type MemberKey,
  type NewMember,
  removeMembersByStaff,
} from "./member_steps.ts";

/** The members of a group that the actor may see. @throws {Refusal} not_found */
export async function listMembers(context: Context, conversationId: string): Promise<MemberView[]> {
  const { db, actor } = context;
  return db.snapshot(async (state) => {
    await getGroup({ db: state, actor }, conversationId);
    return membersOf(state, conversationId);
  });
}

/** The actor's memberships, by conversation. */
export async function membershipsOfActor({ db, actor }: Context): Promise<Map<string, MemberRole>> {
  const rows = await membershipsOf(db, actor.id);
  return new Map(rows.map((row) => [row.conversationId, row.role]));
}

/**
 * Adds people to a group; existing members stay unchanged. @throws {Refusal} forbidden, not_found
 */
export function addMembers(
  context: Context,
  conversationId: string,
  people: NewMember[],
): Promise<void> {
  return writeAs(context, managesMembers, async (acting, writing) => {
    const added = eachOnce(people);
    const accounts = await accountsOf(writing, idsOf(added));
    await addMembersByStaff(acting, writing, { conversationId, accounts, people: added });
  });
}

const idsOf = (people: readonly NewMember[]) => people.map(({ userId }) => userId);

/** @throws {Refusal} forbidden, not_found */
export function removeFromGroup(
  context: Context,
  { conversationId, userId }: MemberKey,
): Promise<void> {
  return writeAs(context, managesMembers, (acting, writing) =>
    removeMembersByStaff(acting, writing, { conversationId, userIds: [userId] }),
  );
}

/** @throws {Refusal} forbidden, not_found */
export function changeMemberRole(
  context: Context,
  { conversationId, ...change }: MemberKey & { role: MemberRole },
): Promise<void> {
  return writeAs(context, managesMembers, (acting, writing) =>
    changeMembers(acting, writing, { conversationId, people: [change] }),
  );
}

/**
 * Makes exactly these people the members, in one transaction; inactive accounts keep their role.
 * @throws {Refusal} forbidden, not_found
 */
export function replaceMembers(
  context: Context,
  conversationId: string,
  people: NewMember[],
): Promise<void> {
  return writeAs(context, managesMembers, async (acting, writing) => {
    const wanted = eachOnce(people);
    const present = await membersOf(writing.tx, conversationId);
    const roles = new Map(present.map(({ userId, role }) => [userId, role]));
    const ids = new Set(idsOf(wanted));
    const accounts = await accountsOf(writing, [...ids]);
    const left = [...roles.keys()].filter((userId) => !ids.has(userId));
    await removeMembersByStaff(acting, writing, { conversationId, userIds: left });
    const changed = wanted.flatMap(({ userId, role }) => {
      const isOther = role && roles.has(userId) && role !== roles.get(userId);
      return isOther && accounts.has(userId) ? [{ userId, role }] : [];
    });
    await changeMembers(acting, writing, { conversationId, people: changed });
    const joined = wanted.filter(({ userId }) => !roles.has(userId));
    await addMembersByStaff(acting, writing, { conversationId, accounts, people: joined });
  });
}

/**
 * Records that the actor has seen everything up to `seq`.
 * @returns the unread count, or undefined if the position did not move
 */
export function markRead(
  context: Context,
  position: { conversationId: string; seq: number },
): Promise<{ unread: number } | undefined> {
  return writeAs(context, signedIn, ({ actor }, { tx }) =>
    moveRead(tx, { ...position, userId: actor.id }),
  );
}
