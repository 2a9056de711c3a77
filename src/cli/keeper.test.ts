import { afterEach, beforeEach, expect, test } from "bun:test";
import { existsSync, mkdtempSync, rmSync, watch, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Clock } from "#kit/clock.ts";
import { createLogger } from "#kit/logger.ts";
import { keepRunning, restartDelayMs } from "./keeper.ts";

let folder: string;
let time: number;
let due: { at: number; callback: () => void }[];
let lines: string[];

/** A clock that stands still until it is advanced. */
const clock: Clock = {
  now: () => time,
  monotonic: () => time,
  after(delayMs, callback) {
    const timer = { at: time + delayMs, callback };
    due.push(timer);
    return () => {
      due = due.filter((one) => one !== timer);
    };
  },
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "team-chat-keeper-"));
  [time, due, lines] = [0, [], []];
});

afterEach(() => rmSync(folder, { recursive: true }));

test("after a stop nothing is started again, even if a restart was due", async () => {
  const { keeper, died } = keep("process.exit(3)");
  await died();
  expect(due).toHaveLength(1);
  const late = due[0]!;
  await keeper.stop();
  expect(due).not.toContain(late);
  expect(starts()).toBe(1);
});

test("a process that ends on its own is restarted, and the log says why it ended", async () => {
  const { keeper, died } = keep("process.exit(3)");
  await died();
  expect(lines.join()).toContain("exit code 3");
  forward(200);
  await died();
  expect(starts()).toBe(2);
  await keeper.stop();
});

test("the script is looked up at each start, because a build may have replaced it", async () => {
  const scripts = ["process.exit(3)", "process.exit(4)"].map((text, index) => {
    writeFileSync(join(folder, `${index}.ts`), text);
    return join(folder, `${index}.ts`);
  });
  const { keeper, died } = keep(() => scripts.shift()!);
  await died();
  forward(200);
  await died();
  expect(lines.join()).toMatch(/exit code 3.*exit code 4/);
  await keeper.stop();
});

test("a restart is not a death: the next process runs at once, and nothing is reported", async () => {
  const { keeper, died } = keep("process.exit(3)");
  await died();
  const late = due[0]!;
  await keeper.restart();
  expect(due).not.toContain(late);
  expect(starts()).toBe(2);
  await died();
  expect(due[0]?.at).toBe(time + 200);
  await keeper.stop();
  expect(lines.filter((line) => line.includes('"died"'))).toHaveLength(2);
});

test("a server that is restarted is asked to end, and a stop meanwhile is final", async () => {
  const { keeper } = keep(`
    import { writeFileSync } from "node:fs";
    writeFileSync("${folder}/up", "");
    setInterval(() => {}, 1_000_000);
  `);
  await appears("up");
  await keeper.restart();
  expect(starts()).toBe(2);
  const restarted = keeper.restart();
  await keeper.stop();
  await restarted;
  expect(starts()).toBe(2);
  expect(lines.join()).not.toContain('"died"');
});

test("a server that does not end when asked is killed after eight seconds", async () => {
  const { keeper } = keep(`
    import { writeFileSync } from "node:fs";
    process.on("SIGTERM", () => writeFileSync("${folder}/asked", ""));
    writeFileSync("${folder}/up", "");
    setInterval(() => {}, 1_000_000);
  `);
  await appears("up");
  const stopped = keeper.stop();
  await appears("asked");
  forward(8_000);
  await stopped;
  expect(lines.join()).toContain('"killed"');
});

test("after thirty healthy seconds, earlier deaths do not count", async () => {
  const { keeper, died } = keep("process.exit(3)");
  for (const wait of [200, 400]) {
    await died();
    expect(due[0]?.at).toBe(time + wait);
    forward(wait);
  }
  // The third one dies as soon as it runs; by the clock, that is 30 seconds later.
  time += 30_000;
  await died();
  expect(due[0]?.at).toBe(time + 200);
  await keeper.stop();
});

test("delays double from 0.2 to 5 seconds", () => {
  const waits = Array.from({ length: 7 }, (_, deaths) => restartDelayMs(deaths));
  expect(waits).toEqual([200, 400, 800, 1_600, 3_200, 5_000, 5_000]);
});

function keep(server: string | (() => string)) {
  const file = join(folder, "server.ts");
  if (typeof server === "string") writeFileSync(file, server);
  const script = typeof server === "string" ? () => file : server;
  let death = Promise.withResolvers<void>();
  const keeper = keepRunning(
    { name: "test", script },
    {
      clock,
      logger: createLogger({
        clock,
        level: "info",
        format: "json",
        write: (line) => lines.push(line),
      }),
      onDeath: () => death.resolve(),
    },
  );
  return {
    keeper,
    /** Resolves at the next death after the last one awaited. */
    async died() {
      await death.promise;
      death = Promise.withResolvers<void>();
      await Promise.resolve();
    },
  };
}

/** Resolves when the file is in the folder. */
function appears(name: string): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (!existsSync(join(folder, name))) return;
      watcher.close();
      resolve();
    };
    const watcher = watch(folder, look);
    look();
  });
}

function starts(): number {
  return lines.filter((line) => line.includes('"started"')).length;
}

function forward(ms: number): void {
  time += ms;
  for (const { callback } of due.filter(({ at }) => at <= time)) callback();
  due = due.filter(({ at }) => at > time);
}
