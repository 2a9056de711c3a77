import { describe, expect, test } from "bun:test";
import { lookalikeFinder } from "./lookalikes.ts";

const staff = ["Prof. Dr. Grace Hopper", "Ada Lovelace", "Jürgen Müller", "Ἀθηνᾶ", "Ιван 🦊", "🦊"];
const like = lookalikeFinder(staff);

describe("a name looks like another one", () => {
  const alike: [string, string][] = [
    ["Prof. Dr. Grace Hopper", "Prof. Dr. Grace Hopper"],
    ["GRACE HOPPER", "Prof. Dr. Grace Hopper"],
    ["Dr Grace Hopper", "Prof. Dr. Grace Hopper"],
    ["Grace-Hopper", "Prof. Dr. Grace Hopper"],
    ["Ada LoveIace", "Ada Lovelace"],
    ["Ada Love1ace", "Ada Lovelace"],
    ["Аdа Lоvеlасе", "Ada Lovelace"],
    ["Ada  L0velace", "Ada Lovelace"],
    ["Jurgen Muller", "Jürgen Müller"],
    ["Jürgen Mü|ler", "Jürgen Müller"],
    ["ℊrace hopper", "Prof. Dr. Grace Hopper"],
    ["🦊", "🦊"],
  ];
  test.each(alike)("%s like %s", (name, known) => expect(like(name)).toBe(known));
});

describe("a name looks like none of them", () => {
  const others = ["Grace", "Hopper Grace", "Ada Lovelace-Byron", "Ada Love", "Dr.", "🐢", "Müller"];
  test.each(others)("%s", (name) => expect(like(name)).toBeUndefined());
});
