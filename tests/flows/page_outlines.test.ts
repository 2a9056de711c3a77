/**
 * What every page shows to whom, compared with the texts in `page_outlines/`. After an intended
 * change, write them anew as `howToRenew` says, and read the difference before you commit it.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, setDefaultTimeout, test } from "bun:test";
import { testMs } from "#tests/support/patience.ts";
import { sectionsOf, storedText } from "#tests/support/stored_text.ts";
import { routes } from "#web/routes.ts";
import { makeCourse } from "./page_outlines/course.ts";
import { courses } from "./page_outlines/courses.ts";
import * as everyone from "./page_outlines/everyone.ts";
import { invites } from "./page_outlines/invites.ts";
import { importList } from "./page_outlines/lists.ts";
import { mails } from "./page_outlines/mails.ts";
import { groupActs } from "./page_outlines/group_acts.ts";
import { groupSets } from "./page_outlines/group_sets.ts";
import { merge } from "./page_outlines/merge.ts";
import { removing } from "./page_outlines/removing.ts";
import { rules } from "./page_outlines/rules.ts";
import { moderation } from "./page_outlines/moderation.ts";
import * as staff from "./page_outlines/staff.ts";

setDefaultTimeout(testMs);

const howToRenew = "RENEW_TEXTS=1 ./run.sh test tests/flows/page_outlines.test.ts";
const folder = join(import.meta.dir, "page_outlines");

const chapters: Record<string, everyone.Chapter> = {
  frame: everyone.frame,
  sign_in: everyone.signIn,
  join: everyone.join,
  register: everyone.register,
  register_restricted: everyone.registerRestricted,
  about: everyone.about,
  setup: everyone.setup,
  account: everyone.account,
  help: everyone.help,
  chats: everyone.chats,
  group: everyone.group,
  chat: everyone.chat,
  german: everyone.german,
  manage_groups: staff.manageGroups,
  group_form: staff.groupForm,
  several_groups: staff.severalGroups,
  group_sets: groupSets,
  group_acts: groupActs,
  courses,
  people: staff.peopleList,
  person: staff.person,
  log: staff.log,
  invites,
  lists: importList,
  mails,
  moderation,
  merge,
  removing,
  rules,
};

const fileOf = (name: string) => join(folder, `${name}.txt`);
const textOf = (name: string) => readFileSync(fileOf(name), "utf8");

for (const [name, chapter] of Object.entries(chapters)) {
  test(`the pages of ${name}.txt show what it says`, async () => {
    const course = await makeCourse();
    const shown = (await chapter(course)).sections.join("\n");
    course.services.dispose();
    const stored = sectionsOf(storedText(fileOf(name), shown));
    const pages = sectionsOf(shown);
    const changed = Object.keys({ ...stored, ...pages })
      .filter((title) => stored[title]?.join("\n") !== pages[title]?.join("\n"))
      .map((title) => `"${title}"`);
    const message = `${name}.txt differs at ${changed.join(", ")}. If it should: ${howToRenew}`;
    expect(pages, message).toEqual(stored);
  });
}

test("every text belongs to a chapter", () => {
  const texts = readdirSync(folder).filter((name) => name.endsWith(".txt"));
  const expected = Object.keys(chapters).map((name) => `${name}.txt`);
  expect(texts.toSorted()).toEqual(expected.toSorted());
});

test("every page and every form is in a text", () => {
  const requests = Object.keys(chapters).flatMap((name) => textOf(name).match(/^(GET|POST) \S+/gm));
  // The description of the API has an outline of its own.
  const pages = routes.filter(({ kind, path }) => kind === "page" && path !== "/api/docs");
  const missing = pages.filter(({ method, path }) => {
    const pattern = new RegExp(`^${method} ${path.replaceAll(/:\w+/g, "[^/?]+")}(\\?|$)`);
    return !requests.some((request) => pattern.test(request ?? ""));
  });
  expect(missing.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
});
