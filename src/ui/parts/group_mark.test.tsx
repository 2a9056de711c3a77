import { expect, test } from "bun:test";
import { renderToString } from "preact-render-to-string";
import { GroupMark } from "./group_mark.tsx";

const markOf = (name: string) =>
  />([^<>]*)<\//.exec(renderToString(<GroupMark name={name} />))?.[1];

test.each([
  ["Team 12", "12"],
  ["Lab 3: Plagiarism check, group 11", "3"],
  ["Tutorial, Tue 14:15", "T"],
  ["Practical 2026/27 group 4", "4"],
  ["Practical WS 26/27", "P"],
  ["Release 1.2", "R"],
  ["élan", "E"],
])("the mark of %p is %p: a number of its own, or the first letter", (name, mark) => {
  expect(markOf(name)).toBe(mark);
});
