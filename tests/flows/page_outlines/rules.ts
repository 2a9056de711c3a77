/** The word rules of a course. */
import { sendMessage } from "#core/messages/messages.ts";
import { addRule } from "#core/rules/word_rules.ts";
import { firstCourse } from "#tests/support/courses.ts";
import type { Course } from "./course.ts";
import { sheetOf } from "./everyone.ts";
import type { Sheet } from "./sheet.ts";

export async function rules(course: Course): Promise<Sheet> {
  const sheet = sheetOf(course);
  const teacher = sheet.browser(course.people.grace);
  const [list, create] = [`/courses/${firstCourse}/rules`, `/courses/${firstCourse}/new-rule`];
  await sheet.page("no rules", teacher, list);
  await sheet.page("a new rule", teacher, create);
  const wrong = { kind: "pattern", searched: "(", action: "refuse", sentence: "" };
  await sheet.form("a rule that does not work", teacher, create, wrong);
  const right = { kind: "words", searched: "flea market", action: "report", sentence: "" };
  await sheet.form("a rule", teacher, create, right);
  const { ada, grace } = course.people;
  const wanted = { conversationId: course.groups.team1, content: "A flea market, today" };
  await sendMessage(ada.context, wanted);
  const { id } = await addRule(grace.context, firstCourse, right);
  const rule = `${list}/${id}`;
  await sheet.page("a draft", teacher, rule);
  await sheet.page("trying it", teacher, `${rule}/rehearsal`);
  await sheet.form("switching it on", teacher, `${rule}/switch`, { live: "on", version: "1" });
  await sheet.form("the same again", teacher, `${rule}/switch`, { live: "on", version: "1" });
  await sheet.page("a live rule", teacher, rule);
  await sheet.page("all rules", teacher, list);
  await sheet.form("changing it", teacher, rule, { ...right, version: "2" });
  await sheet.form("deleting it", teacher, `${rule}/delete`, {});
  return sheet;
}
