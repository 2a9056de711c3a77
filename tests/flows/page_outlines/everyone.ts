/** The pages before signing in, and those that every account has. */
import { readConfig } from "#kit/config.ts";
import { setupCode } from "#core/people/setup.ts";
import { hashPassword } from "#core/identity/password_hashes.ts";
import { setPassword } from "#storage/identities.ts";
import { startSession } from "#core/identity/sessions.ts";
import { issueCode } from "#core/identity/codes.ts";
import { createPerson, disablePerson } from "#core/people/manage_people.ts";
import { makePerson } from "#tests/support/people.ts";
import { addStudents, type Course, steadyWeb } from "./course.ts";
import { Sheet } from "./sheet.ts";

export type Chapter = (course: Course) => Promise<Sheet>;

export const sheetOf = (course: Course) => new Sheet(course, course.words);

/** The frame around the pages. */
export async function frame(course: Course): Promise<Sheet> {
  const sheet = sheetOf(course);
  const { ada, alan, ben } = course.people;
  await sheet.wholePage("nobody is signed in", sheet.browser(), "/auth/login");
  await sheet.wholePage("a student", sheet.browser(ben), "/conversations");
  await sheet.wholePage("staff", sheet.browser(alan), `/groups/delete/${course.groups.team1}`);
  await sheet.page("the start page", sheet.browser(), "/");
  await sheet.page("a student asks for a page of staff", sheet.browser(ada), "/users");
  await sheet.page("a page that does not exist", sheet.browser(ada), "/nothing");
  return sheet;
}

export async function signIn(course: Course): Promise<Sheet> {
  const sheet = sheetOf(course);
  const { ada } = course.people;
  const nobody = sheet.browser();
  await sheet.page("the form", nobody, "/auth/login");
  await sheet.page("after a link to a group", nobody, "/auth/login?next=/chat/one");
  await sheet.page("a page for which one has to sign in", nobody, "/groups?moved=1");
  const wrong = { email: "ada@uni.example.edu", password: "wrong", next: "/account" };
  await sheet.form("a wrong password keeps the address and the way", nobody, "/auth/login", wrong);
  await sheet.page("someone who is signed in", sheet.browser(ada), "/auth/login?next=/account");
  await sheet.page(
    "someone who is signed in, at the registration",
    sheet.browser(ada),
    "/auth/register",
  );
  await sheet.page(
    "someone who is signed in, at the guests' form",
    sheet.browser(ada),
    "/auth/guest",
  );
  await sheet.page("signing out, as a page", sheet.browser(ada), "/auth/logout");
  await sheet.page(
    "signing out everywhere, as a page",
    sheet.browser(ada),
    "/auth/logout?everywhere",
  );
  await sheet.form("signing out", sheet.browser(ada), "/auth/logout", {});
  return sheet;
}

/** The way of a one-time code. */
export async function join(course: Course): Promise<Sheet> {
  const sheet = sheetOf(course);
  const { ada, ben, grace } = course.people;
  const nobody = sheet.browser();
  await sheet.page("the form", nobody, "/join");
  await sheet.page("the form, for who is signed in", sheet.browser(ben), "/join");
  await sheet.form("a wrong code", nobody, "/join", { code: "ABCD-EFGH-JKLM" });
  const nia = { name: "Nia New", role: "user" as const };
  const { code } = (await createPerson(grace.context, nia)).code!;
  await sheet.form("whose the code is", nobody, "/join", { code });
  await sheet.form("a short password", nobody, "/join", { code, password: "short" });
  const browser = sheet.browser();
  await sheet.form("a password for a new account", browser, "/join", {
    code,
    password: "long enough",
  });
  const used = await issueCode(grace.context, ada.id);
  await sheet.form("a code for an account in use", nobody, "/join", { code: used.code });
  const owner = sheet.browser();
  const right = { code: used.code, password: "long enough too" };
  await sheet.form("a password for an account in use", owner, "/join", right);
  await sheet.page("its owner's account afterwards", owner, "/account");
  const known = { email: ada.email, password: right.password };
  await sheet.form("its owner's next sign-in", sheet.browser(), "/auth/login", known);
  return sheet;
}

