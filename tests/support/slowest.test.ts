import { expect, test } from "bun:test";
import { join } from "node:path";
import { slowest, timingsOf } from "./slowest.ts";

test("the files that begin first exist, and every other one has a time as well", async () => {
  const root = join(import.meta.dir, "../..");
  const isThere = (path: string) => Bun.file(join(root, path)).exists();
  const names = Object.keys(slowest);
  expect(names).not.toBeEmpty();
  expect(await Promise.all(names.map(isThere))).toEqual(names.map(() => true));
  const { files } = JSON.parse(timingsOf([names[0]!, "another"])) as { files: object };
  expect(files).toEqual({ [names[0]!]: slowest[names[0]!]! * 1_000, another: 1_000 });
});
