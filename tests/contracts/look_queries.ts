/** The queries of the staff log and of looks, on the rows of every_query.ts. */
import * as audit from "#storage/audit.ts";
import type { Queries } from "#storage/database.ts";
import * as chain from "#storage/log_chain.ts";
import * as looks from "#storage/looks.ts";

const group = "group";
const at = "2026-11-02T08:00:00.000Z";
const now = "2026-11-02T09:00:00.000Z";
const page = { limit: 9, offset: 0 };

export async function recordActs(tx: Queries): Promise<void> {
  const about = { at, actorId: "ada", subjectId: "bob" };
  const unchained = { number: 1, previous: "", salt: "salt", commitment: "", hash: "1" };
  await chain.newestEntry(tx, group);
  await chain.insertAct(tx, {
    ...about,
    ...unchained,
    id: "act",
    verb: "user.create",
    conversationId: group,
    courseId: "first",
    detail: "user",
  });
  await chain.insertAct(tx, {
    ...about,
    ...unchained,
    number: 2,
    id: "visit",
    verb: "user.read",
    conversationId: null,
    courseId: null,
    detail: null,
  });
  await chain.newestEntry(tx, group);
  await chain.insertCheckpoint(tx, { number: 2, hash: "1", at, key: "key", signature: "none" });
  await chain.newestCheckpoint(tx);
  await chain.allCheckpoints(tx);
  await chain.entriesAfter(tx, { after: 0, limit: 9 });
  await chain.eraseDetails(tx, "none");
}

export async function lookIn(tx: Queries): Promise<void> {
  await readLog(tx);
  await forgetActs(tx);
  const look = { id: "look", conversationId: group, actorId: "ada", isAdmin: true, at };
  await looks.insertLook(tx, { ...look, reason: "Report" });
  await chain.newestEntry(tx, group);
  await chain.courseOfGroup(tx, group);
  await looks.asksForReason(tx, group);
  await looks.openLook(tx, { conversationId: group, actorId: "ada", since: at });
  await looks.continueLook(tx, { id: "look", at: now });
  await looks.looksInto(tx, group, page);
  await looks.countLooksInto(tx, group);
  await looks.looksIntoGroupsOf(tx, "guest", page);
  await looks.countLooksIntoGroupsOf(tx, "guest");
  await looks.looksToClose(tx, { before: "2026-12-02T08:00:00.000Z", limit: 9 });
  await looks.closeLooks(tx, ["look"]);
  await tx.run`update looks set shown_at = null`;
  await looks.looksToShow(tx, { before: now, limit: 9 });
  await looks.showLooks(tx, { ids: ["look"], at: now });
  await looks.oldLooks(tx, { before: "2030-01-01T00:00:00.000Z", limit: 9 });
  await looks.deleteLooks(tx, group);
}

async function readLog(db: Queries): Promise<void> {
  const all = { topic: "", actorId: "", from: "", until: "", about: null };
  for (const reads of ["all", "courses", "own"] as const) {
    const reader = { userId: "ada", reads };
    await audit.auditPage(db, reader, { ...all, ...page });
    await audit.auditCount(db, reader, { ...all, topic: "looks", about: ["bob"] });
    await audit.actorsInLog(db, reader);
  }
  await audit.namedInLog(db);
}

async function forgetActs(tx: Queries): Promise<void> {
  const before = "2020-01-01T00:00:00.000Z";
  const after = "2030-01-01T00:00:00.000Z";
  await audit.oldActs(tx, { before: after, limit: 9 });
  await audit.deleteActs(tx, await audit.oldActs(tx, { before, limit: 9 }));
  await looks.deleteOldLooks(tx, []);
}
