/** The queries of groups that are put away, archived or deleted, on the rows of every_query.ts. */
import * as archive from "#storage/archive.ts";
import * as bin from "#storage/bin.ts";
import * as conversations from "#storage/conversations.ts";
import * as courses from "#storage/courses.ts";
import type { Queries } from "#storage/database.ts";
import * as groupActs from "#storage/group_acts.ts";
import * as modes from "#storage/modes.ts";
import * as favourites from "#storage/favourites.ts";
import * as invites from "#storage/invites.ts";
import * as lists from "#storage/lists.ts";
import * as rounds from "#storage/rounds.ts";
import * as standing from "#storage/standing.ts";
import { readWorkbenches } from "./workbench_queries.ts";

const now = "2026-11-02T09:00:00.000Z";
const later = "2026-12-02T08:00:00.000Z";
const group = "group";

const inFirst = { courseId: "first", ids: [group] };

/** Each comes back. */
export async function putGroupsAway(tx: Queries): Promise<void> {
  await groupActs.peopleInGroups(tx, [group]);
  await modes.modeOf(tx, group);
  await standing.standingIn(tx, { userId: "ada", now }, group);
  for (const at of [now, null]) {
    await archive.setGroupArchived(tx, { id: group, at });
    await rounds.setChapter(tx, {
      id: group,
      chapter: at === null ? null : { set: "Reviews", round: 1 },
    });
    await lists.entriesOfMember(tx, "ada");
    await conversations.listedOfMember(tx, "ada");
    await courses.setArchived(tx, { id: "first", at, now });
    await archive.archiveStateOf(tx, group);
    await groupActs.groupStates(tx, inFirst);
    await bin.moveToBin(tx, { id: group, at: now, by: "ada" });
    await groupActs.groupStates(tx, inFirst);
    await bin.moveFromBin(tx, group);
    await readWorkbenches(tx);
  }
  await favourites.insertFavourite(tx, { userId: "ada", conversationId: group });
  const ada = { userId: "ada", seesAll: true, isCourseStaff: true };
  await bin.moveToBin(tx, { id: group, at: now, by: "ada" });
  await bin.deletedGroups(tx, ada);
  await bin.deletedGroup(tx, ada, group);
  await bin.membersInBin(tx, group);
  await bin.oldInBin(tx, { before: later, limit: 9 });
  await bin.mergeInBin(tx, { fromId: "none", toId: "ada" });
  await bin.moveFromBin(tx, group);
  await groupActs.managesCourse(tx, { courseId: "first", userId: "ada", now });
  await invites.deleteInvitesTo(tx, "none");
}
