/** The pages on which two accounts of one person become one. */
import { hashPassword } from "#core/identity/password_hashes.ts";
import { finishMerge } from "#core/people/merge_steps.ts";
import { makePerson } from "#tests/support/people.ts";
import type { Course } from "./course.ts";
import { sheetOf } from "./everyone.ts";
import type { Sheet } from "./sheet.ts";

export async function merge(course: Course): Promise<Sheet> {
  const sheet = sheetOf(course);
  const { services, people } = course;
  const { alan, ada, ben, gus } = people;
  const browser = sheet.browser(alan);
  const path = `/users/merge/${ben.id}`;
  await sheet.page("whose account goes", browser, path);
  await sheet.page("a student", sheet.browser(ada), path);
  await sheet.form("an unknown address", browser, path, { into: "nobody@uni.example.edu" });
  await sheet.form("the same account", browser, path, { into: ben.email });
  await sheet.form("into a guest", browser, path, { into: gus.email });
  await sheet.form("the question", browser, path, { into: ada.email });
  await sheet.form("merging", browser, path, { to: ada.id });
  await finishMerge(services, ben.id);
  await sheet.form("merging again", browser, path, { to: ada.id });
  const own = sheet.browser(ada);
  await sheet.page("one's own accounts", own, "/account/merge");
  await sheet.page("a guest's", sheet.browser(gus), "/account/merge");
  const password = "the other one's";
  const other = await makePerson(services, {
    name: "Ada L.",
    username: "ada2",
    password: await hashPassword(password),
  });
  const typed = { email: other.email, password: "wrong" };
  await sheet.form("a wrong password", own, "/account/merge", typed);
  await sheet.form("the right one", own, "/account/merge", { ...typed, password });
  await finishMerge(services, other.id);
  return sheet;
}
