/** The page about a message, and the reasons for removing that a course offers. */
import { editMessage, sendMessage } from "#core/messages/messages.ts";
import { firstCourse } from "#tests/support/courses.ts";
import type { Course } from "./course.ts";
import { sheetOf } from "./everyone.ts";
import type { Sheet } from "./sheet.ts";

export async function removing(course: Course): Promise<Sheet> {
  const sheet = sheetOf(course);
  const { ada, alan, grace, mo } = course.people;
  const conversationId = course.groups.team1;
  const { id: messageId } = await sendMessage(ada.context, { conversationId, content: "Ruder" });
  await editMessage(ada.context, { conversationId, messageId, content: "Rude" });
  const [staff, owner] = [sheet.browser(alan), sheet.browser(mo)];
  const reasons = `/courses/${firstCourse}/templates`;
  await sheet.page("no reasons", sheet.browser(grace), reasons);
  const long = { id: "", "en-0": "x".repeat(501), "de-0": "" };
  await sheet.form("a reason that is too long", sheet.browser(grace), reasons, long);
  const reason = { id: "", "en-0": "Off topic", "de-0": "Gehört nicht hierher" };
  await sheet.form("a reason", sheet.browser(grace), reasons, reason);
  await sheet.page("the reasons", sheet.browser(grace), reasons);
  const path = `/chat/${conversationId}/messages/${messageId}`;
  await sheet.page("a message, for its author", sheet.browser(ada), path);
  await sheet.page("a message, for the owner of the group", owner, path);
  await sheet.page("a message, for staff", staff, path);
  await sheet.page("what it said before", staff, `${path}?versions=shown`);
  await sheet.form("no part", staff, `${path}/redact`, { from: "3", to: "2", revision: "1" });
  const part = { from: "2", to: "3", revision: "1", why: "A number" };
  await sheet.form("hiding a part", staff, `${path}/redact`, part);
  await sheet.form("the same again", staff, `${path}/redact`, part);
  const tooLong = { template: "", reason: "x".repeat(501) };
  await sheet.form("a reason that is too long", staff, `${path}/remove`, tooLong);
  const removal = { template: "Off topic", reason: "", handBack: "on" };
  await sheet.form("removing", owner, `${path}/remove`, removal);
  await sheet.form("removing again", owner, `${path}/remove`, removal);
  await sheet.page("a removed message, for staff", staff, path);
  await sheet.form("restoring", owner, `${path}/restore`, {});
  await sheet.form("restoring again", owner, `${path}/restore`, {});
  return sheet;
}
