import { expect, test } from "bun:test";
import { createLogger } from "#kit/logger.ts";
import { systemClock } from "#kit/clock.ts";
import { UnreadableEntries } from "./unreadable.ts";

test("an entry is logged and counted once, however often it is read", () => {
  const lines: string[] = [];
  const write = (line: string) => void lines.push(line);
  const logger = createLogger({ clock: systemClock, level: "info", format: "json", write });
  let count = 0;
  const entries = new UnreadableEntries(logger, () => void (count += 1));
  for (const entry of ["1", "2", "1", "1"]) entries.report({ entry, why: "is broken" });
  expect(count).toBe(2);
  expect(lines).toHaveLength(2);
});

test("beyond ten thousand entries, further ones are neither logged nor counted", () => {
  let count = 0;
  const logger = createLogger({
    clock: systemClock,
    level: "info",
    format: "json",
    write: () => {},
  });
  const entries = new UnreadableEntries(logger, () => void (count += 1));
  for (let id = 1; id <= 10_001; id += 1) entries.report({ entry: `${id}`, why: "is broken" });
  expect(count).toBe(10_000);
});
