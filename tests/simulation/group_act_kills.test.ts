/** A short selection; `./run.sh drill acts` kills twenty times, on both databases, and for each kind. */
import { expect, setDefaultTimeout, test } from "bun:test";
import { type GroupActRun, killedGroupAct } from "./group_act_kills.ts";

const kills = Number(process.env["ACT_KILLS"] ?? 2);
const seed = Number(process.env["ACT_SEED"] ?? 1);
setDefaultTimeout(600_000);

/** Deleting and restoring have a part for each group, the others for several. */
const acts: Pick<GroupActRun, "name" | "groups" | "statements">[] = [
  { name: "write", groups: kills * 30, statements: 90 },
  { name: "delete", groups: kills * 8, statements: 30 },
  { name: "archive", groups: kills * 30, statements: 90 },
  { name: "add_staff", groups: kills * 30, statements: 90 },
  { name: "move", groups: kills * 50, statements: 70 },
  { name: "mode", groups: kills * 50, statements: 90 },
  { name: "remove_person", groups: kills * 30, statements: 90 },
  { name: "copy", groups: kills * 15, statements: 90 },
  { name: "unarchive", groups: kills * 30, statements: 90 },
  { name: "restore", groups: kills * 8, statements: 30 },
  // Two hundred can be made at once, and as many are archived.
  { name: "make", groups: kills * 10, statements: 60 },
];

for (const act of kills > 2 ? acts : acts.slice(0, 1)) {
  test(`${act.name} on ${act.groups} groups and its undo, each killed ${kills} times, end as if nobody had (seed ${seed})`, async () => {
    expect(await killedGroupAct({ seed, kills, ...act })).toEqual([]);
  });
}
