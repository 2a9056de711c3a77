import { describe, expect, test } from "bun:test";
import { codeParts } from "./code_parts.ts";

/** Text as it is, code within a line in brackets, blocks in braces after their language. */
const shape = (text: string) =>
  codeParts(text).map((part) => {
    if (part.kind === "text") return part.text;
    return part.kind === "code" ? `[${part.text}]` : `${part.language}{${part.text}}`;
  });
const whole = (text: string) =>
  codeParts(text)
    .map((part) => (part.kind === "text" ? part.text : part.open + part.text + part.close))
    .join("");

describe("no code is made from", () => {
  test.each([
    "",
    "no backticks",
    "one ` alone",
    "a `b\nc` over two lines",
    "``two and one`",
    "empty `` and blank ` `",
    "```\nnot closed",
    "```\n```",
    "``` in\na line```d",
  ])("%j", (text) => expect(shape(text).join("")).toBe(text));
});

test.each([
  ["swap `i` and `j`.", ["swap ", "[i]", " and ", "[j]", "."]],
  ["``a ` b``", ["[a ` b]"]],
  ["```in one line```", ["[in one line]"]],
  ["one ` and\nthen `x`", ["one ` and\nthen ", "[x]"]],
  ["`` and `x`", ["`` and ", "[x]"]],
])("code within a line: %j", (text, parts) => expect(shape(text)).toEqual(parts));

test.each([
  ["```\na\n```", ["{a}"]],
  ["see\n```python\nif a:\n    b\n\n```\nthere", ["see", "python{if a:\n    b\n}", "there"]],
  ["```int a;\nint b;\n```", ["{int a;\nint b;}"]],
  ["```c++ \na\n```", ["c++{a}"]],
  ["````\n```\n`b`\n````", ["{```\n`b`}"]],
  ["```\na\n```\n```\nb\n```\n`c`", ["{a}", "{b}", "[c]"]],
  ["```js\na\n```js\nb\n```", ["js{a\n```js\nb}"]],
  ["````js\na\n```\nb\n```", ["````js\na", "{b}"]],
])("a block has lines of its own: %j", (text, parts) => expect(shape(text)).toEqual(parts));

const size = 8_000;
const hostile = [
  "`".repeat(size),
  "` ".repeat(size / 2),
  "`a".repeat(size / 2),
  "```a\n".repeat(size / 5),
  "```\n".repeat(size / 4),
  Array.from({ length: 120 }, (_, index) => `${"`".repeat(123 - index)}a`).join("\n"),
  Array.from({ length: 120 }, (_, index) => `${"`".repeat(index + 1)}a`).join(""),
];

test("nothing of a text is lost or changed", () => {
  for (const text of [
    ...hostile,
    "see\n\n```python\nif a:\n    b\n\n```\n\nthere `a` and\n```\nb\n```",
    "```\n\n```\n```\na\n```",
  ]) {
    expect(whole(text)).toBe(text);
  }
});
