import type { MemberRole, MemberView } from "#wire/views.ts";
import { type MembershipKey, membershipsOf, moveRead, rolesOfMembers } from "#storage/members.ts";
import { managesMembers, signedIn } from "../requirements.ts";
import { writeAs } from "../write_as.ts";
import type { Context } from "../context.ts";
import { notFound } from "../refusals.ts";
import { requireChosen } from "./audience.ts";
import { getGroup } from "./groups.ts";
import { requireRight } from "./next_seq.ts";
import {
  applyParts,
  changeMembership,
  countOfChanges,
  type MemberChanges,
  partsOfChanges,
} from "./member_parts.ts";
import {
  accountsOf,
  changeRoles,
  eachOnce,
  type NewMember,
  removeMembersByStaff,
  requireFew,
  requireMembers,
} from "./member_steps.ts";

/** The members of a group that the actor may see. @throws {Refusal} not_found */
export async function listMembers(
  context: Context,
  conversationId: string,
): Promise<readonly MemberView[]> {
  const { db, actor, keptMembers } = context;
  return db.snapshot(async (state) => {
    const group = await getGroup({ db: state, actor }, conversationId);
    return keptMembers.of(state, group);
  });
}

/** The actor's memberships, by conversation. */
export async function membershipsOfActor({ db, actor }: Context): Promise<Map<string, MemberRole>> {
  const rows = await membershipsOf(db, actor.id);
  return new Map(rows.map((row) => [row.conversationId, row.role]));
}

/**
 * Adds people to a group; existing members stay unchanged.
 * @throws {Refusal} forbidden, not_found; invalid, if they are too many; conflict, if only some of
 * thousands were added
 */
export function addMembers(
  context: Context,
  conversationId: string,
  people: readonly NewMember[],
): Promise<void> {
  return saveMembers(context, conversationId, {
    left: [],
    changed: [],
    joined: eachOnce(people),
  });
}

/** @throws {Refusal} forbidden, not_found; conflict, for a group that follows its course */
export function removeFromGroup(
  context: Context,
  { conversationId, userId }: MembershipKey,
): Promise<void> {
  return writeAs(context, managesMembers, async (acting, writing) => {
    await requireRight(acting, writing, { conversationId, right: "members" });
    await requireChosen(writing, { conversationId, adds: false, left: [userId] });
    const keys = { conversationId, userIds: [userId] };
    const removed = await removeMembersByStaff(acting, writing, keys);
    if (!removed.has(userId)) throw notFound();
  });
}

/** @throws {Refusal} forbidden, not_found, also for an inactive account */
export function changeMemberRole(
  context: Context,
  { conversationId, ...change }: MembershipKey & { role: MemberRole },
): Promise<void> {
  return writeAs(context, managesMembers, async (acting, writing) => {
    await requireRight(acting, writing, { conversationId, right: "members" });
    const accounts = await accountsOf(writing, [change.userId]);
    if (!accounts.has(change.userId)) throw notFound();
    await requireMembers(writing, [{ conversationId, userId: change.userId }]);
    await changeRoles(acting, writing, { conversationId, people: [change], accounts });
  });
}

/**
 * Makes exactly these people the members; inactive accounts keep their role.
 * @throws {Refusal} as `addMembers`
 */
export async function replaceMembers(
  context: Context,
  conversationId: string,
  people: readonly NewMember[],
): Promise<void> {
  managesMembers(context.actor);
  const wanted = eachOnce(people);
  const present = await rolesOfMembers(context.db, conversationId);
  const roles = new Map(present.map(({ userId, role }) => [userId, role]));
  const ids = new Set(wanted.map(({ userId }) => userId));
  await saveMembers(context, conversationId, {
    left: [...roles.keys()].filter((userId) => !ids.has(userId)),
    changed: wanted.flatMap(({ userId, role }) =>
      role && roles.has(userId) && role !== roles.get(userId) ? [{ userId, role }] : [],
    ),
    joined: wanted.filter(({ userId }) => !roles.has(userId)),
  });
}

async function saveMembers(
  context: Context,
  conversationId: string,
  changes: MemberChanges,
): Promise<void> {
  managesMembers(context.actor);
  requireFew(countOfChanges(changes));
  await applyParts(context, {
    parts: partsOfChanges(changes),
    sizeOf: countOfChanges,
    apply: (part) =>
      writeAs(context, managesMembers, (acting, writing) =>
        changeMembership(acting, writing, { conversationId, ...part }),
      ),
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
