import { expect, test } from "bun:test";
import { inTurns } from "./turns.ts";

test("everything is done once, in order, and others get a turn in between", async () => {
  const items = Array.from({ length: 450 }, (_, index) => index);
  const done: number[] = [];
  const seen: number[] = [];
  let isOver = false;
  const look = () => {
    seen.push(done.length);
    if (!isOver) setImmediate(look);
  };
  setImmediate(look);
  await inTurns(items, (item) => void done.push(item));
  isOver = true;
  expect(done).toEqual(items);
  expect(seen).toEqual(expect.arrayContaining([100, 200, 300, 400]));
});

test("an error ends it", async () => {
  const done: number[] = [];
  const work = inTurns([1, 2, 3], (item) => {
    if (item === 2) throw new Error("two");
    done.push(item);
  });
  await expect(work).rejects.toThrow("two");
  expect(done).toEqual([1]);
});
