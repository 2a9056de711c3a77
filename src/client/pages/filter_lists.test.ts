import { expect, test } from "bun:test";
import { matches } from "./filter_lists.ts";

test("what lacks a typed word does not match", () => {
  expect(matches("Anna Müller", "anna schmidt")).toBe(false);
});

test("words match in any order, whatever their case and accents", () => {
  expect(matches("Anna Müller", "muller AN")).toBe(true);
  expect(matches("Zoë", "zoe")).toBe(true);
});

test("nothing typed matches everything", () => {
  expect(matches("Anna", "")).toBe(true);
  expect(matches("", "  ")).toBe(true);
});
