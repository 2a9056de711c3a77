/** A short selection; `./run.sh drill imports` kills twenty times, on both databases. */
import { expect, setDefaultTimeout, test } from "bun:test";
import { killedImport } from "./import_kills.ts";

const kills = Number(process.env["IMPORT_KILLS"] ?? 3);
const seed = Number(process.env["IMPORT_SEED"] ?? 1);
setDefaultTimeout(600_000);

test(`an import and its undo, each killed ${kills} times, end as if nobody had (seed ${seed})`, async () => {
  expect(await killedImport({ seed, kills, people: Math.max(400, kills * 200) })).toEqual([]);
});