export async function register(course: Course): Promise<Sheet> {
  const sheet = sheetOf(course);
  const nobody = sheet.browser();
  await sheet.page("the form", nobody, "/auth/register");
  const typed = { name: "Eve", email: "eve@uni.example.edu", password: "short" };
  await sheet.form("a short password is not sent back", nobody, "/auth/register", typed);
  const taken = { name: "", email: "ada@uni.example.edu", password: "long enough" };
  await sheet.form("no name", nobody, "/auth/register", taken);
  await sheet.form("an address that is taken", nobody, "/auth/register", { ...taken, name: "Eve" });
  await sheet.form("an account", sheet.browser(), "/auth/register", {
    ...typed,
    name: " Eve  E ",
    password: "long enough",
  });
  await sheet.page("the form for guests", nobody, "/auth/guest");
  await sheet.form("a guest without a name", nobody, "/auth/guest", { name: " ", email: "guest" });
  const guest = sheet.browser();
  const flo = { name: "Flo", email: "flo@uni.example.edu" };
  await sheet.form("a guest", guest, "/auth/guest", flo);
  await sheet.page("a guest who is signing out", guest, "/auth/logout");
  await sheet.page("a guest who is signing out everywhere", guest, "/auth/logout?everywhere");
  await sheet.form("a guest has signed out", guest, "/auth/logout", {});
  await sheet.page("the same browser", guest, "/auth/guest");
  await sheet.form("the guest's address, in that browser", guest, "/auth/guest", flo);
  await sheet.form("the guest comes back", guest, "/auth/guest/return", {});
  await sheet.form("another browser cannot", nobody, "/auth/guest/return", {});
  return sheet;
}

/** The sign-in and registration pages where registration is restricted. */
export async function registerRestricted({ services }: Course): Promise<Sheet> {
  const closed = steadyWeb({ services, config: { registration: { mode: "closed" } } });
  const sheet = new Sheet(closed);
  await sheet.page("closed: signing in", sheet.browser(), "/auth/login");
  await sheet.page("closed: the registration", sheet.browser(), "/auth/register");
  await sheet.page("closed: guests", sheet.browser(), "/auth/guest");
  const domains = ["uni.example.edu", "lab.example.edu"];
  const some = new Sheet(
    steadyWeb({ services, config: { registration: { mode: "domains", domains } } }),
  );
  await some.page("two domains: the registration", some.browser(), "/auth/register");
  await some.page("two domains: guests", some.browser(), "/auth/guest");
  const typed = { name: "Eve", email: "eve@elsewhere.example", password: "long enough" };
  await some.form("two domains: an address elsewhere", some.browser(), "/auth/register", typed);
  sheet.sections.push(...some.sections);
  return sheet;
}

/** Whose chat this is, and what people should know about it. */
export async function about(course: Course): Promise<Sheet> {
  const { services, people } = course;
  const sheet = sheetOf(course);
  await sheet.page("what staff can see", sheet.browser(), "/about/staff-access");
  await sheet.wholePage("the same, to a student", sheet.browser(people.ada), "/about/staff-access");
  await sheet.page("accessibility", sheet.browser(), "/about/accessibility");
  await sheet.page("a logo that is not set", sheet.browser(), "/about/logo");
  const to = { locale: "de", next: "/auth/login" };
  await sheet.form("a language", sheet.browser(), "/language", to);
  const seen = "/about/staff-access/seen";
  await sheet.form("the first visit", sheet.browser(people.ada), seen, { next: "/account" });
  const { institution } = readConfig({
    INSTITUTION_NAME: "Example University",
    IMPRINT_URL: "https://uni.example.edu/imprint",
    PRIVACY_URL: "https://uni.example.edu/privacy",
    HELP_CONTACT: "https://uni.example.edu/help",
  });
  const named = new Sheet(steadyWeb({ services, config: { institution } }));
  await named.wholePage("an institution", named.browser(), "/auth/login");
  await named.page("whom to ask", named.browser(), "/about/accessibility");
  sheet.sections.push(...named.sections);
  return sheet;
}

