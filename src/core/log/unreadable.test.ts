import { beforeEach, expect, test } from "bun:test";
import { createLogger } from "#kit/logger.ts";
import { systemClock } from "#kit/clock.ts";
import { UnreadableEntries } from "./unreadable.ts";

let lines: string[];
let count: number;
let entries: UnreadableEntries;
beforeEach(() => {
  lines = [];
  count = 0;
  const write = (line: string) => void lines.push(line);
  const logger = createLogger({ clock: systemClock, level: "info", format: "json", write });
  entries = new UnreadableEntries(logger, () => void (count += 1));
});

test("an entry is logged and counted once, however often it is read", () => {
  for (const entry of ["1", "2", "1", "1"]) entries.report({ entry, why: "is broken" });
  expect(count).toBe(2);
  expect(lines).toHaveLength(2);
});

test("beyond ten thousand entries, further ones are neither logged nor counted", () => {
  for (let id = 1; id <= 10_001; id += 1) entries.report({ entry: `${id}`, why: "is broken" });
  expect(count).toBe(10_000);
  expect(lines).toHaveLength(10_000);
});
