/** Lists as bytes and text, also malformed ones. */
import { describe, expect, test } from "bun:test";
import { rosterLimits } from "#wire/limits.ts";
import { Refusal } from "../refusals.ts";
import { recognise } from "./columns.ts";
import { decodeList, pastedList } from "./decode.ts";
import { nearFinder } from "./near.ts";
import { readTable } from "./read_table.ts";
import { listedPeople } from "./rows.ts";

function refusalOf(read: () => unknown): [reason: string, line: unknown] {
  try {
    read();
  } catch (error) {
    if (error instanceof Refusal) return [error.reason, error.params["line"]];
    throw error;
  }
  return ["none", undefined];
}

const listOf = (text: string) => listedPeople(recognise(readTable(text)));
const reasonsOf = async (text: string) =>
  (await listOf(text)).unusable.map(({ line, reason }) => [line, reason]);

describe("refused as a whole, with the line:", () => {
  test("nothing, only empty lines, and only separators", () => {
    for (const text of ["", "\n \r\n\t\n", ";;;\n;;;"])
      expect(refusalOf(() => readTable(text))).toEqual(["roster_empty", undefined]);
  });

  test("a quotation mark that is never closed", () => {
    const text = 'Name;E-Mail\nLena;lena@uni.example\n"Kim;kim@uni.example\n';
    expect(refusalOf(() => readTable(text))[0]).toBe("roster_quotes");
    expect(refusalOf(() => readTable('"'.repeat(9_999)))[0]).toBe("roster_quotes");
  });

  test("4 MB in a cell", () => {
    const text = `Name;E-Mail\nLena;lena@uni.example\n${"x".repeat(3_900_000)};kim@uni.example\n`;
    expect(refusalOf(() => readTable(text))).toEqual(["roster_row_long", 3]);
    const quoted = `Name;E-Mail\n"${"x\n".repeat(1_900_000)}";kim@uni.example\n`;
    expect(refusalOf(() => readTable(quoted))[0]).toBe("roster_row_long");
  });

  test("more bytes, rows or columns than a list may have", () => {
    const bytes = new Uint8Array(rosterLimits.bytes + 1).fill(65);
    expect(refusalOf(() => decodeList(bytes))[0]).toBe("roster_bytes");
    expect(refusalOf(() => pastedList("ä".repeat(rosterLimits.bytes / 2 + 1)))[0]).toBe(
      "roster_bytes",
    );
    const rows = "a@uni.example\n".repeat(rosterLimits.rows + 2);
    expect(refusalOf(() => readTable(rows))[0]).toBe("roster_rows");
    const wide = `a@uni.example${";x".repeat(rosterLimits.columns)}`;
    expect(refusalOf(() => readTable(wide))).toEqual(["roster_columns", 1]);
  });
});

test("nothing but quotation marks is a list without people", async () => {
  expect((await listOf('"'.repeat(10_000))).people).toEqual([]);
});

test("10,000 times the same row is one person, and 9,999 rows with their line and reason", async () => {
  const text = `E-Mail;Name\n${"lena@uni.example;Lena\n".repeat(10_000)}`;
  const { people, unusable } = await listOf(text);
  expect(people).toHaveLength(1);
  expect(unusable).toHaveLength(9_999);
  expect(unusable.at(-1)).toMatchObject({ line: 10_001, reason: "roster_repeated" });
});

test("a row that cannot be used has its line and reason, and the others are used", async () => {
  const text = `Name;E-Mail;Rolle
O’Connor;;Teilnehmer/in
Can;can@stud;
Zero;zero@uni.example;Warteliste
Аdmin;admin@uni.example;
Lena;lena@uni.example;
LENA;Lena@UNI.example;
`;
  expect(await reasonsOf(text)).toEqual([
    [2, "roster_no_address"],
    [3, "email_malformed"],
    [4, "roster_waiting"],
    [5, "name_mixed"],
    [7, "roster_repeated"],
  ]);
  expect((await listOf(text)).people.map(({ line }) => line)).toEqual([6]);
});

describe("bytes:", () => {
  const text = "Name;E-Mail\nLena Müller;lena@uni.example\n";
  const encoders: [string, Uint8Array][] = [
    ["UTF-8", Buffer.from(text)],
    ["UTF-8 with a byte order mark", Buffer.from(`\ufeff${text}`)],
    ["UTF-16, as Excel writes it", Buffer.from(`\ufeff${text}`, "utf16le")],
    ["UTF-16, the other way round", Buffer.from(`\ufeff${text}`, "utf16le").swap16()],
    ["Windows-1252", Buffer.from(text, "latin1")],
  ];
  test.each(encoders)("%s", async (_name, bytes) => {
    expect((await listOf(decodeList(bytes).text)).people[0]?.name).toBe("Lena Müller");
  });

  test("what Windows-1252 has and Latin-1 has not", () => {
    const bytes = new Uint8Array([0x80, 0x9a, 0x92, 0xfc]);
    expect(decodeList(bytes)).toEqual({ text: "€š’ü", encoding: "Windows-1252" });
  });

  test("characters that cannot be stored are left out", () => {
    expect(decodeList(Buffer.from("a\0b@uni.example")).text).toBe("ab@uni.example");
  });
});

test("line ends of Windows within quotation marks belong to their cell, and lines are counted", async () => {
  const text = 'Name;Note;E-Mail\r\nLena;"first\r\nsecond";lena@uni.example\r\nKim;;kim@stud\r\n';
  const { people, unusable } = await listOf(text);
  expect(people).toMatchObject([{ line: 2, name: "Lena" }]);
  expect(unusable).toMatchObject([{ line: 4, reason: "email_malformed" }]);
});

test("a name may contain commas, in quotation marks or between other separators", async () => {
  const quoted =
    'Name,E-Mail\n"Müller, Lena",lena@uni.example\n"King, Martin, Jr.",mk@uni.example\n';
  expect((await listOf(quoted)).people.map(({ name }) => name)).toEqual([
    "Lena Müller",
    "Martin Jr. King",
  ]);
  const bare = "Müller, Lena;lena@uni.example\nJi-won, Kim;kim@uni.example\n";
  expect((await listOf(bare)).people.map(({ name }) => name)).toEqual([
    "Lena Müller",
    "Kim Ji-won",
  ]);
});

test("nearly the same address is found, and student numbers are not taken for it", () => {
  const people = [
    { email: "a.wisniewska@uni.example", name: "Aleksandra Wiśniewska" },
    { email: "l.mueller3@uni.example", name: "Lena Müller" },
    { email: "s4417801@uni.example", name: "Kim Ji-won" },
  ];
  const near = nearFinder(people);
  const found = (email: string, name: string) => near({ email, name })?.name;
  expect(found("a.wisneiwska@uni.example", "A. W.")).toBe("Aleksandra Wiśniewska");
  expect(found("l.mueller4@uni.example", "Lena Müller")).toBe("Lena Müller");
  expect(found("l.mueller4@uni.example", "Lea Mueller")).toBeUndefined();
  expect(found("s4417802@uni.example", "Somebody Else")).toBeUndefined();
  expect(found("nobody@uni.example", "Kim Ji-won")).toBeUndefined();
});
