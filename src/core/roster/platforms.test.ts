/**
 * The exports of learning platforms, as their sources and manuals describe them, are recognised
 * without a correction. Names and addresses are invented.
 */
import { expect, test } from "bun:test";
import { recognise } from "./columns.ts";
import { readTable } from "./read_table.ts";
import { listedPeople } from "./rows.ts";

interface Example {
  platform: string;
  /** Where the layout is documented. */
  source: string;
  list: string;
  uses: string;
  people: string[];
}

const examples: Example[] = [
  {
    platform: "Moodle, participants, English",
    source: "moodle/moodle: user/action_redir.php, operation download_participants",
    list: `"First name","Last name","ID number","Email address",Groups
Lena,Müller,4417801,lena@uni.example,"Tutorial 1, Team 3"
Kim,Ji-won,4417802,kim@uni.example,
`,
    uses: "first_name last_name number address group",
    people: [
      "Lena Müller <lena@uni.example> 4417801 Tutorial 1+Team 3",
      "Kim Ji-won <kim@uni.example> 4417802",
    ],
  },
  {
    platform: "Moodle, participants, German",
    source: "the same with Moodle's German language pack; spreadsheets save it with semicolons",
    list: `Vorname;Nachname;ID-Nummer;E-Mail-Adresse;Gruppen\r
Lena;Müller;4417801;lena@uni.example;"Tutorium 1"\r
`,
    uses: "first_name last_name number address group",
    people: ["Lena Müller <lena@uni.example> 4417801 Tutorium 1"],
  },
  {
    platform: "Moodle, grades, English",
    source:
      "moodle/moodle: grade/export/txt/grade_export_txt.php and the setting grade_export_userprofilefields",
    list: `"First name",Surname,"ID number",Institution,Department,"Email address","Assignment: Sheet 1 (Real)","Course total (Real)","Last downloaded from this course"
Lena,Müller,4417801,,CS,lena@uni.example,9.00,9.00,1764260000
Kim,Ji-won,4417802,,CS,kim@uni.example,-,-,1764260000
`,
    uses: "first_name last_name number extra extra address extra extra extra",
    people: ["Lena Müller <lena@uni.example> 4417801", "Kim Ji-won <kim@uni.example> 4417802"],
  },
  {
    platform: "Moodle, grades, German",
    source: "the same with Moodle's German language pack",
    list: `Vorname;Nachname;ID-Nummer;Institution;Abteilung;E-Mail-Adresse;"Aufgabe: Blatt 1 (Punkte)";"Kurs gesamt (Punkte)";"Zuletzt aus diesem Kurs geladen"
Lena;Müller;4417801;;Informatik;lena@uni.example;9,00;9,00;1764260000
`,
    uses: "first_name last_name number extra extra address extra extra extra",
    people: ["Lena Müller <lena@uni.example> 4417801"],
  },
  {
    platform: "ILIAS, members, English",
    source:
      "ILIAS: Services/Membership/classes/Export/class.ilMemberExport.php; ilCSVWriter separates by semicolons",
    list: `"Role/Status";"Registration";"Login";"First Name";"Last Name";"E-Mail";"Matriculation Number";"Group Memberships"
"Course Member";"2026-10-14 08:00:00";"lmueller";"Lena";"Müller";"lena@uni.example";"4417801";"Tutorial 1"
"Course Tutor";"2026-10-14 08:00:00";"kji";"Kim";"Ji-won";"kim@uni.example";"";"Tutorial 1, Tutorial 2"
`,
    uses: "role extra extra first_name last_name address number group",
    people: [
      "Lena Müller <lena@uni.example> 4417801 Tutorial 1",
      "Kim Ji-won <kim@uni.example> Tutorial 1+Tutorial 2 (tutor)",
    ],
  },
  {
    platform: "ILIAS, members, German",
    source: "the same with ILIAS's German language file",
    list: `"Rolle/Status";"Anmeldename";"Vorname";"Nachname";"E-Mail";"Matrikelnummer";"Gruppenmitgliedschaften"
"Kursmitglied";"lmueller";"Lena";"Müller";"lena@uni.example";"4417801";"Tutorium 1"
"Kurstutor/in";"kji";"Kim";"Ji-won";"kim@uni.example";"";""
`,
    uses: "role extra first_name last_name address number group",
    people: [
      "Lena Müller <lena@uni.example> 4417801 Tutorium 1",
      "Kim Ji-won <kim@uni.example> (tutor)",
    ],
  },
  {
    platform: "Stud.IP, participants, German",
    source:
      "Stud.IP: lib/export/export_xml_func.inc.php, export_teilis; its CSV template heads the columns so",
    list: `"Status";"Titel";"Vorname";"Nachname";"Titel nachgestellt";"Benutzername";"E-Mail";"Anmeldedatum";"Matrikelnummer";"Studiengänge"
"autor";"";"Lena";"Müller";"";"lmueller";"lena@uni.example";"14.10.2026";"4417801";"Informatik, Bachelor, 3"
"tutor";"Dr.";"Kim";"Ji-won";"";"kji";"kim@uni.example";"14.10.2026";"";""
`,
    uses: "role extra first_name last_name extra extra address extra number extra",
    people: ["Lena Müller <lena@uni.example> 4417801", "Kim Ji-won <kim@uni.example> (tutor)"],
  },
  {
    platform: "Stud.IP, participants, English",
    source: "the same with Stud.IP's English texts",
    list: `"Status";"Title";"First name";"Last name";"Username";"Email";"Matriculation number";"Group"
"author";"";"Lena";"Müller";"lmueller";"lena@uni.example";"4417801";"Tutorial 1"
`,
    uses: "role extra first_name last_name extra address number group",
    people: ["Lena Müller <lena@uni.example> 4417801 Tutorial 1"],
  },
  {
    platform: "Canvas, gradebook",
    source:
      "instructure/canvas-lms: lib/gradebook_exporter.rb; its headings are English in every language",
    list: `Student,ID,SIS User ID,SIS Login ID,Section,Sheet 1 (1234),Current Score
"    Points Possible",,,,,10.0,(read only)
"Müller, Lena",1001,4417801,lena@uni.example,Tutorial 1,9.0,90.0
"Ji-won, Kim",1002,4417802,kim@uni.example,Tutorial 1 and Team 3,,
"Student, Test",1003,,f00dfeed@uni.example,Tutorial 1,,
`,
    uses: "name extra number address group extra extra",
    people: [
      "Lena Müller <lena@uni.example> 4417801 Tutorial 1",
      "Kim Ji-won <kim@uni.example> 4417802 Tutorial 1+Team 3",
    ],
  },
  {
    platform: "Canvas, gradebook, with names in two columns and German separators",
    source: "the same with show_student_first_last_name and col_sep",
    list: `LastName;FirstName;ID;SIS Login ID;Section;Blatt 1 (1234)
"    Points Possible";;;;;10,0
Müller;Lena;1001;lena@uni.example;Tutorium 1 und Team 3;9,0
Student;Test;1003;f00dfeed@uni.example;Tutorium 1;
`,
    uses: "last_name first_name extra address group extra",
    people: ["Lena Müller <lena@uni.example> Tutorium 1+Team 3"],
  },
  {
    platform: "a column of addresses",
    source: "as it is copied from a mail or a spreadsheet",
    list: "lena.mueller@uni.example\n\nKim Ji-won <kim@uni.example>\n",
    uses: "address",
    people: ["Lena Mueller <lena.mueller@uni.example>", "Kim Ji-won <kim@uni.example>"],
  },
  {
    platform: "the recipients of a mail",
    source: "RFC 5322, section 3.4, in one line",
    list: "Lena Müller <lena@uni.example>, kim@uni.example",
    uses: "address",
    people: ["Lena Müller <lena@uni.example>", "Kim <kim@uni.example>"],
  },
  {
    platform: "a spreadsheet without headings",
    source: "as it is copied: separated by tabs",
    list: "Lena\tMüller\tlena@uni.example\t4417801\nKim\tJi-won\tkim@uni.example\t4417802\n",
    uses: "first_name last_name address number",
    people: ["Lena Müller <lena@uni.example> 4417801", "Kim Ji-won <kim@uni.example> 4417802"],
  },
];

test.each(examples.map((example) => [example.platform, example] as const))(
  "%s: every column and every person is recognised",
  async (_platform, { list, uses, people }) => {
    const found = recognise(readTable(list));
    expect(found.columns.map(({ use }) => use).join(" ")).toBe(uses);
    const listed = await listedPeople(found);
    expect(listed.unusable).toEqual([]);
    const shown = listed.people.map(({ name, email, number, groups, role }) =>
      [
        name,
        `<${email}>`,
        number,
        groups.flatMap(({ parts }) => parts).join("+"),
        role === "student" ? "" : `(${role})`,
      ]
        .filter(Boolean)
        .join(" "),
    );
    expect(shown).toEqual(people);
  },
);
