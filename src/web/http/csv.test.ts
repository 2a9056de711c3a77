import { expect, test } from "bun:test";
import { csvAddress, csvText } from "./csv.ts";

test("no cell is a formula, whatever a person is called", () => {
  const bad = [
    '=HYPERLINK("http://evil.example","x")',
    "+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    " =1",
    "\u200b=1",
    "\uff1d1",
    "\uff0b1",
    "\uff0d1",
    "\uff20A1",
  ];
  for (const cell of bad) expect(csvText([[cell]]).slice(1)).toStartWith(`"'`);
  expect(csvText([["a=1", "Anne-Marie", "mira@uni.example.edu"]])).not.toContain("'");
});

test("quotes, commas and line breaks stay in their cell", () => {
  expect(csvText([['Ada "Countess"', "Byron, A."], ["a\nb"]])).toBe(
    '\ufeff"Ada ""Countess""","Byron, A."\r\n"a\nb"\r\n',
  );
});

test("the address holds the whole text", () => {
  const text = csvText([["Jürgen", "Ελένη"]]);
  const [head, data] = csvAddress(text).split(",");
  expect(head).toBe("data:text/csv;charset=utf-8;base64");
  expect(Buffer.from(data!, "base64").toString()).toBe(text);
});
