/** The queries of reports and cases, on the rows of every_query.ts. */
import type { Queries } from "#storage/database.ts";
import * as changes from "#storage/case_changes.ts";
import * as cases from "#storage/cases.ts";
import { guestMembershipsIn, placesToReturn } from "#storage/guest_places.ts";
import { standingIn } from "#storage/standing.ts";
import * as mutes from "#storage/mutes.ts";
import { ranksIn } from "#storage/ranks.ts";
import { messageById, messagesAfter } from "#storage/messages.ts";

const at = "2026-11-02T08:00:00.000Z";
const later = "2026-12-02T08:00:00.000Z";
const group = "group";

/** Leaves one case, about which everything has been decided. */
export async function changeCases(tx: Queries): Promise<void> {
  const message = await messageById(tx, "message 1");
  const subjectId = message!.senderId;
  const about = { courseId: "first", conversationId: group, subjectId, reason: "insult" } as const;
  const text = { content: "rude", contentAt: at, at };
  await cases.insertCase(tx, { ...about, ...text, id: "case", messageId: "message 1" });
  await cases.insertCase(tx, {
    ...about,
    ...text,
    id: "person",
    messageId: null,
    subjectId: "bob",
    noticed: { by: "rule", what: "rude" },
  });
  const report = { userId: "bob", reason: "insult", words: "again", content: "rude", at } as const;
  for (const caseId of ["case", "person"]) await changes.insertReport(tx, { ...report, caseId });
  await changes.touchCase(tx, { id: "case", at });
  await changes.claimCase(tx, { id: "case", by: "bob", until: later });
  await cases.hasOpenCase(tx, group);
  await cases.latestCaseOfMessage(tx, "message 1");
  await cases.openCaseOfPerson(tx, { conversationId: group, userId: "bob" });
  await cases.decidersOf(tx, { caseId: "person", now: at });
  await changes.reportsOf(tx, "case");
  const decision = { id: "case", decision: "warn", text: "Please don't", by: "bob", at } as const;
  await changes.decideCase(tx, {
    ...decision,
    isForPerson: true,
    muteUntil: later,
    leftGroups: [group],
  });
  await changes.claimCase(tx, { id: "case", by: "bob", until: later });
  await changes.appealCase(tx, { id: "case", text: "a quotation", at });
  const end = { id: "case", outcome: "kept", text: "It stays", by: "bob", at } as const;
  await changes.closeAppeal(tx, end);
  await changes.claimCase(tx, { id: "case", by: "bob", until: later });
  const viewer = { userId: "gone", seesAll: true, isCourseStaff: true };
  for (const list of ["open", "mine", "decided"] as const) {
    await cases.casesInScope(tx, viewer, { list, courseId: "", limit: 9, offset: 0 });
    await cases.countCases(tx, viewer, { list, courseId: "first" });
  }
  await cases.caseInScope(tx, viewer, "case");
  await cases.earlierCases(tx, viewer, { id: "person", subjectId, limit: 9 });
  await cases.casesAbout(tx, { userId: subjectId, limit: 9 });
  await cases.caseAbout(tx, { id: "case", userId: subjectId });
  await changes.reportsBy(tx, { userId: "bob", limit: 9 });
  await changes.markAnswersSeen(tx, "bob");
  await changes.forgetReporter(tx, "gone");
  await changes.deleteCasesIn(tx, "erased");
  const mute = { courseId: "first", conversationId: group, userId: "bob" };
  // By the database's clock.
  const untilAt = "2999-12-31T00:00:00.000Z";
  const lasting = { ...mute, caseId: null, id: "mute", reason: "rude", untilAt, createdAt: at };
  await mutes.putMute(tx, { ...lasting, actorId: "ada" });
  await mutes.putMute(tx, {
    ...lasting,
    id: "case",
    caseId: "case",
    actorId: "ada",
    userId: "ada",
  });
  await standingIn(tx, { userId: "ada", now: at }, group);
  await mutes.mutesOf(tx, { userId: "ada", now: at });
  const staff = { userId: "ada", seesAll: false, isCourseStaff: true };
  await mutes.mutesInScope(tx, staff, { userId: "ada", now: at });
  await mutes.mutesIn(tx, { conversationId: group, now: at });
  await ranksIn(tx, { conversationId: group, actorId: "ada", userId: "bob" });
  await mutes.oldMutes(tx, { before: "9", limit: 9 });
  await mutes.deleteMutes(tx, ["none"]);
  await mutes.deleteMutesIn(tx, "erased");
  await mutes.endMute(tx, mute);
  await mutes.endMute(tx, { ...mute, userId: "ada" });
  await guestMembershipsIn(tx, { courseId: "first", userId: "guest" });
  const left = { courseId: "first", userId: "guest", now: "2026-01-01", conversationIds: [group] };
  await placesToReturn(tx, left);
  await messagesAfter(tx, { conversationId: group, afterSeq: 0, limit: 3 });
}
