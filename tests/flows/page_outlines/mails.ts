/** The pages of an installation that sends mails. */
import { createPerson } from "#core/people/manage_people.ts";
import { mailSignInLink } from "#core/mail/send_links.ts";
import { listMails } from "#core/mail/manage_mails.ts";
import { finishAct } from "#core/bulk/run_acts.ts";
import { firstCourse } from "#tests/support/courses.ts";
import { type Course, makeCourse } from "./course.ts";
import { sheetOf } from "./everyone.ts";
import type { Sheet } from "./sheet.ts";

const env = { SMTP_URL: "smtp://mail.example.edu", MAIL_FROM: "chat@uni.example.edu" };

export async function mails(): Promise<Sheet> {
  const course = await makeCourse({ env });
  const sheet = sheetOf(course);
  const nobody = sheet.browser();
  await sheet.lines("Forgot your password?", "signing in", nobody, "/auth/login");
  await sheet.page("a forgotten password", nobody, "/forgot");
  await sheet.form("nothing is typed", nobody, "/forgot", { email: "" });
  await sheet.form("an address, whoever it belongs to", nobody, "/forgot", {
    email: "a@b.example",
  });
  await staffsMails(course, sheet);
  course.services.dispose();
  return sheet;
}

async function staffsMails(course: Course, sheet: Sheet): Promise<void> {
  const { alan, ada, ben, grace } = course.people;
  const browser = sheet.browser(alan);
  await sheet.page("no mails", browser, "/mails");
  await sheet.page("a student", sheet.browser(ada), "/mails");
  await sheet.page("the question about a person", browser, `/users/code/${ada.id}`);
  await sheet.form("a link for a person", browser, `/users/code/${ada.id}`, { by: "mail" });
  const nia = { name: "Nia New", email: "nia@uni.example.edu", role: "user" } as const;
  await createPerson(grace.context, nia);
  await sheet.page("the question about many", browser, "/users/codes");
  await sheet.form("links for many", browser, "/users/codes", { by: "mail" });
  await mailSignInLink(grace.context, ben.id);
  const { mails: waiting } = await listMails(alan.context);
  for (const { id, name } of waiting)
    course.words.set(id, `mail-to-${name.split(" ")[0]!.toLowerCase()}`);
  const first = waiting.find(({ userId }) => userId === ada.id)!.id;
  await course.services.db.transaction(
    (tx) => tx.run`
      update mails
      set tries = 1, due_ms = 0, failed_at = '2026-11-02T10:00:00.000Z', error = '550 No such user'
      where id = ${first}`,
  );
  await course.services.db.transaction((tx) => tx.run`update mails set due_ms = 0`);
  await sheet.page("the mails", browser, "/mails");
  await sheet.lines("could", "the page of people", browser, "/users");
  await sheet.form("one is sent again", browser, `/mails/${first}/retry`, {});
  await sheet.form("one is deleted", browser, `/mails/${first}/delete`, {});
  await sheet.form("one that is not there", browser, `/mails/${first}/delete`, {});
  const made = await browser.post(`/courses/${firstCourse}/roster`, {
    list: "mio@uni.example.edu",
  });
  const path = made.headers.get("Location") ?? "";
  await browser.post(path, { step: "apply" });
  await finishAct(course.services, path.split("/").at(-1) ?? "");
  await sheet.lines("<", "an imported list", browser, path);
  await sheet.form("links for its people", browser, `${path}/codes`, { by: "mail" });
}
