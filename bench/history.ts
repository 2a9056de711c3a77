/** What reading and posting cost as a course grows, and the list of a person in 1,000 groups. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readConfig } from "#kit/config.ts";
import type { Context } from "#core/context.ts";
import { listGroups } from "#core/groups/groups.ts";
import { openServices } from "#core/instance/open_services.ts";
import { readHistory } from "#core/messages/history.ts";
import { sendMessage } from "#core/messages/messages.ts";
import { RateLimit } from "#core/rates.ts";
import { actorOf, grow, peoplePopulation } from "./support/population.ts";
import { atMost, atMostOf, type Row } from "./support/report.ts";
import { summary } from "./support/statistics.ts";

/** Small against large: the sizes that the design promises, and those of a course of many years. */
const pairs = [
  [200, 200_000],
  [1_000, 100_000],
  [1_000, 2_000_000],
] as const;
const groups = 40;
const manyGroups = 1_000;
const people = 30;
const rounds = 400;

interface CourseSize {
  messages: number;
  groups: number;
}

interface Course extends CourseSize {
  context: Context;
  /** Messages in the group that is read. */
  hot: number;
  dispose(): void;
}

/** Each pair is measured in turns, round by round, so that a slow minute affects both. */
export async function historyGrowth(progress: (step: string) => void): Promise<Row[]> {
  const courses: Course[] = [];
  try {
    for (const messages of new Set(pairs.flat())) {
      progress(`a course of ${messages.toLocaleString("en")} messages`);
      courses.push(await makeCourse({ messages, groups }));
    }
    const rows: Row[] = [];
    for (const pair of pairs) {
      const [small, large] = pair.map((size) => courses.find(({ messages }) => messages === size)!);
      rows.push(...(await compare(small!, large!)));
    }
    progress(`a list of ${manyGroups} groups`);
    courses.push(await makeCourse({ messages: 100_000, groups: manyGroups }));
    return [...rows, await longList(courses.at(-1)!)];
  } finally {
    for (const course of courses) course.dispose();
  }
}

async function makeCourse(size: CourseSize): Promise<Course> {
  const folder = mkdtempSync(join(tmpdir(), "team-chat-bench-"));
  const config = readConfig({ INSTANCE_DIR: folder, LOG_LEVEL: "error" });
  const services = await openServices(config, { process: "bench" });
  const unlimited = { burst: Number.MAX_SAFE_INTEGER, perSecond: 1 };
  services.rates.messages = new RateLimit(services.clock, unlimited);
  await peoplePopulation(services, { folder, people, groupsEach: size.groups });
  const hot = await grow(services.db, { ...size, size: size.messages, people });
  return {
    ...size,
    context: { ...services, actor: actorOf(1) },
    hot,
    dispose() {
      services.db.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const conversationId = "group-0";

const list = ({ context }: Course) => listGroups(context);

const steps: Record<string, (course: Course) => Promise<unknown>> = {
  "newest page": ({ context }) => readHistory(context, { conversationId }),
  "page in the middle": ({ context, hot }) =>
    readHistory(context, { conversationId, beforeSeq: Math.floor(hot / 2) }),
  "list with unread": list,
  post: ({ context }) => sendMessage(context, { conversationId, content: "One more." }),
};

async function compare(small: Course, large: Course): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [name, step] of Object.entries(steps)) {
    const times = { small: [] as number[], large: [] as number[] };
    for (let round = 0; round < rounds * 2; round++) {
      const [first, second] = [await timed(step, small), await timed(step, large)];
      if (round < rounds) continue;
      times.small.push(first);
      times.large.push(second);
    }
    const [before, after] = [summary(times.small).median, summary(times.large).median];
    rows.push(
      atMost({
        what: `${name} at ${large.messages.toLocaleString("en")} messages against ${small.messages.toLocaleString("en")}`,
        value: { median: after / before, min: after / before, max: after / before },
        target: 1.5,
        note: `medians of ${rounds}: ${before.toFixed(3)} → ${after.toFixed(3)} ms`,
      }),
    );
  }
  return rows;
}

async function longList(course: Course): Promise<Row> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const ms = await timed(list, course);
    if (round >= rounds / 4) times.push(ms);
  }
  const what = `list with unread, ${manyGroups.toLocaleString("en")} groups`;
  return atMostOf({ what, value: summary(times), target: 1.5, unit: "ms" });
}

async function timed(work: (course: Course) => Promise<unknown>, course: Course): Promise<number> {
  const startedAt = performance.now();
  await work(course);
  return performance.now() - startedAt;
}
