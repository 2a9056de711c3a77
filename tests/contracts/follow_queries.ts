/** The queries of groups for everyone in a course, on the rows of every_query.ts. */
import type { Queries } from "#storage/database.ts";
import * as follows from "#storage/course_follows.ts";
import * as asked from "#storage/asked_groups.ts";
import { putCourseRole } from "#storage/course_people.ts";
import * as notes from "#storage/course_notes.ts";
import { insertSources } from "#storage/roster_changes.ts";
import { beginDay } from "./workbench_queries.ts";

const group = "group";
const now = "2026-11-02T09:00:00.000Z";

export async function beForEveryone(tx: Queries): Promise<void> {
  await beginDay(tx);
  await follows.setAudience(tx, { id: group, audience: "everyone" });
}

export async function followCourse(tx: Queries): Promise<void> {
  const twin = { courseId: "first", userId: "twin", role: "student", source: "hand" } as const;
  await putCourseRole(tx, { ...twin, at: now });
  const guest = { conversationId: group, userId: "guest", source: notes.byCourse };
  await insertSources(tx, { at: now, rows: [guest] });
  await follows.audienceOf(tx, group);
  await notes.notePlaces(tx, "first", ["bob"]);
  await notes.notePlacesOf(tx, "ada");
  await notes.noteEveryone(tx, "first");
  const people = await follows.followersToDo(tx, 9);
  await asked.setAskedBy(tx, { id: group, userId: "twin" });
  await asked.groupsAskedBy(tx, "twin");
  await asked.renameInBin(tx, { id: "none", name: "Team and Twin" });
  await asked.coursesToAsk(tx, { userId: "twin", now });
  await asked.staffInCourse(tx, "first");
  await follows.audienceOf(tx, group);
  await follows.followingGroups(tx, ["first"]);
  const userIds = people.map(({ userId }) => userId);
  await follows.placesInCourses(tx, { courseIds: ["first"], userIds });
  await follows.membershipsInCourses(tx, { courseIds: ["first"], userIds });
  await follows.endFollowing(tx, people);
  await follows.keepMembers(tx, group);
}
