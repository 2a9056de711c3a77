import { expect, test } from "bun:test";
import { moved } from "./group_order.ts";

const order = ["a", "b", "c"];

test("the first cannot go up, nor the last down", () => {
  expect(moved(order, "a", { step: "up" })).toEqual(order);
  expect(moved(order, "c", { step: "down" })).toEqual(order);
});

test("a step changes places with the neighbour", () => {
  expect(moved(order, "b", { step: "up" })).toEqual(["b", "a", "c"]);
  expect(moved(order, "b", { step: "down" })).toEqual(["a", "c", "b"]);
});

test("a group goes before another one, in either direction", () => {
  expect(moved(order, "c", { before: "a" })).toEqual(["c", "a", "b"]);
  expect(moved(order, "a", { before: "c" })).toEqual(["b", "a", "c"]);
  expect(moved(order, "b", { before: "b" })).toEqual(order);
});

test("before a group that is gone means at the end", () => {
  expect(moved(order, "a", { before: "gone" })).toEqual(["b", "c", "a"]);
});
