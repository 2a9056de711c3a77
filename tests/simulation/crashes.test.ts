import { expect, test } from "bun:test";
import { crashRun } from "./crash_run.ts";

test("[D1] [D2] [D4] servers that are killed while people write lose nothing and double nothing", async () => {
  const run = { kills: 3, writers: 12, groups: 3, messagesEach: 3 };
  const { acked, stored, anomalies } = await crashRun(run);
  expect(anomalies).toEqual([]);
  expect(stored).toBe(acked);
  expect(acked).toBe(run.kills * run.writers * run.messagesEach + run.kills);
}, 60_000);
