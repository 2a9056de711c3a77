import { expect, test } from "bun:test";
import { closeDirections } from "./close_directions.ts";

test("directions opened in a text's last line are closed, and nothing else", () => {
  expect(closeDirections("plain")).toBe("");
  expect(closeDirections("pay me \u202e001")).toBe("\u202c");
  expect(closeDirections("\u202e001\nnext line")).toBe("");
  expect(closeDirections("\u2067a\u202eb\u202dc")).toBe("\u2069\u202c\u202c");
});
