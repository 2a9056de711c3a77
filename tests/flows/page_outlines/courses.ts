/** The pages of courses. */
import type { Course } from "./course.ts";
import { sheetOf } from "./everyone.ts";
import type { Sheet } from "./sheet.ts";

export async function courses(course: Course): Promise<Sheet> {
  const sheet = sheetOf(course);
  const { people } = course;
  const { alan, ada, ben, olga, mo } = people;
  const browser = sheet.browser(alan);
  await sheet.page("a second course", browser, "/courses/create");
  await sheet.form("a course without names", browser, "/courses/create", { name: " " });
  const named = { name: "Graph Theory", term: "Winter 2026", colour: "violet" };
  const made = { ...named, presentName: "Programming" };
  await sheet.form("a course", browser, "/courses/create", made);
  const [graphs] = await course.services.db.all<{ id: string }>`
    select id from courses where name = 'Graph Theory'`;
  const { id } = graphs!;
  course.words.set(id, ":graphs");
  const path = `/courses/${id}`;
  await sheet.page("the groups of the first course", browser, "/groups");
  await sheet.page("the new course has no groups", browser, `/groups?course=${id}`);
  await sheet.page("the list of courses", browser, "/courses");
  await sheet.form("one step up", browser, "/course-order", { id, step: "up" });
  await sheet.form("one step down", browser, "/course-order", { id, step: "down" });
  const add = (emails: string, role: string) => ({ address: emails, role });
  await sheet.form("an unknown address", browser, `${path}/people`, add("nobody@a.edu", "student"));
  const both = `${ada.email}, ${ben.email}, ${olga.email}`;
  await sheet.form("students", browser, `${path}/people`, add(both, "student"));
  await sheet.form("a teacher", browser, `${path}/people`, add(mo.email, "teacher"));
  const change = `${path}/people/change`;
  await sheet.form("two tutors", browser, change, [
    ["to", "tutor"],
    ["member", ada.id],
    ["member", ben.id],
  ]);
  await sheet.page("its people, for an admin", browser, path);
  await sheet.page("its people, for its teacher", sheet.browser(mo), path);
  await sheet.page("its people, for a tutor", sheet.browser(ada), path);
  await sheet.page("its people, for a student", sheet.browser(olga), path);
  await sheet.form("the question about one", browser, change, { one: `none ${ben.id}` });
  const removal = { to: "none", member: ben.id, sure: "yes" };
  await sheet.form("a removal", browser, change, removal);
  const access = `${path}/access`;
  const until = { user: ada.id, until: "2027-03-31" };
  await sheet.page("the end of a tutor's access", sheet.browser(mo), `${access}?user=${ada.id}`);
  await sheet.form("a day that is over", browser, access, { ...until, until: "2026-01-31" });
  await sheet.form("an end", browser, access, until);
  await sheet.page("an end that is set", browser, `${access}?user=${ada.id}`);
  await sheet.lines("until", "its people", browser, path);
  await sheet.form("no end", browser, access, { ...until, step: "remove" });
  await sheet.page("its form", browser, `${path}/edit`);
  await sheet.form("a change", browser, `${path}/edit`, {
    ...named,
    tutorsSee: "own",
    studentsOpen: "yes",
  });
  const own = "/own-groups";
  await sheet.page("a student opens a group", sheet.browser(olga), `${own}/create`);
  await sheet.form("a group without a name", sheet.browser(olga), `${own}/create`, { name: "" });
  await sheet.form("a group", sheet.browser(olga), `${own}/create`, { name: "Sheet 4" });
  const [sheet4] = await course.services.db.all<{ id: string }>`
    select id from conversations where name = 'Sheet 4'`;
  course.words.set(sheet4!.id, ":sheet4");
  await sheet.page("its page", sheet.browser(olga), `/conversations/${sheet4!.id}`);
  await sheet.page("a student asks the team", sheet.browser(olga), "/ask");
  await sheet.form("no question", sheet.browser(olga), "/ask", { question: " " });
  await sheet.form("a question", sheet.browser(olga), "/ask", { question: "Due on Friday?" });
  const [asked] = await course.services.db.all<{ id: string }>`
    select id from conversations where asked_by = ${olga.id}`;
  course.words.set(asked!.id, ":asked");
  await sheet.page("more people", sheet.browser(olga), `${own}/${sheet4!.id}/people`);
  await sheet.form("nobody", sheet.browser(olga), `${own}/${sheet4!.id}/people`, { address: "" });
  await sheet.lines("student", "the list of groups", browser, `/groups?course=${id}`);
  await sheet.page("the question of leaving", sheet.browser(olga), `${own}/${sheet4!.id}/leave`);
  await sheet.form("leaving", sheet.browser(olga), `${own}/${sheet4!.id}/leave`, {});
  await sheet.page("the question before archiving", browser, `${path}/archive`);
  await sheet.form("archiving", browser, `${path}/archive`, {});
  await sheet.page("the archived course", browser, path);
  await sheet.lines("Archived", "the archived course below the others", browser, "/groups");
  await sheet.page("it is folded away in the list of courses", browser, "/courses");
  await sheet.form("bringing back", browser, `${path}/restore`, {});
  await sheet.page("the form of a copy", browser, `/courses/create?from=${id}`);
  await sheet.page(
    "the question of the teacher",
    sheet.browser(mo),
    `${path}/hand-over?user=${ada.id}`,
  );
  await sheet.form("handing over", sheet.browser(mo), `${path}/hand-over`, { user: ada.id });
  return sheet;
}