/** The first start, before there is an account. */
export async function setup(): Promise<Sheet> {
  const web = steadyWeb();
  const code = (await setupCode(web.services))!;
  const sheet = new Sheet(web);
  const browser = sheet.browser();
  await sheet.page("the form", browser, "/setup");
  const typed = {
    code: "wrong",
    name: "Grace",
    email: "grace@uni.example.edu",
    password: "long enough",
  };
  await sheet.form("a wrong code", browser, "/setup", typed);
  await sheet.form("the password as well as the rest", browser, "/setup", {
    ...typed,
    code,
    password: "grace",
  });
  await sheet.form("the first account", browser, "/setup", { ...typed, code });
  await sheet.page("afterwards it says so", sheet.browser(), "/setup");
  await sheet.page("afterwards it says so to who is signed in", browser, "/setup");
  await sheet.form("afterwards nobody is created", sheet.browser(), "/setup", { ...typed, code });
  web.services.dispose();
  return sheet;
}

export async function account(course: Course): Promise<Sheet> {
  const sheet = sheetOf(course);
  const { services, people, words, later } = course;
  const { ada, gus, grace } = people;
  await sheet.page("a student with one device", sheet.browser(ada), "/account");
  await sheet.page("a guest with one device", sheet.browser(gus), "/account");
  const hash = await hashPassword("the right password");
  await services.db.transaction((tx) =>
    setPassword(tx, { id: ada.id, password: hash, at: "2026-11-02" }),
  );
  later(30);
  const desktop = await startSession(services, { userId: ada.id, device: "Edge on Windows" });
  const phone = await startSession(services, { userId: ada.id, device: "Chrome on Android" });
  words.set(desktop.id, ":desktop").set(phone.id, ":phone");
  const browser = sheet.browser(ada);
  await sheet.page("a student with three devices", browser, "/account");
  const onPhone = sheet.browser({ ...ada, cookie: `session=${phone.token}` });
  await sheet.page("the same student on the phone", onPhone, "/account");
  const typed = { name: " ", locale: "de", theme: "dark" };
  await sheet.form("no name; the rest is kept", browser, "/account", typed);
  await sheet.form("a name", browser, "/account", { name: "Ada L.", locale: "en", theme: "light" });
  await sheet.page("the saved name, language and appearance", browser, "/account");
  await sheet.form("back to what browser and device say", browser, "/account", {
    name: "Ada L.",
    locale: "",
    theme: "",
  });
  const look = "/account/look";
  const elsewhere = { theme: "none", locale: "none", next: "//elsewhere.example" };
  await sheet.form("an unknown look, and another site", browser, look, elsewhere);
  await sheet.form("a theme, from a group", browser, look, { theme: "dark", next: "/groups?q=1" });
  await sheet.form("a language, from the account", browser, look, {
    locale: "de",
    next: "/account",
  });
  await sheet.wholePage("the chosen language and theme", browser, "/account");
  await sheet.form("English again", browser, look, { locale: "en", next: "/account" });
  const keyboard = "/account/keyboard";
  await sheet.form("no shortcuts of a single key", browser, keyboard, { single: "off" });
  await sheet.page("the shortcuts that are left", browser, "/help/shortcuts");
  await sheet.form("shortcuts of a single key", browser, keyboard, { single: "on" });
  const wrong = { current: "wrong", password: "another good one" };
  await sheet.form("a wrong current password", browser, "/account/password", wrong);
  const short = { current: "the right password", password: "short" };
  await sheet.form("a short new password", browser, "/account/password", short);
  await sheet.form("signing out one device", browser, `/account/devices/${phone.id}/end`, {});
  await sheet.form("signing out the other devices", browser, "/account/devices/others/end", {});
  const right = { current: "the right password", password: "another good one" };
  await sheet.form("a new password", browser, "/account/password", right);
  await sheet.form("signing out everywhere", browser, "/account/devices/all/end", {});
  await sheet.form("a password for a guest", sheet.browser(gus), "/account/password", right);
  await disablePerson(grace.context, gus.id);
  await sheet.page("a disabled account", sheet.browser(gus), "/account");
  return sheet;
}

