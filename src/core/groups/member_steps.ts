/** Steps within other verbs' transactions: adding and removing members, changing roles. */
import { groupLimits } from "#wire/limits.ts";
import type { MemberRole } from "#wire/views.ts";
import { deleteMember, insertMember, membership, updateMemberRole } from "#storage/members.ts";
import { userInUse } from "#storage/users.ts";
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

/** Each person once, in the order of their first mention. */
export function eachOnce(people: readonly NewMember[]): NewMember[] {
  const byId = new Map(people.toReversed().map((person) => [person.userId, person]));
  return [...byId.values()].toReversed();
}

/**
 * Refuses a choice of people that includes an inactive account or is too large for one action. A
 * person may be in several groups of it.
 * @throws {Refusal} invalid, with the field `members`
 */
export async function requirePeople(
  { tx, now }: Pick<Writing, "tx" | "now">,
  userIds: readonly string[],
): Promise<void> {
  if (userIds.length > groupLimits.membershipsAtOnce) {
    const max = groupLimits.membershipsAtOnce;
    const details = { field: "members", reason: "members_many", params: { max } } as const;
    throw new Refusal("invalid", details);
  }
  for (const userId of new Set(userIds)) {
    if (await userInUse(tx, { id: userId, now })) continue;
    throw new Refusal("invalid", { field: "members", reason: "members_gone" });
  }
}

/**
 * Like `addMember`, but audited if staff add themselves: as members they are not audited for
 * reading, so joining and leaving is audited instead.
 */
export async function addMemberByStaff(
  acting: Acting,
  writing: Writing,
  member: MemberKey & { role?: MemberRole },
): Promise<void> {
  const isNew = await addMember(acting, writing, member);
  if (isNew) await recordOwn(acting, writing, { verb: "conversation.join", ...member });
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
  { conversationId, userId, role = "member" }: MemberKey & { role?: MemberRole },
): Promise<boolean> {
  const { tx, now, append } = writing;
  if (await membership(tx, { conversationId, userId })) return false;
  const user = await userInUse(tx, { id: userId, now });
  if (!user) throw notFound();
  await insertMember(tx, { conversationId, userId, role, at: now });
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
