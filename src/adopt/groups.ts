import { groupLimits } from "#wire/limits.ts";
import { asStorable, isBlank, severalLines } from "#wire/text.ts";
import { firstCourseId } from "#storage/courses.ts";
import { removalsFrom, wasDeleted } from "#storage/adopted.ts";
import {
  conversationById,
  insertConversations,
  updateConversation,
} from "#storage/conversations.ts";
import type { LooseRow } from "#storage/original.ts";
import { firstAdmin } from "#storage/people.ts";
import { usersByIds } from "#storage/users.ts";
import { type AdoptionWithPeople, adoptInOne } from "./adoption.ts";
import { ghost } from "./people.ts";
import {
  asId,
  atMost,
  asMemberRole,
  asName,
  asText,
  asTime,
  listOfNames,
  storedId,
} from "./values.ts";
import { appendMembers, type BulkMember, inSteps } from "#core/log/bulk_posts.ts";
import type { Writing } from "#core/log/write.ts";

export interface AdoptedGroup {
  id: string;
  /** The id as in the source, for its queries. */
  sourceId: unknown;
  madeAt: string;
}

const membersAtOnce = 500;

/**
 * Imports groups in the order of their creation, each in a transaction, and its members in further
 * ones.
 */
export async function adoptGroups(adoption: AdoptionWithPeople): Promise<AdoptedGroup[]> {
  const { original } = adoption;
  const membersOf = Map.groupBy(original.members(), (row) => asId(row["conversation_id"]) ?? "");
  const rows = original
    .conversations()
    .toSorted((one, other) => (made(one) < made(other) ? -1 : made(one) > made(other) ? 1 : 0));
  const groups: AdoptedGroup[] = [];
  for (const row of rows) {
    const sourceId = asId(row["id"]) ?? "";
    const own = membersOf.get(sourceId) ?? [];
    const group = await adoptInOne(adoption, (step, writing) =>
      adoptGroup(step, writing, { row, members: own }),
    );
    if (!group) continue;
    groups.push(group);
    membersOf.delete(sourceId);
    for (const some of inSteps(own, membersAtOnce)) {
      await adoptInOne(adoption, (step, writing) =>
        adoptMembers(step, writing, { group, rows: some }),
      );
    }
  }
  for (const [id, rest] of membersOf) {
    adoption.report.count("members", "skipped", rest.length);
    adoption.report.note("Members of missing groups were left out.", id || "no group");
  }
  return groups;
}

async function adoptGroup(
  adoption: AdoptionWithPeople,
  writing: Writing,
  { row, members }: { row: LooseRow; members: LooseRow[] },
): Promise<AdoptedGroup | undefined> {
  const { report } = adoption;
  const { tx, now } = writing;
  const sourceId = asId(row["id"]);
  const id = sourceId === undefined ? undefined : storedId(sourceId);
  const name = asName(row["name"], groupLimits.nameChars);
  if (id === undefined || (await wasDeleted(tx, id))) {
    report.count("groups", "skipped");
    const why =
      id === undefined
        ? "Groups without an id were left out."
        : "Groups deleted here stay deleted.";
    report.note(why, name || id || "no name");
    return undefined;
  }
  const madeAt = asTime(row["created_at"]) ?? now;
  const group = { id, sourceId: row["id"], madeAt };
  if (await conversationById(tx, id)) {
    report.count("groups", "present");
    return group;
  }
  if (name !== asName(row["name"], Infinity)) {
    report.note("Names of groups that were too long were shortened.", name);
  }
  const texts = {
    name: name || (await namesOf(adoption, writing, members)),
    description: descriptionOf(row),
  };
  if (!name) report.note("Groups without a name got the names of their members.", texts.name);
  const ownerId = await ownerOf(adoption, writing, { row, members });
  await insertConversations(tx, [{ id, courseId: firstCourseId, ownerId, ...texts, at: madeAt }]);
  await updateConversation(tx, { id, ...texts, at: asTime(row["updated_at"]) ?? madeAt });
  report.count("groups", "adopted");
  return group;
}

function descriptionOf(row: LooseRow): string {
  const text = severalLines(asStorable(asText(row["description"]) ?? "")).trim();
  return isBlank(text) ? "" : atMost(text, groupLimits.descriptionChars);
}

/** What the original displayed for a nameless conversation between a few people. */
async function namesOf(
  { people }: AdoptionWithPeople,
  writing: Writing,
  members: LooseRow[],
): Promise<string> {
  // More names than a name of a group has room for.
  const first = members.slice(0, groupLimits.nameChars);
  const ids = first.map((row) => people.get(asId(row["user_id"]) ?? "") ?? "");
  const users = await usersByIds(writing.tx, [...new Set(ids)]);
  const byId = new Map(users.map(({ id, name }) => [id, name]));
  const names = ids.flatMap((id) => byId.get(id) || []);
  return listOfNames(names, groupLimits.nameChars) || "Group";
}

async function ownerOf(
  { people, report }: AdoptionWithPeople,
  writing: Writing,
  { row, members }: { row: LooseRow; members: LooseRow[] },
): Promise<string> {
  const owner = people.get(asId(row["owner_id"]) ?? "");
  if (owner !== undefined) return owner;
  report.note(
    "Groups whose owner has no account belong to another member or to an administrator.",
    asText(row["name"]) || asId(row["id"])!,
  );
  const first = members.find((member) => asMemberRole(member["role"]) === "owner");
  const member = people.get(asId(first?.["user_id"]) ?? "");
  if (member !== undefined) return member;
  const admin = await firstAdmin(writing.tx, writing.now);
  return admin?.id ?? ghost(writing, "adopted-unknown-owner");
}

async function adoptMembers(
  { people, report }: AdoptionWithPeople,
  writing: Writing,
  { group, rows }: { group: AdoptedGroup; rows: LooseRow[] },
): Promise<void> {
  const removed = new Set(
    (await removalsFrom(writing.tx, group.id)).map(
      (data) => (JSON.parse(data) as { userId: string }).userId,
    ),
  );
  const ids = rows.flatMap((row) => people.get(asId(row["user_id"]) ?? "") ?? []);
  const users = await usersByIds(writing.tx, [...new Set(ids)]);
  const present = new Set(users.map(({ id }) => id));
  const wanted: BulkMember[] = [];
  for (const row of rows) {
    const sourceId = asId(row["user_id"]) ?? "";
    const userId = people.get(sourceId);
    if (userId === undefined || !present.has(userId)) {
      report.count("members", "skipped");
      report.note("Members without an account were left out.", sourceId || "no account");
    } else if (removed.has(userId)) {
      report.count("members", "skipped");
      report.note("Members who were removed here stay removed.", userId);
    } else {
      const joinedAt = asTime(row["joined_at"]) ?? group.madeAt;
      wanted.push({ userId, role: asMemberRole(row["role"]), joinedAt });
    }
  }
  const added = await appendMembers(writing, group.id, wanted);
  report.count("members", "adopted", added);
  report.count("members", "present", wanted.length - added);
}

function made(row: LooseRow): string {
  return asTime(row["created_at"]) ?? "9";
}
