/** The pages of reports: of members, of the staff who decide, and of the person about whom it is. */
import { setMode } from "#core/groups/modes.ts";
import { holdMessage } from "#core/messages/held.ts";
import type { Course } from "./course.ts";
import { sheetOf } from "./everyone.ts";
import type { Sheet } from "./sheet.ts";

export async function moderation(course: Course): Promise<Sheet> {
  const sheet = sheetOf(course);
  const { people, groups, services } = course;
  const { alan, grace, ada, mo, olga, gus } = people;
  const staff = sheet.browser(alan);
  await sheet.page("an empty queue", staff, "/moderation");
  await sheet.page("the queue, for a student", sheet.browser(ada), "/moderation");
  await sheet.page("no answers", sheet.browser(ada), "/answers");
  const [message] = await services.db.all<{ id: string }>`
    select id from messages where conversation_id = ${groups.team1} and sender_id = ${mo.id}
      and removed_at is null order by seq limit 1`;
  course.words.set(message!.id, ":message");
  const form = `/conversations/${groups.team1}/messages/${message!.id}/report`;
  await sheet.page("reporting a message", sheet.browser(ada), form);
  await sheet.form("without a reason", sheet.browser(ada), form, { words: "Again" });
  const report = { reason: "insult", words: "The third time" };
  await sheet.form("a report", sheet.browser(ada), form, report);
  await sheet.form("the same report", sheet.browser(ada), form, report);
  await sheet.form("another report", sheet.browser(gus), form, { reason: "spam", words: "" });
  await sheet.page("one's own message", sheet.browser(mo), form);
  const person = `/people/${mo.id}/report`;
  await sheet.page("reporting a person", sheet.browser(olga), person);
  await sheet.form("a report of a person", sheet.browser(olga), person, {
    reason: "other",
    group: groups.team1,
  });
  const rows = await services.db.all<{ id: string }>`select id from cases order by number`;
  const [one, two] = rows.map(({ id }) => id);
  course.words.set(one!, ":case");
  course.words.set(two!, ":other");
  const path = `/moderation/cases/${one}`;
  await sheet.wholePage("the queue", staff, "/moderation");
  await sheet.page("a case", staff, path);
  await sheet.page("somebody else looks at it", sheet.browser(grace), path);
  await sheet.form("taking over", sheet.browser(grace), `${path}/take`, {});
  await sheet.form("leaving it", sheet.browser(grace), `${path}/leave`, {});
  await sheet.form("no decision", staff, `${path}/decide`, { version: "2", text: "Hm" });
  const decision = { decision: "remove", version: "2", text: "Please be kind." };
  await sheet.form("a decision", staff, `${path}/decide`, decision);
  await sheet.page("the decided case", staff, path);
  await sheet.page("those who are decided", staff, "/moderation?list=decided");
  await sheet.page("what a reporter learns", sheet.browser(ada), "/answers");
  const appeal = `/answers/${one}/appeal`;
  await sheet.wholePage("what the author learns", sheet.browser(mo), "/answers");
  await sheet.form("an empty appeal", sheet.browser(mo), appeal, { [`words-${one}`]: " " });
  await sheet.form("an appeal", sheet.browser(mo), appeal, { [`words-${one}`]: "A quotation" });
  await sheet.page("the appeal, for who decided", staff, path);
  await sheet.page("the appeal, for others", sheet.browser(grace), path);
  const outcome = { decision: "kept", version: "4", text: "" };
  await sheet.form("the end", sheet.browser(grace), `${path}/appeal`, outcome);
  await sheet.page("what the author learns of it", sheet.browser(mo), "/answers");
  await sheet.page("nothing for approval", staff, "/moderation/held");
  await setMode(alan.context, groups.team1, { mode: "hold" });
  const wait = (content: string) =>
    holdMessage(ada.context, { conversationId: groups.team1, content });
  const held = await wait("Is granite igneous?");
  course.words.set(held.id, ":held");
  await sheet.wholePage("messages for approval", staff, "/moderation/held");
  const deciding = { to: "approve", member: `${held.id} 0` };
  await sheet.form("nothing selected", staff, "/moderation/held", { to: "approve" });
  await sheet.form("approving one", staff, "/moderation/held", deciding);
  await sheet.form("approving it again", staff, "/moderation/held", deciding);
  await setMode(alan.context, groups.team1, { mode: "open" });
  const muting = `/conversations/${groups.team1}/members/${ada.id}`;
  const owner = sheet.browser(olga);
  await sheet.page("muting someone, for an owner", owner, `${muting}/mute`);
  await sheet.page("and for a plain member", sheet.browser(ada), `${muting}/mute`);
  await sheet.form("no time", owner, `${muting}/mute`, { span: "", reason: "Rude" });
  await sheet.form("a mute", owner, `${muting}/mute`, { span: "1d", reason: "Rude" });
  await sheet.page("muting someone who is muted, for staff", staff, `${muting}/mute`);
  await sheet.lines("Muted", "the group", owner, `/conversations/${groups.team1}`);
  await sheet.form("its end", owner, `${muting}/unmute`, { scope: "group" });
  await sheet.lines("09:14", "the log", staff, "/audit");
  return sheet;
}
