/** The pages of acts on several groups. */
import { deleteGroup } from "#core/groups/bin.ts";
import { finishAct } from "#core/bulk/run_acts.ts";
import { createGroupSet } from "#core/groups/group_sets.ts";
import { enrol, firstCourse } from "#tests/support/courses.ts";
import type { Course } from "./course.ts";
import { sheetOf } from "./everyone.ts";
import type { Sheet } from "./sheet.ts";

export async function groupActs(course: Course): Promise<Sheet> {
  const sheet = sheetOf(course);
  const { services, groups, people } = course;
  const browser = sheet.browser(people.alan);
  const path = `/courses/${firstCourse}/group-acts`;
  /** @returns the address of the act that was planned last */
  const newest = async () => {
    const [act] = await services.db.all<{ id: string }>`
      select id from bulk_acts order by created_at desc, id desc limit 1`;
    return `${path}/${act!.id}`;
  };
  const select = (act: string, ...ids: string[]): [string, string][] => [
    ["act", act],
    ...ids.map((id): [string, string] => ["group", id]),
  ];
  const done = async (address: string) => finishAct(services, address.split("/").at(-1)!);
  await sheet.page("nothing was done yet", browser, path);
  await sheet.form("nothing selected", browser, path, select("archive"));
  await sheet.form("an unknown act", browser, path, select("explode", groups.team1));
  await deleteGroup(people.grace.context, groups.team3);
  const three = [groups.team1, groups.team2, groups.team3, "gone"];
  await sheet.form("archiving", browser, path, select("archive", ...three));
  const archiving = await newest();
  await sheet.page("what archiving would do", browser, archiving);
  await deleteGroup(people.grace.context, groups.team2);
  await sheet.form("it is done", browser, archiving, {});
  await done(archiving);
  await sheet.page("what it has done", browser, archiving);
  await sheet.form("doing it again", browser, archiving, {});
  await sheet.form("undoing", browser, `${archiving}/undo`, {});
  await done(archiving);
  await sheet.page("what was undone", browser, archiving);
  await sheet.form("undoing again", browser, `${archiving}/undo`, {});
  await sheet.form("archiving deleted groups", browser, path, select("archive", groups.team2));
  await sheet.page("none can be archived", browser, await newest());
  for (const act of ["unarchive", "delete", "restore"]) {
    await sheet.form(`selecting to ${act}`, browser, path, select(act, ...three));
    await sheet.page(`the question to ${act}`, browser, await newest());
  }
  const { ada, ben } = people;
  await enrol(services, { userId: ben.id, role: "tutor" });
  const two = [groups.team1, groups.seminar];
  const asked = async (act: string) => {
    await sheet.form(`selecting to ${act}`, browser, path, select(act, ...two));
    const address = await newest();
    await sheet.page(`the question to ${act}`, browser, address);
    await sheet.form(`${act} without an answer`, browser, address, {});
    return address;
  };
  const writing = await asked("write");
  await sheet.form("sending", browser, writing, { content: "The room has changed." });
  await done(writing);
  await sheet.lines("message", "what was sent", browser, writing);
  await createGroupSet(people.alan.context, { courseId: firstCourse, name: "Labs" });
  const moving = await asked("move");
  await sheet.form("moving to an unknown set", browser, moving, { set: "gone" });
  const adding = await asked("add_staff");
  await sheet.form("adding a tutor", browser, adding, { people: ben.id, role: "moderator" });
  await done(adding);
  await sheet.lines("They", "who was added", browser, adding);
  const removing = await asked("remove_person");
  await sheet.form("removing a person", browser, removing, { people: ada.id });
  await done(removing);
  await sheet.lines("group", "who was removed", browser, removing);
  await sheet.page("what was done", browser, path);
  return sheet;
}
