/** The pages of staff. */
import { deleteGroup } from "#core/groups/bin.ts";
import { createGroup, listGroups } from "#core/groups/groups.ts";
import { addMembers } from "#core/groups/members.ts";
import { nextTurn } from "#kit/turns.ts";
import { createPerson, removePerson } from "#core/people/manage_people.ts";
import { createAdmin } from "#core/people/operator.ts";
import { enrol, firstCourse } from "#tests/support/courses.ts";
import { makePerson } from "#tests/support/people.ts";
import { addStudents, type Course, finishActs, steadyWeb } from "./course.ts";
import { sheetOf } from "./everyone.ts";
import { Sheet } from "./sheet.ts";

export async function manageGroups(course: Course): Promise<Sheet> {
  const sheet = sheetOf(course);
  const { people, groups } = course;
  const { grace, alan } = people;
  const browser = sheet.browser(alan);
  await sheet.page("four groups", browser, "/groups");
  await sheet.page("four groups in their own order", browser, "/groups?sort=own");
  const members = `/groups/${groups.team1}/members`;
  const user = people.ada.id;
  await sheet.form("a member becomes a moderator", browser, members, { user, to: "moderator" });
  await sheet.form("a member is removed", browser, members, { user, to: "none" });
  await sheet.form("a member is added again", browser, members, { user, to: "member" });
  await sheet.form("a role that there is not", browser, members, { user, to: "king" });
  const { team1, team2, seminar } = groups;
  await sheet.form("one step up", browser, "/groups/reorder", { id: team2, step: "up" });
  await sheet.form("one step down", browser, "/groups/reorder", { id: team2, step: "down" });
  await sheet.lines(
    "autofocus",
    "after a step up, without scripts",
    browser,
    `/groups?sort=own&moved=${team2}&by=up`,
  );
  await sheet.lines(
    "autofocus",
    "after a step down",
    browser,
    `/groups?sort=own&moved=${team2}&by=down`,
  );
  await sheet.lines(
    "autofocus",
    "after an unknown step",
    browser,
    `/groups?sort=own&moved=${team2}&by=left`,
  );
  const front = { id: seminar, before: team1 };
  await sheet.form("before another group", browser, "/groups/reorder", front);
  const none = { id: "none", step: "up" };
  await sheet.form("a group that does not exist", browser, "/groups/reorder", none);
  await sheet.page("the question before deleting", browser, `/groups/delete/${team1}`);
  await sheet.page("the question about no group", browser, "/groups/delete/none");
  await sheet.form("deleting", browser, `/groups/delete/${team1}`, {});
  await sheet.form("deleting again", browser, `/groups/delete/${team1}`, {});
  await sheet.form("archiving", browser, `/groups/archive/${team2}`, {});
  await sheet.lines("Archived", "with an archived group", browser, "/groups");
  await sheet.form("bringing it back", browser, `/groups/unarchive/${team2}`, {});
  await sheet.page("deleted groups", browser, "/groups/deleted");
  await sheet.page("the question before erasing", browser, `/groups/erase/${team1}`);
  await sheet.form("erasing by another name", browser, `/groups/erase/${team1}`, { name: "Team" });
  await sheet.form("restoring", browser, `/groups/restore/${team1}`, {});
  await sheet.form("restoring again", browser, `/groups/restore/${team1}`, {});
  await sheet.page("no deleted groups", browser, "/groups/deleted");
  await sheet.form("deleting once more", browser, `/groups/delete/${team1}`, {});
  for (let number = 4; number <= 8; number += 1) {
    await createGroup(grace.context, { name: `Lab ${number}`, description: "", members: [] });
  }
  await sheet.lines("Find a group", "eight groups need no search", browser, "/groups");
  await createGroup(grace.context, { name: "Lab 9", description: "", members: [] });
  await sheet.lines("Find a group", "nine groups have one", browser, "/groups");
  for (const { id } of await listGroups(grace.context)) await deleteGroup(grace.context, id);
  await sheet.page("no group", browser, "/groups");
  return sheet;
}