export async function help(course: Course): Promise<Sheet> {
  const sheet = sheetOf(course);
  const { ada, gus, grace } = course.people;
  await sheet.page("nobody is signed in", sheet.browser(), "/help");
  await sheet.page("a student", sheet.browser(ada), "/help");
  await sheet.page("a guest", sheet.browser(gus), "/help");
  await sheet.page("staff", sheet.browser(grace), "/help");
  await sheet.page("the shortcuts, for staff", sheet.browser(grace), "/help/shortcuts");
  return sheet;
}

export async function chats(course: Course): Promise<Sheet> {
  const sheet = sheetOf(course);
  const { ada, ben, gus, alan, olga, grace } = course.people;
  await sheet.page("a student in three groups", sheet.browser(ada), "/conversations");
  await sheet.page(
    "a student with a deleted member's message",
    sheet.browser(olga),
    "/conversations",
  );
  await sheet.page("a guest", sheet.browser(gus), "/conversations");
  await sheet.page("a student without a group", sheet.browser(ben), "/conversations");
  await sheet.page("staff who are members", sheet.browser(grace), "/conversations");
  await sheet.page("staff who are not members", sheet.browser(alan), "/conversations");
  await sheet.page("a search", sheet.browser(ada), "/conversations?q=%20tuesday%20");
  await sheet.page("a search that finds nothing", sheet.browser(ada), "/conversations?q=graphs");
  const long = "x".repeat(201);
  await sheet.lines(
    "Find a group",
    "a search is cut",
    sheet.browser(ada),
    `/conversations?q=${long}`,
  );
  await sheet.page("a search without a group", sheet.browser(ben), "/conversations?q=team");
  const star = `/chat/${course.groups.seminar}/favourite`;
  await sheet.form("a group to keep at the top", sheet.browser(ada), star, { favourite: "yes" });
  await sheet.page("it stands above the others", sheet.browser(ada), "/conversations");
  await sheet.form("no longer", sheet.browser(ada), star, { favourite: "no" });
  await sheet.page("groups and people by name", sheet.browser(ada), "/find?q=o");
  await sheet.page("the same for staff", sheet.browser(alan), "/find?q=o");
  await sheet.page("nobody by that name", sheet.browser(ada), "/find?q=zzz");
  await sheet.page("the results for a script", sheet.browser(ada), "/find/results?q=team");
  const empty = steadyWeb();
  const staff = await makePerson(empty.services, { role: "admin", username: "first" });
  const first = new Sheet(empty);
  await first.wholePage("staff before there is a group", first.browser(staff), "/conversations");
  empty.services.dispose();
  sheet.sections.push(...first.sections);
  await sheet.form("skipping the first steps", sheet.browser(grace), "/account/steps/end", {});
  return sheet;
}

/** Staff look into a group, with a reason, and its members see it. */
async function looks({ services, people, groups }: Course, sheet: Sheet): Promise<void> {
  const { ada } = people;
  const reader = await makePerson(services, { role: "admin", name: "Lea Look" });
  const form = `/chat/${groups.team2}/look`;
  await sheet.page("nobody has looked in", sheet.browser(ada), "/looks");
  await sheet.page("staff are asked why they look in", sheet.browser(reader), form);
  await sheet.form("without a reason", sheet.browser(reader), form, { reason: "" });
  await sheet.form("looking in", sheet.browser(reader), form, { reason: "Lab 3" });
  const page = `/conversations/${groups.team2}/looks`;
  await sheet.page("who looked in", sheet.browser(ada), page);
  await sheet.page("who looked into one's groups", sheet.browser(ada), "/looks");
}

