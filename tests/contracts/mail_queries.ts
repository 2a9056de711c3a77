/** The queries of mails, of names and of access that ends, on the rows of every_query.ts. */
import type { Queries } from "#storage/database.ts";
import * as coursePeople from "#storage/course_people.ts";
import * as staffNames from "#storage/staff_names.ts";
import * as mails from "#storage/mails.ts";

const at = "2026-11-02T08:00:00.000Z";

export async function changeMails(tx: Queries): Promise<void> {
  const mail = { id: "mail 1", userId: "ada", kind: "link", actorId: "bob", at, dueMs: 1 } as const;
  await mails.insertMail(tx, mail);
  await mails.insertMailIfUsed(tx, { ...mail, id: "mail 2", kind: "code" });
  await mails.takeMail(tx, { id: "mail 1", untilMs: 2 });
  await mails.postponeMail(tx, { id: "mail 1", dueMs: 3, error: "450 later" });
  await mails.postponeMails(tx, { nowMs: 4, dueMs: 5 });
  await mails.failMail(tx, { id: "mail 1", at, error: "550 never" });
  await mails.mailById(tx, "mail 1");
  await mails.mailList(tx, 9);
  await mails.countMails(tx);
  await mails.oldMails(tx, { before: "2026-12", limit: 9 });
  await mails.retryMail(tx, { id: "mail 1", at, dueMs: 6 });
  await mails.nextMail(tx, 9);
  await mails.deleteMail(tx, "mail 1");
  await mails.deleteMails(tx, ["mail 2"]);
  await mails.deleteMailsTo(tx, "ada");
  const role = { courseId: "first", userId: "bob", role: "tutor", source: "hand" } as const;
  await coursePeople.putCourseRole(tx, { ...role, at });
  await coursePeople.setRoleEnd(tx, { ...role, endsAt: at });
  await coursePeople.nextEndedRole(tx, at);
  await coursePeople.peopleInCourse(tx, { courseId: "first", now: at });
  await coursePeople.endCourseRoles(tx, role, ["hand"]);
  await staffNames.staffNamesNear(tx, { userId: "bob", now: at });
  await staffNames.staffNamesOfCourse(tx, { courseId: "first", now: at });
}