export async function groupForm(course: Course): Promise<Sheet> {
  const sheet = sheetOf(course);
  const { people, groups } = course;
  const { alan, ada, ben, olga, mo, grace } = people;
  const browser = sheet.browser(alan);
  await sheet.page("a new group", browser, "/groups/create");
  const typed: [string, string][] = [
    ["name", " "],
    ["description", "What was typed"],
    ["member", ada.id],
    [`role:${ada.id}`, "moderator"],
    ["member", ben.id],
    [`role:${ben.id}`, "king"],
  ];
  await sheet.form("a group without a name", browser, "/groups/create", typed);
  const named = typed.with(0, ["name", " Lab  1 "]);
  const gone: [string, string] = ["member", "nobody"];
  await sheet.form("a member who is gone", browser, "/groups/create", [...named, gone]);
  const long: [string, string] = ["description", "d".repeat(2_001)];
  await sheet.form("a long description", browser, "/groups/create", named.with(1, long));
  await sheet.form("a group", browser, "/groups/create", named);
  const edit = `/groups/${groups.team1}/edit`;
  await sheet.page("an existing group", browser, edit);
  await sheet.page("an existing group, for its owner", sheet.browser(grace), edit);
  await sheet.page("a group that does not exist", browser, "/groups/none/edit");
  const shown = ["shown", [olga.id, mo.id].join(" ")] as [string, string];
  const changed: [string, string][] = [...typed, shown];
  await sheet.form("an existing group without a name", browser, edit, changed);
  const same = [...named, shown];
  await sheet.form("a name that another group has", browser, edit, same);
  const saved = same.with(0, ["name", " Lab  7 "]);
  await sheet.form("a change of no group", browser, "/groups/none/edit", changed);
  await sheet.form("a change", browser, edit, saved);
  await sheet.page("the changed group", browser, edit);
  await manyInTheForm(course, sheet);
  return sheet;
}

/** More people than a form lists: the form itself searches. */
async function manyInTheForm(course: Course, sheet: Sheet): Promise<void> {
  const { people, groups } = course;
  const browser = sheet.browser(people.alan);
  // Beside the alan, who creates the group, there are seven people.
  await addStudents(course, { from: 1, to: 193 });
  await sheet.page("200 people to choose from", browser, "/groups/create");
  await addStudents(course, { from: 194, to: 201 });
  await sheet.page("208 people to choose from", browser, "/groups/create");
  const typed: [string, string][] = [
    ["name", "Lab 2"],
    ["member", people.ada.id],
    [`role:${people.ada.id}`, "owner"],
    ["member", "student-150"],
  ];
  const pick = (what: string, find: string): [string, string][] => [
    ...typed,
    ["pick", what],
    ["find", find],
  ];
  await sheet.form("a search", browser, "/groups/create", pick("search", "student 19"));
  await sheet.form("all found", browser, "/groups/create", pick("all", "student 19"));
  await sheet.form("none of them", browser, "/groups/create", pick("none", "student 150"));
  await sheet.form("nobody found", browser, "/groups/create", pick("search", "nobody"));
  const edit = `/groups/${groups.team2}/edit`;
  await sheet.form("an existing group, all found", browser, edit, pick("all", "ben"));
}

/** The clock of these texts stands still, so no page waits for the worker. */
async function untilDivided({ services }: Course): Promise<void> {
  for (;;) {
    const plans = await services.db.all<{ plan: string }>`select plan from group_plans`;
    if (plans.every(({ plan }) => !plan.includes('"groups":null'))) return;
    await nextTurn();
  }
}

