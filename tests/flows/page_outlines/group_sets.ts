/** The pages of sets of groups. */
import { enrol, firstCourse } from "#tests/support/courses.ts";
import type { Course } from "./course.ts";
import { sheetOf } from "./everyone.ts";
import type { Sheet } from "./sheet.ts";

export async function groupSets(course: Course): Promise<Sheet> {
  const sheet = sheetOf(course);
  const { alan, ben } = course.people;
  const { team1 } = course.groups;
  const browser = sheet.browser(alan);
  const path = `/courses/${firstCourse}/sets`;
  await sheet.page("no sets", browser, path);
  await sheet.form("a set without a name", browser, path, { name: " " });
  await sheet.form("a set", browser, path, { name: "Project teams" });
  await sheet.form("the same name", browser, path, { name: "project  TEAMS" });
  await sheet.form("another set", browser, path, { name: "Labs" });
  const sets = await course.services.db.all<{ id: string; name: string }>`
    select id, name from group_sets order by position`;
  const [teams, labs] = sets.map(({ id }) => id) as [string, string];
  course.words.set(teams, ":teams").set(labs, ":labs");
  const chosen = { name: "Team 1", description: "", shown: "", set: teams };
  await sheet.form("a group is put into one", browser, `/groups/${team1}/edit`, chosen);
  const gone = { ...chosen, set: "gone" };
  await sheet.form("a set that is gone", browser, `/groups/${team1}/edit`, gone);
  await sheet.page("the sets", browser, path);
  const order = `/courses/${firstCourse}/set-order`;
  await sheet.form("one step up", browser, order, { id: labs, step: "up" });
  await sheet.page("the groups of one", browser, `/groups?set=${teams}`);
  await sheet.lines("No groups", "the groups of another", browser, `/groups?set=${labs}`);
  await sheet.lines("Team", "the groups in none", browser, "/groups?set=none");
  await sheet.page("the name of a set", browser, `${path}/${teams}`);
  await sheet.form("no name", browser, `${path}/${teams}`, { name: "" });
  await sheet.form("another name", browser, `${path}/${teams}`, { name: "Teams" });
  await sheet.page("the question before removing one", browser, `${path}/${teams}/remove`);
  await sheet.form("removing", browser, `${path}/${teams}/remove`, {});
  await sheet.form("removing again", browser, `${path}/${teams}/remove`, {});
  await enrol(course.services, { userId: ben.id, role: "tutor" });
  await sheet.page("for a tutor, to choose what is listed", sheet.browser(ben), "/groups");
  await sheet.page("for a tutor, to change", sheet.browser(ben), path);
  return sheet;
}
