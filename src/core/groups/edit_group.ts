/** Saves the form of a group: name, description and members, all or nothing. */
import type { MemberRole } from "#wire/views.ts";
import { conversationById } from "#storage/conversations.ts";
import { membersOf } from "#storage/members.ts";
import { writeAs } from "../write_as.ts";
import type { Acting, Context } from "../context.ts";
import { type GroupInput, renameGroup, validGroup } from "./groups.ts";
import { managesGroups } from "../requirements.ts";
import { notFound } from "../refusals.ts";
import type { Writing } from "../log/write.ts";
import {
  accountsOf,
  addMembersByStaff,
  changeMembers,
  removeMembersByStaff,
  requirePeople,
} from "./member_steps.ts";

export interface GroupEdit extends GroupInput {
  /** The members when the form was shown. */
  shown: readonly string[];
  /** The members to save. */
  wanted: readonly { userId: string; role: MemberRole }[];
}

/**
 * Changes members by the difference to what the form showed, so that people whom others have added
 * or removed meanwhile stay so.
 * @throws {Refusal} forbidden, not_found, invalid (with its field)
 */
export function editGroup(context: Context, id: string, edit: GroupEdit): Promise<void> {
  return writeAs(context, managesGroups, async (acting, writing) => {
    const present = await conversationById(writing.tx, id);
    if (!present) throw notFound();
    const group = validGroup(edit, present);
    if (present.name !== group.name || present.description !== group.description) {
      await renameGroup(acting, writing, { id, ...group });
    }
    await saveMembers(acting, writing, { conversationId: id, edit });
  });
}

async function saveMembers(
  acting: Acting,
  writing: Writing,
  { conversationId, edit }: { conversationId: string; edit: GroupEdit },
): Promise<void> {
  const members = await membersOf(writing.tx, conversationId);
  // Members who were removed meanwhile stay removed. Ids that the form made up are ignored.
  const present = new Map(members.map(({ userId, role }) => [userId, role]));
  const listed = new Set(edit.shown);
  const shown = listed.intersection(present);
  const wanted = new Map(edit.wanted.map((person) => [person.userId, person.role]));
  const left = [...shown.difference(wanted)];
  await removeMembersByStaff(acting, writing, { conversationId, userIds: left });
  const joined = [...wanted].filter(([userId]) => !listed.has(userId));
  const accounts = await requirePeople(
    writing,
    joined.map(([userId]) => userId),
  );
  const people = joined.map(([userId, role]) => ({ userId, role }));
  await addMembersByStaff(acting, writing, { conversationId, people, accounts });
  const changed = [...wanted].filter(
    ([userId, role]) => shown.has(userId) && present.get(userId) !== role,
  );
  // Inactive accounts keep their role.
  const active = await accountsOf(
    writing,
    changed.map(([userId]) => userId),
  );
  await changeMembers(acting, writing, {
    conversationId,
    people: changed.flatMap(([userId, role]) => (active.has(userId) ? [{ userId, role }] : [])),
  });
}