export async function severalGroups(course: Course): Promise<Sheet> {
  const sheet = sheetOf(course);
  const { people } = course;
  const { alan, ada, ben, mo, olga } = people;
  const browser = sheet.browser(alan);
  const path = "/groups/create-many";
  await sheet.page("the plan", browser, path);
  const plan = (change: Record<string, string>, chosen = [ben, ada, olga, mo]) => [
    ...Object.entries({ pattern: "Lab #", by: "groups", count: "2", who: "picked", ...change }),
    ...chosen.map(({ id }): [string, string] => ["member", id]),
  ];
  await sheet.form("no names", browser, path, plan({ pattern: " " }));
  await sheet.form("no number", browser, path, plan({ count: "two", by: "size" }));
  await sheet.form("a long description", browser, path, plan({ description: "d".repeat(2_001) }));
  await sheet.form("too few names", browser, path, plan({ names: "Granite" }));
  await sheet.form("without people", browser, path, plan({}, []));
  await sheet.form("a set that is gone", browser, path, plan({ who: "in:gone" }));
  const found = plan({ pick: "all", find: "olga" }, [ben]);
  await sheet.form("a search among the people", browser, path, found);
  await sheet.form("a plan", browser, path, plan({ set: "Labs", description: "Every Friday" }));
  const [row] = await course.services.db.all<{ id: string }>`select id from group_plans`;
  course.words.set(row!.id, ":plan");
  const of = `/courses/${firstCourse}/group-plans/${row!.id}`;
  await untilDivided(course);
  await sheet.page("who goes where", browser, of);
  await sheet.page("the plan, to change it", browser, `${of}/edit`);
  await sheet.form("no number any more", browser, `${of}/edit`, plan({ count: "" }));
  await sheet.page("a new rule", browser, `${of}/rule`);
  const rule = (kind: string, chosen: { id: string }[]) => [
    ["kind", kind] as [string, string],
    ...chosen.map(({ id }): [string, string] => ["member", id]),
  ];
  await sheet.form("a rule for one", browser, `${of}/rule`, rule("apart", [ben]));
  await sheet.form("a rule", browser, `${of}/rule`, rule("apart", [ben, ada]));
  await untilDivided(course);
  await sheet.form("its contrary", browser, `${of}/rule`, rule("together", [ada, ben]));
  await untilDivided(course);
  await sheet.page("rules that contradict each other", browser, of);
  await sheet.page("a rule, to change it", browser, `${of}/rule?kind=together&number=0`);
  await sheet.page("what a swap of nobody would change", browser, `${of}/check`);
  await sheet.form("a swap of one", browser, of, [["step", "swap"]]);
  await sheet.form("nobody is moved", browser, of, [["step", "move"]]);
  await sheet.form("the groups", browser, of, [["step", "create"]]);
  await sheet.form("the groups again", browser, of, [["step", "create"]]);
  await finishActs(course);
  await sheet.page("what was created", browser, of);
  await sheet.form("taking them back", browser, of, [["step", "undo"]]);
  await finishActs(course);
  await sheet.page("what was taken back", browser, of);
  await sheet.form("another plan", browser, path, plan({}));
  const [next] = await course.services.db.all<{ id: string }>`
    select id from group_plans order by id desc`;
  course.words.set(next!.id, ":next");
  await untilDivided(course);
  const other = `/courses/${firstCourse}/group-plans/${next!.id}`;
  await sheet.page("names that are taken", browser, other);
  await sheet.form("discarding", browser, other, [["step", "discard"]]);
  return sheet;
}

