/**
 * Saves the form of a group: name, description and members, all or nothing unless there are
 * thousands of changes.
 */
import { isoNow } from "#kit/clock.ts";
import { conversationById } from "#storage/conversations.ts";
import type { Queries } from "#storage/database.ts";
import { rolesOfMembers } from "#storage/members.ts";
import { writeAs } from "../write_as.ts";
import type { Acting, Context } from "../context.ts";
import { type GroupInput, renameGroup, validGroup } from "./groups.ts";
import { putGroupInSet } from "./group_sets.ts";
import { requireRight } from "./next_seq.ts";
import { managesMembers } from "../requirements.ts";
import { notFound } from "../refusals.ts";
import type { Writing } from "../log/write.ts";
import {
  applyParts,
  changeMembership,
  countOfChanges,
  type MemberChanges,
  partsOfChanges,
} from "./member_parts.ts";
import { type NewMember, requireFew, requirePeople } from "./member_steps.ts";

/** Tutors change members only, and leave out the name and the description. */
export interface GroupEdit extends Partial<GroupInput> {
  /** The set to put it into, or null for none; it stays where it is if this is missing. */
  setId?: string | null;
  /** The members when the form was shown. */
  shown: readonly string[];
  /** The members to save. */
  wanted: readonly NewMember[];
}

/**
 * Changes members by the difference to what the form showed, so that people whom others have added
 * or removed meanwhile stay so.
 * @throws {Refusal} forbidden, not_found, invalid (with its field); conflict, if only some of
 * thousands of members were changed
 */
export async function editGroup(context: Context, id: string, edit: GroupEdit): Promise<void> {
  managesMembers(context.actor);
  const outside = { tx: context.db, now: isoNow(context.clock) };
  const texts = textsOf(edit);
  const right = texts ? "manage" : "members";
  const { courseId } = await requireRight(context, outside, { conversationId: id, right });
  const changes = await changesOf(context.db, id, edit);
  requireFew(countOfChanges(changes));
  const parts = partsOfChanges(changes);
  if (parts.length > 1) {
    await requirePeople(context, outside, { courseId, people: changes.joined });
  }
  await applyParts(context, {
    parts,
    sizeOf: countOfChanges,
    apply: (part, index) =>
      writeAs(context, managesMembers, async (acting, writing) => {
        await requireRight(acting, writing, { conversationId: id, right });
        if (index === 0 && texts) {
          await saveTexts(acting, writing, { id, texts });
          if (edit.setId !== undefined) {
            await putGroupInSet(writing, { courseId, id, setId: edit.setId });
          }
        }
        await requirePeople(acting, writing, { courseId, people: part.joined });
        await changeMembership(acting, writing, { conversationId: id, ...part });
      }),
  });
}

function textsOf({ name, description = "" }: GroupEdit): GroupInput | undefined {
  return name === undefined ? undefined : { name, description };
}

async function saveTexts(
  acting: Acting,
  writing: Writing,
  { id, texts }: { id: string; texts: GroupInput },
): Promise<void> {
  const present = await conversationById(writing.tx, id);
  if (!present) throw notFound();
  const group = validGroup(texts, present);
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
    changed: [...wanted.values()].flatMap(({ userId, role }) =>
      role && shown.has(userId) && present.get(userId) !== role ? [{ userId, role }] : [],
    ),
    joined: [...wanted.values()].filter(({ userId }) => !listed.has(userId)),
  };
}
