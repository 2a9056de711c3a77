import { removalsFrom, wasDeleted } from "#storage/adopted.ts";
import {
  conversationById,
  insertConversation,
  updateConversation,
} from "#storage/conversations.ts";
import type { LooseRow } from "#storage/original.ts";
import { firstAdmin } from "#storage/people.ts";
import { activeUserById } from "#storage/users.ts";
import type { Adoption, People } from "./adopt_people.ts";
import { ghost } from "./adopt_people.ts";
import { asId, asMemberRole, asText, asTime } from "./adopt_values.ts";
import { appendMembers, type BulkMember } from "./bulk_posts.ts";
import { groupLimits } from "./conversations.ts";
import { write, type Writing } from "./events.ts";

export interface AdoptionWithPeople extends Adoption {
  people: People;
}

export interface AdoptedGroup {
  id: string;
  /** As the source holds it, for its queries. */
  sourceId: unknown;
  madeAt: string;
}

/** Groups in the order of their making, each with its members; all in one transaction. */
export async function adoptGroups(adoption: AdoptionWithPeople): Promise<AdoptedGroup[]> {
  const { services, original } = adoption;
  const members = Map.groupBy(original.members(), (row) => asId(row["conversation_id"]) ?? "");
  const rows = original
    .conversations()
    .toSorted((one, other) => (made(one) < made(other) ? -1 : made(one) > made(other) ? 1 : 0));
  return write(services, async (writing) => {
    const groups: AdoptedGroup[] = [];
    for (const row of rows) {
      const own = members.get(asId(row["id"]) ?? "") ?? [];
      const group = await adoptGroup(adoption, writing, { row, members: own });
      if (!group) continue;
      groups.push(group);
      members.delete(group.id);
      await adoptMembers(adoption, writing, { group, rows: own });
    }
    for (const [id, rest] of members) {
      adoption.report.count("members", "skipped", rest.length);
      adoption.report.note("Members of groups that are not taken over", id || "without group");
    }
    return groups;
  });
}

async function adoptGroup(
  adoption: AdoptionWithPeople,
  writing: Writing,
  { row, members }: { row: LooseRow; members: LooseRow[] },
): Promise<AdoptedGroup | undefined> {
  const { report } = adoption;
  const { tx, now } = writing;
  const id = asId(row["id"]);
  const name = (asText(row["name"]) ?? "").replace(/\s+/g, " ").trim();
  if (id === undefined || (await wasDeleted(tx, id))) {
    report.count("groups", "skipped");
    const why = id === undefined ? "Groups without an id" : "Groups that were deleted here";
    report.note(why, name || "without name");
    return undefined;
  }
  const madeAt = asTime(row["created_at"]) ?? now;
  const group = { id, sourceId: row["id"], madeAt };
  if (await conversationById(tx, id)) {
    report.count("groups", "present");
    return group;
  }
  if (name.length > groupLimits.nameChars) report.note("Names of groups were shortened", name);
  const texts = {
    name: (name || "Group").slice(0, groupLimits.nameChars),
    description: (asText(row["description"]) ?? "").trim().slice(0, groupLimits.descriptionChars),
  };
  const ownerId = await ownerOf(adoption, writing, { row, members });
  await insertConversation(tx, { id, ownerId, ...texts, at: madeAt });
  await updateConversation(tx, { id, ...texts, at: asTime(row["updated_at"]) ?? madeAt });
  report.count("groups", "adopted");
  return group;
}

async function ownerOf(
  { people, report }: AdoptionWithPeople,
  writing: Writing,
  { row, members }: { row: LooseRow; members: LooseRow[] },
): Promise<string> {
  const owner = people.get(asId(row["owner_id"]) ?? "");
  if (owner !== undefined) return owner;
  report.note("Groups without an owner got another one", asText(row["name"]) ?? asId(row["id"])!);
  const first = members.find((member) => asMemberRole(member["role"]) === "owner");
  const member = people.get(asId(first?.["user_id"]) ?? "");
  if (member !== undefined) return member;
  const admin = await firstAdmin(writing.tx);
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
  const wanted: BulkMember[] = [];
  for (const row of rows) {
    const sourceId = asId(row["user_id"]) ?? "";
    const userId = people.get(sourceId);
    if (userId === undefined || !(await activeUserById(writing.tx, userId))) {
      report.count("members", "skipped");
      report.note("Members whose account is not there", sourceId || "without account");
    } else if (removed.has(userId)) {
      report.count("members", "skipped");
      report.note("Members who were taken out here", userId);
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
