import { expect, test } from "bun:test";
import { benchArguments } from "./arguments.ts";

const known = { all: ["fan-out", "acks", "history"], compared: ["fan-out", "acks"] };

const refused: [string, string[], string][] = [
  ["a bench that does not exist", ["acks", "speed"], 'There is no bench "speed"'],
  ["an option that does not exist", ["--faster"], "--faster"],
  ["a comparison of what is not compared", ["history", "--against", "main"], "does not compare"],
  ["a comparison with nothing", ["--against"], "against"],
  ["a comparison with an option", ["--against=--rounds"], "needs the name"],
  ["a version that is a command", ["--against", "main; rm"], "is no name of a version"],
  ["fewer rounds than say something", ["--against", "main", "--rounds", "6"], "from 7 to 100"],
  ["rounds that are no number", ["--against", "main", "--rounds", "many"], "from 7 to 100"],
  ["a profile of everything", ["--profile"], "--profile needs the name of a bench"],
  ["a profile of a comparison", ["acks", "--profile", "--against", "main"], "not --against"],
  ["rounds of nothing to compare", ["--rounds", "9"], "belongs to --against"],
];

test.each(refused)("%s is refused in words", (_title, argv, words) => {
  expect(() => benchArguments(argv, known)).toThrow(words);
});

test("without anything all benches are meant, seven times where versions are compared", () => {
  expect(benchArguments([], known)).toEqual({ names: [], rounds: 7, profile: false, help: false });
});

test("a version, rounds and names are read in any order, names also with an underscore", () => {
  const argv = ["acks", "--against", "v1.2~3", "fan_out", "--rounds", "9"];
  const wanted = {
    names: ["acks", "fan-out"],
    against: "v1.2~3",
    rounds: 9,
    profile: false,
    help: false,
  };
  expect(benchArguments(argv, known)).toEqual(wanted);
});
