/** The queries of lists of people, on the rows of every_query.ts. */
import type { Queries } from "#storage/database.ts";
import * as bulkActs from "#storage/bulk_acts.ts";
import * as conversations from "#storage/conversations.ts";
import * as jobs from "#storage/jobs.ts";
import * as members from "#storage/members.ts";
import * as roster from "#storage/roster.ts";
import * as rosterChanges from "#storage/roster_changes.ts";
import * as users from "#storage/users.ts";

const at = "2026-11-02T08:00:00.000Z";
const now = "2026-11-02T09:00:00.000Z";
const later = "2026-12-02T08:00:00.000Z";
const group = "group";

const list = "list";
const inGroup = { conversationId: group, userId: "listed" };

export async function planLists(tx: Queries): Promise<void> {
  const act = {
    id: list,
    kind: "roster",
    courseId: "first",
    actorId: "ada",
    title: "a.csv",
    draft: "{}",
    at,
  };
  await bulkActs.insertBulkAct(tx, act);
  await bulkActs.insertBulkAct(tx, { ...act, id: "forgotten" });
  await bulkActs.saveBulkDraft(tx, { id: list, draft: '{"a":1}' });
  await bulkActs.bulkDraft(tx, list);
  await bulkActs.deleteBulkAct(tx, "forgotten");
  await bulkActs.startBulkAct(tx, { id: list, report: "{}", parts: ["{}", "{}", "{}"] });
  await bulkActs.openBulkActs(tx);
  await bulkActs.setBulkDone(tx, { actId: list, number: 0, done: "{}" });
  await bulkActs.setBulkDone(tx, { actId: list, number: 1, done: "{}" });
  await bulkActs.setBulkUndone(tx, { actId: list, number: 0, undone: "{}" });
  await bulkActs.startUndoing(tx, { id: list, by: "ada" });
  await bulkActs.setBulkState(tx, { id: list, from: ["undoing"], to: "applying", endedAt: null });
  await bulkActs.setBulkState(tx, { id: list, from: ["applying"], to: "applied", endedAt: at });
  const listed = { id: "listed", email: "listed@a.edu", username: "listed", name: "Listed" };
  await rosterChanges.insertUsers(tx, "first", [{ ...listed, role: "user", at }]);
  const old = { id: "old", email: "old@a.edu", username: "old", name: "Old", at, expiresAt: at };
  await users.insertUser(tx, { ...old, role: "guest" });
  const roles = [["listed", "tutor"]] as const;
  await rosterChanges.putRosterRoles(tx, { courseId: "first", at, roles });
  await members.insertMembers(tx, [{ ...inGroup, role: "member", joinedAt: at }]);
  await rosterChanges.insertSources(tx, { at, rows: [{ ...inGroup, source: "roster" }] });
  await rosterChanges.putFacts(tx, "first", [["listed", "number", "4417801"]]);
  const unused = { id: "unused", courseId: "first", ownerId: "ada", name: "Unused", at };
  await conversations.insertConversations(tx, [{ ...unused, description: "" }]);
}

export async function readLists(db: Queries): Promise<void> {
  const ids = ["listed"];
  await bulkActs.bulkActById(db, list);
  await bulkActs.bulkActsOf(db, { courseId: "first", kinds: ["roster"], limit: 5 });
  await bulkActs.bulkParts(db, list);
  await bulkActs.nextBulkPart(db, { actId: list, from: 0 });
  await bulkActs.lastBulkPart(db, { actId: list, to: 20_000 });
  await roster.courseGroups(db, "first");
  await roster.coursePeople(db, { courseId: "first", now });
  await roster.accountsOfKeys(db, { keys: ["listed@a.edu", "guest@a.edu"], now });
  await roster.courseStaffAmong(db, ids);
  await roster.factsAbout(db, "listed");
  await rosterChanges.takenUsernames(db, ids);
  await rosterChanges.rosterRoles(db, "first", ids);
  await rosterChanges.membershipsAmong(db, [inGroup]);
  await rosterChanges.membershipsInCourse(db, "first", ids);
  await rosterChanges.factsOfPeople(db, "first", ids);
  await rosterChanges.emptyGroups(db, "first", ["unused"]);
}

export async function changeByList(tx: Queries): Promise<void> {
  const ids = ["listed"];
  const course = "first";
  await rosterChanges.takeSeqsInCourse(tx, course, [[group, 1]]);
  await rosterChanges.letGo(tx, [inGroup]);
  await members.insertMembers(tx, [{ ...inGroup, role: "member", joinedAt: at }]);
  await rosterChanges.endMemberships(tx, [inGroup]);
  const gone = await rosterChanges.takeFromCourse(tx, course, ids);
  await rosterChanges.putBackInCourse(tx, course, gone);
  await rosterChanges.deleteRosterRoles(tx, course, ids);
  await rosterChanges.forgetFacts(tx, course, ids);
  await rosterChanges.deleteFacts(tx, course, [["listed", "number"]]);
  await rosterChanges.deleteFactsAbout(tx, "listed");
  await rosterChanges.releaseEmails(tx, { keys: ["old@a.edu"], at: later });
  await rosterChanges.eraseUnused(tx, { ids, at });
  await jobs.makeDue(tx, { name: "bulk_acts", dueMs: 1 });
  await bulkActs.forgetBulkActs(tx, { draftsBefore: at, partsBefore: later });
}
