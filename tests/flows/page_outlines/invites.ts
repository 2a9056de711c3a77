/** The pages of invites: of those who make them, and of those who come with one. */
import { makeInvite } from "../invites_support.ts";
import type { Course } from "./course.ts";
import { sheetOf } from "./everyone.ts";
import type { Sheet } from "./sheet.ts";

export async function invites(course: Course): Promise<Sheet> {
  const sheet = sheetOf(course);
  const { people, groups } = course;
  const { alan, ada, ben } = people;
  const browser = sheet.browser(alan);
  const path = "/courses/first/invites";
  await sheet.page("no invites yet", browser, path);
  await sheet.page("a student", sheet.browser(ada), path);
  await sheet.page("the form", browser, `${path}/create`);
  const typed = { title: "First lecture", role: "student", ends: "1d", approval: "yes" };
  const wrong = { ...typed, uses: "0", ends: "soon" };
  await sheet.form("wrong values", browser, `${path}/create`, wrong);
  const made = { ...typed, uses: "320", group: groups.team1 };
  await sheet.form("a new invite", browser, `${path}/create`, made);
  const [first] = await course.services.db.all<{ id: string }>`select id from invites`;
  await course.services.db.transaction((tx) => tx.run`delete from invites`);
  course.words.set(first!.id, ":first");
  const invite = await makeInvite(alan, { needsApproval: true, conversationId: groups.team1 });
  const hides = [invite.id, invite.link, invite.code];
  for (const [index, word] of [":invite", ":link", ":code"].entries()) {
    course.words.set(hides[index]!, word);
  }
  const one = `${path}/${invite.id}`;
  await sheet.page("the invite", browser, one);
  await sheet.wholePage("for the projector", browser, `${one}/projector`);

  const nobody = sheet.browser();
  await sheet.page("nobody has opened an invite", nobody, "/join/invite");
  await sheet.form("a code", nobody, "/join", { code: invite.code });
  await sheet.page("what it is for", nobody, "/join/invite");
  await sheet.form("a short password", nobody, "/join/invite", {
    name: "Nia New",
    email: "nia@uni.example.edu",
    password: "short",
  });
  const signedIn = sheet.browser(ben);
  await sheet.form("a link", signedIn, "/join", { code: invite.link });
  await sheet.page("who is signed in", signedIn, "/join/invite");
  await sheet.form("asking to join", signedIn, "/join/invite", {});
  await sheet.page("who waits", signedIn, "/join/invite");
  await sheet.page("who waits, for a teacher", browser, path);
  const key = `${invite.id} ${ben.id}`;
  const waiting = "/courses/first/waiting";
  await sheet.form("the question before declining several", browser, waiting, [
    ["to", "decline"],
    ["member", key],
    ["member", `${invite.id} ${ada.id}`],
  ]);
  await sheet.form("accepting", browser, waiting, { one: `accept ${key}` });
  await sheet.page("who was accepted", signedIn, "/join/invite");
  await sheet.page("who has used it", browser, one);
  await sheet.page("the question before turning off", browser, `${one}/off`);
  await sheet.form("turning off", browser, `${one}/off`, {});
  await sheet.page("an invite that is turned off", browser, one);
  await sheet.page("whoever opened it before", nobody, "/join/invite");
  await passes(course, sheet);
  return sheet;
}

/** The same for guests. */
async function passes(course: Course, sheet: Sheet): Promise<void> {
  const { people, groups } = course;
  const pass = await makeInvite(people.alan, { role: "guest", conversationId: groups.team1 });
  const guest = sheet.browser();
  await sheet.form("a pass", guest, "/join", { code: pass.code });
  await sheet.page("what the pass is for", guest, "/join/invite");
  await sheet.form("a guest without a name", guest, "/join/invite", { name: "" });
  await sheet.form("a guest", guest, "/join/invite", { name: "Max Guest" });
  await sheet.lines("guest", "the chat of a guest", guest, `/chat/${groups.team1}`);
  await sheet.page("a guest who would like to stay", guest, "/auth/register");
  const invite = await makeInvite(people.alan);
  await sheet.form("an invite for students", guest, "/join", { code: invite.code });
  await sheet.page("a guest who is invited as a student", guest, "/join/invite");
}
