/** What the headings of lists say, in English and German, and the roles that lists name. */
import { foldText } from "#wire/fold.ts";

/** What a column is for. `extra` may be kept for the course; `none` is left out. */
export type ColumnUse =
  "address" | "name" | "first_name" | "last_name" | "number" | "group" | "role" | "extra" | "none";

export const columnUses: readonly ColumnUse[] = [
  "address",
  "name",
  "first_name",
  "last_name",
  "number",
  "group",
  "role",
  "extra",
  "none",
];

/** Folded, words separated by single spaces. */
const headings: Partial<Record<ColumnUse, string>> = {
  address:
    "email, e mail, mail, email address, e mail address, mail address, email adresse, e mail adresse, emailadresse, mailadresse, mail adresse, primary email, university email, uni mail",
  first_name:
    "first name, firstname, given name, given names, forename, forenames, vorname, vornamen, rufname",
  last_name:
    "last name, lastname, surname, family name, familyname, nachname, nachnamen, familienname, zuname",
  name: "name, full name, fullname, display name, student, student name, participant, vollstandiger name, vor und nachname, vorname nachname, nachname vorname, anzeigename, teilnehmer, teilnehmer in, teilnehmende, studierende, studierende r, person",
  number:
    "student number, student no, student id, student id number, matriculation, matriculation number, matriculation no, registration number, id number, sis user id, matrikelnummer, matrikel nummer, matrikelnr, matrikel nr, matr nr, matrnr, mtknr, matrikel, id nummer",
  group:
    "group, groups, group name, group membership, group memberships, tutorial, tutorial group, tutorials, section, sections, team, teams, lab group, exercise group, gruppe, gruppen, gruppenname, gruppenmitgliedschaft, gruppenmitgliedschaften, gruppenmitgliedschaft en, tutorium, tutorien, ubungsgruppe, ubung, seminargruppe, praktikumsgruppe, abschnitt, statusgruppe",
  role: "role, roles, role status, rolle, rollen, rolle status, kursrolle",
};

const useOfHeading = new Map(
  Object.entries(headings).flatMap(([use, list]) =>
    list.split(", ").map((heading) => [heading, use as ColumnUse] as const),
  ),
);

/** A heading or a role as these lists have it. */
export function plainWords(text: string): string {
  return foldText(text)
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

export function useOf(heading: string): ColumnUse | undefined {
  return useOfHeading.get(plainWords(heading));
}

/** `waiting`: on the waiting list, not in the course yet. */
export type ListedRole = "student" | "tutor" | "teacher" | "waiting";

const roleNames: Record<ListedRole, string> = {
  student:
    "student, students, participant, member, course member, learner, teilnehmer, teilnehmer in, teilnehmerin, teilnehmende, teilnehmende r, studierende, studierende r, studentin, student in, mitglied, kursmitglied, gruppenmitglied, autor, autor in, author, leser",
  tutor:
    "tutor, tutors, course tutor, teaching assistant, ta, non editing teacher, tutorin, tutor in, kurstutor, kurstutorin, kurstutor in, hilfskraft, trainer in ohne bearbeitungsrecht",
  teacher:
    "teacher, teachers, instructor, lecturer, editing teacher, manager, course administrator, administrator, dozent, dozentin, dozent in, lehrende, lehrende r, lehrperson, trainer, trainer in, kursadministrator, kursadministratorin, kursadministrator in, kursadmin",
  waiting: "waiting list, warteliste, on waiting list, auf warteliste, awaiting, wartend",
};

const roleOfName = new Map(
  (["student", "tutor", "teacher", "waiting"] as const).flatMap((role) =>
    roleNames[role].split(", ").map((name) => [name, role] as const),
  ),
);

const rank: Record<ListedRole, number> = { student: 0, waiting: 1, tutor: 2, teacher: 3 };

/** Of several roles in a cell, the highest. @returns undefined if it names none that is known */
export function roleIn(cell: string): ListedRole | undefined {
  const whole = roleOfName.get(plainWords(cell));
  if (whole) return whole;
  return cell
    .split(/[,;|]/)
    .flatMap((part) => roleOfName.get(plainWords(part)) ?? [])
    .toSorted((a, b) => rank[b] - rank[a])[0];
}