export async function peopleList(course: Course): Promise<Sheet> {
  const sheet = sheetOf(course);
  const browser = sheet.browser(course.people.alan);
  await sheet.page("everyone", browser, "/users");
  await sheet.page("one role", browser, "/users?role=guest");
  await sheet.page("an unknown role counts as all", browser, "/users?role=owner");
  await sheet.page("a search", browser, "/users?q=lovelace&role=user");
  await sheet.page("nobody found", browser, "/users?q=nobody&role=admin");
  await sheet.page("everyone has signed in", browser, "/users?signed_in=no");
  await sheet.page("nobody needs a code", browser, "/users/codes?signed_in=no");
  await addStudents(course, { from: 1, to: 42 });
  await sheet.page("50 people", browser, "/users");
  await addStudents(course, { from: 43, to: 100 });
  await sheet.page("108 people", browser, "/users");
  await sheet.page(
    "108 people, second page, with a search",
    browser,
    "/users?q=e&role=user&page=2",
  );
  await sheet.page("108 people, last page", browser, "/users?page=3");
  for (const name of ["Nia New", "Oli Neu"]) {
    await createPerson(course.people.alan.context, { name, role: "user" });
  }
  await sheet.page("who has not signed in yet", browser, "/users?q=ne&signed_in=no");
  await sheet.page("the question before codes for many", browser, "/users/codes?q=ne&role=user");
  await sheet.form("codes for many", browser, "/users/codes", { q: "ne", role: "user" });
  await enrol(course.services, { userId: course.people.ben.id, role: "teacher" });
  await sheet.page("with teachers", browser, "/users?q=ben");
  await sheet.form("no codes from teachers", browser, "/users/teacher-codes", { allowed: "no" });
  await sheet.page("teachers without codes", browser, "/users?q=ben");
  await sheet.form("codes for nobody", browser, "/users/codes", { q: "nobody" });
  return sheet;
}

export async function person(course: Course): Promise<Sheet> {
  const sheet = sheetOf(course);
  const { alan, ada, gus, dora, grace, ben } = course.people;
  const browser = sheet.browser(alan);
  await knownPeople(course, sheet);
  await sheet.page("a new person", browser, "/users/create");
  const typed = { name: "Cleo", email: "cleo", username: "c", role: "user" };
  await sheet.form("no address", browser, "/users/create", typed);
  const email = "cleo@uni.example.edu";
  await sheet.form("a short username", browser, "/users/create", { ...typed, email });
  await sheet.form("an unknown role", browser, "/users/create", {
    ...typed,
    email,
    username: "cleo",
    role: "guest?",
  });
  await sheet.form("an account", browser, "/users/create", {
    ...typed,
    name: " Cleo  C ",
    email,
    username: "",
  });
  await sheet.form("a guest, who needs no password", browser, "/users/create", {
    ...typed,
    email: "flo@uni.example.edu",
    username: "",
    role: "guest",
  });
  await sheet.page("a student", browser, `/users/edit/${ada.id}`);
  await sheet.page("a guest", browser, `/users/edit/${gus.id}`);
  await sheet.page("a disabled student", browser, `/users/edit/${dora.id}`);
  await sheet.page("staff", browser, `/users/edit/${grace.id}`);
  await sheet.page("nobody", browser, "/users/edit/nobody");
  const edit = `/users/edit/${ada.id}`;
  await sheet.form("an address that is taken", browser, edit, {
    name: "Ada",
    email: ben.email,
    username: "ada",
  });
  await sheet.form("everything wrong at once", browser, edit, {
    name: "",
    email: "ada",
    username: "a",
  });
  await sheet.form("a change", browser, edit, {
    name: "Ada L.",
    email: ada.email,
    username: "ada",
  });
  const role = `/users/role/${ada.id}`;
  await sheet.page("the question before making someone staff", browser, `${role}?to=admin`);
  await sheet.form("making someone staff", browser, role, { to: "admin" });
  await sheet.page("the question before making staff a student", browser, `${role}?to=user`);
  await sheet.form("making staff a student", browser, role, { to: "user" });
  await sheet.page("the question before a one-time code", browser, `/users/code/${ada.id}`);
  await sheet.form("a one-time code", browser, `/users/code/${ada.id}`, {});
  await sheet.form("a code for a guest", browser, `/users/code/${gus.id}`, {});
  await sheet.page(
    "the question before making a guest a student",
    browser,
    `/users/role/${gus.id}?to=user`,
  );
  await sheet.form("making a guest a student", browser, `/users/role/${gus.id}`, { to: "user" });
  await sheet.page("the question before disabling", browser, `/users/disable/${ada.id}`);
  await sheet.form("disabling", browser, `/users/disable/${ada.id}`, {});
  await sheet.form("enabling", browser, `/users/enable/${ada.id}`, {});
  await sheet.page("the question before deleting", browser, `/users/delete/${ada.id}`);
  await sheet.form("deleting", browser, `/users/delete/${ada.id}`, {});
  await sheet.page("a deleted account", browser, `/users/edit/${ada.id}`);
  const steps = [`/users/disable/${grace.id}`, `/users/delete/${alan.id}`];
  await sheet.form("disabling staff", browser, steps[0]!, {});
  await sheet.form("deleting the last staff account", browser, steps[1]!, {});
  return sheet;
}

