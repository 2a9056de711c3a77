/**
 * Saves the form of a group: name, description and members, all or nothing unless there are
 * thousands of changes.
 */
import { isoNow } from "#kit/clock.ts";
import type { MemberRole } from "#wire/views.ts";
import { conversationById } from "#storage/conversations.ts";
import type { Queries } from "#storage/database.ts";
import { rolesOfMembers } from "#storage/members.ts";
import { writeAs } from "../write_as.ts";
import type { Acting, Context } from "../context.ts";
import { type GroupInput, renameGroup, validGroup } from "./groups.ts";
import { managesGroups } from "../requirements.ts";
import { notFound } from "../refusals.ts";
import type { Writing } from "../log/write.ts";
import {
  applyParts,
  changeMembership,
  countOfChanges,
  type MemberChanges,
  partsOfChanges,
} from "./member_parts.ts";
import { requireFew, requirePeople } from "./member_steps.ts";

export interface GroupEdit extends GroupInput {
  /** The members when the form was shown. */
  shown: readonly string[];
  /** The members to save. */
  wanted: readonly { userId: string; role: MemberRole }[];
}

/**
 * Changes members by the difference to what the form showed, so that people whom others have added
 * or removed meanwhile stay so.
 * @throws {Refusal} forbidden, not_found, invalid (with its field); conflict, if only some of
 * thousands of members were changed
 */
export async function editGroup(context: Context, id: string, edit: GroupEdit): Promise<void> {
  managesGroups(context.actor);
  const changes = await changesOf(context.db, id, edit);
  requireFew(countOfChanges(changes));
  const parts = partsOfChanges(changes);
  if (parts.length > 1) {
    const now = isoNow(context.clock);
    await requirePeople({ tx: context.db, now }, idsOf(changes.joined));
  }
  await applyParts(context, {
    parts,
    sizeOf: countOfChanges,
    apply: (part, index) =>
      writeAs(context, managesGroups, async (acting, writing) => {
        if (index === 0) await saveTexts(acting, writing, { id, edit });
        await requirePeople(writing, idsOf(part.joined));
        await changeMembership(acting, writing, { conversationId: id, ...part });
      }),
  });
}

const idsOf = (people: readonly { userId: string }[]) => people.map(({ userId }) => userId);

async function saveTexts(
  acting: Acting,
  writing: Writing,
  { id, edit }: { id: string; edit: GroupInput },
): Promise<void> {
  const present = await conversationById(writing.tx, id);
  if (!present) throw notFound();
  const group = validGroup(edit, present);
  if (present.name !== group.name || present.description !== group.description) {
    await renameGroup(acting, writing, { id, ...group });
  }
}

async function changesOf(db: Queries, id: string, edit: GroupEdit): Promise<MemberChanges> {
  const members = await rolesOfMembers(db, id);
  // Members who were removed meanwhile stay removed. Ids that the form made up are ignored.
  const present = new Map(members.map(({ userId, role }) => [userId, role]));
  const listed = new Set(edit.shown);
  const shown = listed.intersection(present);
  const wanted = new Map(edit.wanted.map((person) => [person.userId, person]));
  return {
    left: [...shown.difference(wanted)],
    changed: [...wanted.values()].filter(
      ({ userId, role }) => shown.has(userId) && present.get(userId) !== role,
    ),
    joined: [...wanted.values()].filter(({ userId }) => !listed.has(userId)),
  };
}
