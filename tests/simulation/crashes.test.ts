import { expect, test } from "bun:test";
import { faultRun, killInTurn } from "./fault_run.ts";

const small = { writers: 12, restWriters: 3, observers: 4, groups: 3, messagesEach: 3 };

test("[D1] [D2] [D4] servers that are killed while people write lose nothing and double nothing", async () => {
  const run = { ...small, rounds: 3, lateMs: 15_000, fault: killInTurn };
  const { acked, stored, anomalies } = await faultRun(run);
  expect(anomalies).toEqual([]);
  expect(stored).toBe(acked);
  expect(acked).toBe(run.rounds * (run.writers * run.messagesEach + run.restWriters));
}, 60_000);
