/** The pages on which staff import a list of people. */
import { enrol, firstCourse } from "#tests/support/courses.ts";
import { finishAct } from "#core/bulk/run_acts.ts";
import type { Course } from "./course.ts";
import { sheetOf } from "./everyone.ts";
import type { Sheet } from "./sheet.ts";

const list = `Vorname;Nachname;E-Mail-Adresse;Matrikelnummer;Gruppe;Fach
Mira;Sol;mira@uni.example.edu;4417801;Team 1;Physics
Ada;Lovelace;adda@uni.example.edu;;Team 2;Mathematics
No;Body;nobody;;;
Kim;Ji-won;kim@uni.example.edu;4417802;Team 9;Physics
`;

export async function importList(course: Course): Promise<Sheet> {
  const sheet = sheetOf(course);
  const { alan, ben } = course.people;
  const browser = sheet.browser(alan);
  const start = `/courses/${firstCourse}/roster`;
  await sheet.page("the form", browser, start);
  await sheet.page("a student", sheet.browser(ben), start);
  await sheet.form("nothing", browser, start, { list: "" });
  const broken = { list: 'Name;E-Mail\n"Mira;mira@uni.example.edu' };
  await sheet.form("a quotation mark is missing", browser, start, broken);
  const made = await browser.post(start, { list });
  const path = made.headers.get("Location") ?? "";
  await sheet.page("the preview", browser, path);
  await sheet.form("the list is corrected", browser, start, { list: "Name\nMira Sol" });
  const correct = { step: "preview", column: "5", "use-5": "group", "groups-asked": "yes" };
  await sheet.form("a column is corrected", browser, path, { ...correct, "make-groups": "on" });
  await sheet.page("the preview with new groups", browser, path);
  await sheet.form("the course has changed", browser, path, { step: "apply", seen: "else" });
  await browser.post(path, { step: "apply" });
  await finishAct(course.services, path.split("/").at(-1) ?? "");
  await sheet.page("imported", browser, path);
  await sheet.form("imported again", browser, path, { step: "apply" });
  await sheet.form("the sheet of codes", browser, `${path}/codes`, {});
  await sheet.page("the download, which is no page", browser, `${path}/result.csv`);
  await browser.post(`${path}/undo`, {});
  await finishAct(course.services, path.split("/").at(-1) ?? "");
  await sheet.page("undone", browser, path);
  await sheet.form("undone again", browser, `${path}/undo`, {});
  await enrol(course.services, { userId: ben.id, role: "teacher" });
  await sheet.page("earlier imports, for a teacher", sheet.browser(ben), start);
  const addresses = await browser.post(start, { list: "kim@uni.example.edu" });
  const other = addresses.headers.get("Location") ?? "";
  await sheet.form("cancelling", browser, other, { step: "cancel" });
  return sheet;
}
