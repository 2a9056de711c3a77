import { expect, test } from "bun:test";
import { lookOf, lookText, usualLook } from "./list_look.ts";
import { sectionsOf } from "./list_sections.ts";

const conversations = [
  { id: "a", name: "Team 1", unread: 0 },
  { id: "b", name: "Team 2", unread: 3 },
  { id: "c", name: "Seminar", unread: 0 },
].map((group, position) => ({ ...group, position, seq: 5 }));

const state = {
  conversations,
  current: undefined,
  currentId: "a",
  favourites: ["c"],
  filter: "",
  look: usualLook,
};

function shown(changes: Partial<Parameters<typeof sectionsOf>[0]> = {}) {
  return sectionsOf({ ...state, ...changes }).map((section) => [
    section.kind,
    section.conversations.map(({ id }) => id).join(""),
  ]);
}

test("unread groups come first, then favourites, each once", () => {
  expect(shown()).toEqual([
    ["unread", "b"],
    ["favourites", "c"],
    ["groups", "a"],
  ]);
  expect(shown({ favourites: ["b", "c"] })).toEqual([
    ["unread", "b"],
    ["favourites", "c"],
    ["groups", "a"],
  ]);
});

test("without the choice, all groups keep the order of the staff", () => {
  expect(shown({ look: { unreadFirst: false, twoLines: false }, favourites: [] })).toEqual([
    ["groups", "abc"],
  ]);
});

test("a search shows one list, in which favourites and unread groups are not apart", () => {
  expect(shown({ filter: "team 2" })).toEqual([["found", "b"]]);
  expect(shown({ filter: "nothing" })).toEqual([]);
});

test("the look survives its cookie, and an unknown cookie is the look without extras", () => {
  for (const unreadFirst of [true, false]) {
    for (const twoLines of [true, false]) {
      expect(lookOf(lookText({ unreadFirst, twoLines }))).toEqual({ unreadFirst, twoLines });
    }
  }
  expect(lookOf(undefined)).toEqual(usualLook);
  expect(lookOf("<script>")).toEqual({ unreadFirst: false, twoLines: false });
});

test("groups of several courses have a section for each, in the order of the courses", () => {
  const first = { id: "x", name: "Geology", position: 1 };
  const second = { id: "y", name: "Mineralogy", position: 2 };
  const [a, b, c] = conversations;
  const mixed = [
    { ...a!, course: first },
    { ...b!, unread: 0, course: second },
    { ...c!, course: second },
  ];
  const titles = (groups: typeof mixed) =>
    sectionsOf({ ...state, favourites: [], conversations: groups }).map(
      ({ kind, course, conversations: own }) =>
        `${kind} ${course?.name}: ${own.map(({ id }) => id).join("")}`,
    );
  expect(titles(mixed)).toEqual(["groups Geology: a", "groups Mineralogy: bc"]);
  expect(titles(mixed.slice(1))).toEqual(["groups undefined: bc"]);
});

test("groups that are over come last, those of earlier rounds apart from the others", () => {
  const [a, b, c] = conversations;
  const over = [
    { ...a!, archived: true as const },
    { ...b!, archived: true as const, chapter: { set: "Reviews", round: 1 } },
    c!,
  ];
  expect(shown({ conversations: over, favourites: [] })).toEqual([
    ["groups", "c"],
    ["rounds", "b"],
    ["archived", "a"],
  ]);
});