export async function group(course: Course): Promise<Sheet> {
  const sheet = sheetOf(course);
  const { services, people, groups } = course;
  const { ada, alan, grace, olga, gus, ben } = people;
  await sheet.page("a student", sheet.browser(ada), `/conversations/${groups.team1}`);
  await sheet.page("a guest", sheet.browser(gus), `/conversations/${groups.team1}`);
  await sheet.page("a student who owns it", sheet.browser(olga), `/conversations/${groups.team1}`);
  await sheet.page("staff", sheet.browser(alan), `/conversations/${groups.team1}`);
  await sheet.page(
    "a group without a description",
    sheet.browser(ada),
    `/conversations/${groups.team2}`,
  );
  await sheet.page("a student outside it", sheet.browser(ben), `/conversations/${groups.team1}`);
  const mode = `/conversations/${groups.team2}/mode`;
  await sheet.page("who can write, for staff", sheet.browser(alan), mode);
  await sheet.page("who can write, for a student", sheet.browser(ada), mode);
  const locked = { mode: "locked", seconds: "30", ends: "none", reason: "A test." };
  const past = { ...locked, until: "2020-01-01T12:00:00.000Z" };
  await sheet.form("an end that is over", sheet.browser(alan), mode, past);
  await sheet.form("locking it", sheet.browser(alan), mode, locked);
  await sheet.page("a locked group", sheet.browser(ada), `/conversations/${groups.team2}`);
  await sheet.page("its chat", sheet.browser(ada), `/chat/${groups.team2}`);
  await looks(course, sheet);
  await addStudents(course, { from: 1, to: 195, groupId: groups.team1 });
  const many = `/conversations/${groups.team1}`;
  await sheet.page("200 members have one page", sheet.browser(ada), `${many}?q=student%20001`);
  await addStudents(course, { from: 196, to: 198, groupId: groups.team1 });
  await sheet.page("more members, first page", sheet.browser(ada), many);
  await sheet.page("more members, last page", sheet.browser(ada), `${many}?page=2`);
  await sheet.page("more members, a page too far", sheet.browser(ada), `${many}?page=9`);
  await sheet.page("more members, found by name", sheet.browser(ada), `${many}?q=%20lovelace%20`);
  await sheet.page("more members, nobody found", sheet.browser(ada), `${many}?q=nobody&page=x`);
  const cut = `${many}?q=${"x".repeat(201)}`;
  await sheet.lines("Find a member", "a search is cut", sheet.browser(ada), cut);
  await services.db.transaction(
    (tx) => tx.run`delete from conversation_members where conversation_id = ${groups.team2}`,
  );
  await services.db.transaction(
    (tx) => tx.run`update conversations set last_seq = last_seq + 1 where id = ${groups.team2}`,
  );
  await sheet.page(
    "a group without members",
    sheet.browser(grace),
    `/conversations/${groups.team2}`,
  );
  return sheet;
}

export async function chat(course: Course): Promise<Sheet> {
  const sheet = sheetOf(course);
  const { ada, alan, gus, ben } = course.people;
  const { team1, team2, team3, seminar } = course.groups;
  await sheet.wholePage("a student with two unread messages", sheet.browser(ada), `/chat/${team1}`);
  await sheet.wholePage("staff who are not members", sheet.browser(alan), `/chat/${team3}`);
  await sheet.page("a guest who has read nothing", sheet.browser(gus), `/chat/${team1}`);
  await sheet.page(
    "older messages, without scripts",
    sheet.browser(ada),
    `/chat/${team1}?before=9`,
  );
  await sheet.page("a removed message", sheet.browser(ada), `/chat/${team2}`);
  await sheet.page("a removed message, for staff", sheet.browser(alan), `/chat/${team2}`);
  await sheet.page("no messages yet", sheet.browser(ada), `/chat/${seminar}`);
  await sheet.page("a student outside it", sheet.browser(ben), `/chat/${team1}`);
  await sheet.form("a message that is blank", sheet.browser(ada), `/chat/${seminar}`, {
    content: " \n",
  });
  await sheet.form("a message that is too long", sheet.browser(ada), `/chat/${seminar}`, {
    content: "x".repeat(8_001),
  });
  await sheet.form("a message", sheet.browser(ada), `/chat/${seminar}`, { content: "First!" });
  return sheet;
}

/** Some pages in the other language. */
export async function german(course: Course): Promise<Sheet> {
  const sheet = sheetOf(course);
  const { ada, alan, grace } = course.people;
  const speaks = { "Accept-Language": "de" };
  await sheet.wholePage("nobody is signed in", sheet.browser(undefined, speaks), "/auth/login");
  await sheet.wholePage("a student", sheet.browser(ada, speaks), "/conversations");
  await sheet.page("a group", sheet.browser(alan, speaks), `/conversations/${course.groups.team1}`);
  await sheet.page("the log", sheet.browser(grace, speaks), "/audit");
  await sheet.page("the help", sheet.browser(grace, speaks), "/help");
  return sheet;
}
