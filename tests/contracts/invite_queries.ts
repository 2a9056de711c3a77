/** The queries of invites, on the rows of every_query.ts. */
import type { Queries } from "#storage/database.ts";
import * as courses from "#storage/courses.ts";
import * as invites from "#storage/invites.ts";

const at = "2026-11-02T08:00:00.000Z";
const now = "2026-11-02T09:00:00.000Z";
const later = "2026-12-02T08:00:00.000Z";

export async function changeInvites(tx: Queries): Promise<void> {
  const invite = {
    courseId: "first",
    conversationId: "group",
    role: "student",
    title: "First lecture",
    actorId: "ada",
    at,
    expiresAt: later,
    usesMax: 2,
    needsApproval: 1,
  } as const;
  for (const id of ["invite", "other invite"]) {
    const hashes = { linkHash: `link of ${id}`, codeHash: `code of ${id}` };
    await invites.insertInvite(tx, { ...invite, ...hashes, id });
  }
  const key = { inviteId: "invite", userId: "ada" };
  await invites.takeUse(tx, { id: "invite", now });
  await invites.insertUse(tx, { ...key, state: "waiting", at });
  await readInvites(tx);
  const pass = { ...invite, id: "pass", role: "guest", expiresAt: at } as const;
  await invites.insertInvite(tx, { ...pass, linkHash: "link of pass", codeHash: "code of pass" });
  await invites.insertUse(tx, { inviteId: "pass", userId: "guest", state: "accepted", at });
  await invites.nextEndedPass(tx, now);
  await invites.guestsOfPass(tx, { id: "pass", limit: 10 });
  await invites.markPassEnded(tx, { id: "pass", at: now });
  await invites.decideUse(tx, { ...key, state: "declined", by: "ada", at: now });
  await invites.giveUseBack(tx, "invite");
  await invites.revokeInvite(tx, { id: "invite", at: now });
  await courses.setArchived(tx, { id: "first", at: now, now });
  await readInvites(tx);
  await courses.setArchived(tx, { id: "first", at: null, now });
  await invites.deleteUsesBy(tx, "ada");
  await invites.deleteInvites(tx, ["other invite"]);
}

async function readInvites(db: Queries): Promise<void> {
  const courseId = "first";
  await invites.invitesOfCourse(db, courseId);
  await invites.inviteById(db, "invite");
  await invites.inviteIdByHash(db, "code of invite");
  await invites.countOpenInvites(db, { courseId, now });
  await invites.useOf(db, { inviteId: "invite", userId: "ada" });
  await invites.usesOfInvite(db, { inviteId: "invite", limit: 10 });
  await invites.waitingInCourse(db, { courseId, now, limit: 10 });
  await invites.countWaiting(db, { courseId, now });
  await invites.oldInvites(db, { before: `${later}.`, limit: 10 });
}