/** What whom is shown of other people. */
async function knownPeople(course: Course, sheet: Sheet): Promise<void> {
  const { services, people } = course;
  const { alan, ada, ben, dora, grace, gus, olga } = people;
  const staff = sheet.browser(alan);
  await sheet.page("a student's page, for staff", staff, `/people/${ada.id}`);
  await sheet.page("a student's card, for staff", staff, `/people/${ada.id}/card`);
  await sheet.page("a disabled student's card", staff, `/people/${dora.id}/card`);
  await sheet.page("a card of staff", staff, `/people/${grace.id}/card`);
  await sheet.page("one's own card, as staff", staff, `/people/${alan.id}/card`);
  await sheet.page("a card of nobody", staff, "/people/nobody/card");
  const guest = sheet.browser(gus);
  await sheet.page("a student's page, for a guest of the group", guest, `/people/${ada.id}`);
  await sheet.page("a student's card, for a guest of the group", guest, `/people/${ada.id}/card`);
  await sheet.page("a student of another group, for a guest", guest, `/people/${ben.id}`);
  await sheet.page("one's own page", guest, `/people/${gus.id}`);
  const namesake = { username: "ada2", name: ada.actor.name };
  const { id: userId } = await makePerson(services, namesake);
  await addMembers(grace.context, course.groups.team3, [{ userId }]);
  await sheet.page("a namesake, for staff", staff, `/people/${ada.id}/card`);
  await sheet.page(
    "a namesake, for a fellow student",
    sheet.browser(olga),
    `/people/${ada.id}/card`,
  );
  await removePerson(grace.context, userId);
}

export async function log(course: Course): Promise<Sheet> {
  const { services, people, groups, later } = course;
  const sheet = sheetOf(course);
  const { alan, ada, grace } = people;
  const browser = sheet.browser(alan);
  const acting = sheet.browser(alan);
  await acting.get(`/chat/${groups.team1}`);
  await acting.post(`/users/edit/${ada.id}`, {
    name: "Ada L.",
    email: ada.email,
    username: "ada",
  });
  await deleteGroup(alan.context, groups.team1);
  await createAdmin(services, {
    email: "root@uni.example.edu",
    name: "Root",
    password: "long enough",
  });
  await sheet.page("what staff and the operator did", browser, "/audit");
  for (let count = 0; count < 60; count += 1) {
    later(1);
    await acting.post(`/users/${count % 2 === 0 ? "disable" : "enable"}/${ada.id}`, {});
  }
  await sheet.page("the first page", browser, "/audit");
  await sheet.page("found by name and kind", browser, "/audit?q=ada&what=messages");
  await sheet.page("the download, which is no page", browser, "/audit/log.csv?what=messages");
  await sheet.page("the whole of it, to be verified", browser, "/audit/chain.jsonl");
  await sheet.page("nothing found", browser, "/audit?q=nobody%20of%20this%20name");
  const settings = { readers: "teachers", keptDays: "180" };
  await sheet.form(
    "who reads it, and for how long it is kept",
    browser,
    "/audit/settings",
    settings,
  );
  await sheet.page("the last page", browser, "/audit?page=2");
  await acting.post(`/users/delete/${grace.id}`, {});
  await sheet.page("a deleted teacher, on a page too far", browser, "/audit?page=9");
  const empty = steadyWeb();
  const first = new Sheet(empty);
  const staff = await makePerson(empty.services, { role: "admin", username: "first" });
  await first.page("nothing yet", first.browser(staff), "/audit");
  empty.services.dispose();
  sheet.sections.push(...first.sections);
  return sheet;
}
