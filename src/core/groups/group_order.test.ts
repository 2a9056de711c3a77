import { expect, test } from "bun:test";
import { movedOrder } from "./group_order.ts";

const order = ["a", "b", "c"];

test("the first cannot go up, nor the last down", () => {
  expect(movedOrder(order, "a", { step: "up" })).toEqual(order);
  expect(movedOrder(order, "c", { step: "down" })).toEqual(order);
});

test("a step swaps a group with its neighbour", () => {
  expect(movedOrder(order, "b", { step: "up" })).toEqual(["b", "a", "c"]);
  expect(movedOrder(order, "b", { step: "down" })).toEqual(["a", "c", "b"]);
  const five = ["a", "b", "c", "d", "e"];
  expect(movedOrder(five, "b", { step: "down" })).toEqual(["a", "c", "b", "d", "e"]);
  expect(movedOrder(five, "d", { step: "up" })).toEqual(["a", "b", "d", "c", "e"]);
});

test("a group moves to either end at once", () => {
  expect(movedOrder(order, "b", { step: "first" })).toEqual(["b", "a", "c"]);
  expect(movedOrder(order, "b", { step: "last" })).toEqual(["a", "c", "b"]);
  expect(movedOrder(order, "a", { step: "first" })).toEqual(order);
});

test("a group moves before another one, in either direction", () => {
  expect(movedOrder(order, "c", { before: "a" })).toEqual(["c", "a", "b"]);
  expect(movedOrder(order, "a", { before: "c" })).toEqual(["b", "a", "c"]);
  expect(movedOrder(order, "b", { before: "b" })).toEqual(order);
});

test("before a group that is gone means at the end", () => {
  expect(movedOrder(order, "a", { before: "gone" })).toEqual(["b", "c", "a"]);
});
