import { expect, test } from "bun:test";
import { containsWords } from "./search_text.ts";

test("what lacks a typed word does not match", () => {
  expect(containsWords("Anna Müller", "anna schmidt")).toBe(false);
});

test("words match in any order, whatever their case and accents", () => {
  expect(containsWords("Anna Müller", "muller AN")).toBe(true);
  expect(containsWords("Zoë", "zoe")).toBe(true);
});

test("nothing typed containsWords everything", () => {
  expect(containsWords("Anna", "")).toBe(true);
  expect(containsWords("", "  ")).toBe(true);
});
