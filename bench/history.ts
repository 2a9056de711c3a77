/** Bench 7: the cost of a page of history, the list and the unread counts as a group grows. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readConfig } from "#kit/config.ts";
import type { Context } from "#core/context.ts";
import { listGroups, viewOfListed } from "#core/groups/groups.ts";
import { readHistory } from "#core/messages/messages.ts";
import { openServices } from "#core/instance/open_services.ts";
import { actorOf, peoplePopulation } from "./support/population.ts";
import { atMost, type Row } from "./support/report.ts";
import { summary } from "./support/statistics.ts";

/** Small against large: the sizes that the design promises, and those of a course of many years. */
const pairs = [
  [200, 200_000],
  [1_000, 100_000],
  [1_000, 2_000_000],
] as const;
const groups = 40;
const rounds = 400;

type Step = "newest page" | "page in the middle" | "list with unread";

interface Course {
  size: number;
  context: Context;
}

/** Each pair is measured in turns, round by round, so that a slow minute affects both. */
export async function historyGrowth(progress: (step: string) => void): Promise<Row[]> {
  const folders: string[] = [];
  const courses = new Map<number, Course>();
  for (const size of new Set(pairs.flat())) {
    progress(`a group of ${size.toLocaleString("en")} messages`);
    const folder = mkdtempSync(join(tmpdir(), "team-chat-bench-"));
    folders.push(folder);
    courses.set(size, await makeCourse(folder, size));
  }
  const rows: Row[] = [];
  for (const [small, large] of pairs) {
    rows.push(...(await compare(courses.get(small)!, courses.get(large)!)));
  }
  for (const { context } of courses.values()) context.db.close();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  return rows;
}

async function makeCourse(folder: string, size: number): Promise<Course> {
  const config = readConfig({ INSTANCE_DIR: folder, LOG_LEVEL: "error" });
  const services = await openServices(config, { process: "bench" });
  await peoplePopulation(services, { folder, people: 30, groupsEach: groups });
  const context: Context = { ...services, actor: actorOf(1) };
  await grow(context, size);
  return { size, context };
}

async function grow({ db }: Context, size: number): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.run`
      with recursive n(value) as (select 1 union all select value + 1 from n where value < ${size})
      insert into messages (id, sender_id, conversation_id, content, sent_from_client, sent_from_server, seq, number)
      select 'message-' || value, 'person-' || (value % 30), 'group-0',
        'A message of ordinary length, as people write them: number ' || value,
        '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z', value, value from n`;
    await tx.run`
      update conversations set last_seq = ${size}, message_count = ${size}, last_message_id = ${`message-${size}`}
      where id = 'group-0'`;
  });
}

const conversationId = "group-0";

const steps: Record<Step, (course: Course) => Promise<unknown>> = {
  "newest page": ({ context }) => readHistory(context, { conversationId }),
  "page in the middle": ({ context, size }) =>
    readHistory(context, { conversationId, beforeSeq: Math.floor(size / 2) }),
  "list with unread": async ({ context }) => (await listGroups(context)).map(viewOfListed),
};

async function compare(small: Course, large: Course): Promise<Row[]> {
  const rows: Row[] = [];
  for (const step of Object.keys(steps) as Step[]) {
    const times = { small: [] as number[], large: [] as number[] };
    for (let round = 0; round < rounds * 2; round++) {
      const [first, second] = [await timed(steps[step], small), await timed(steps[step], large)];
      if (round < rounds) continue;
      times.small.push(first);
      times.large.push(second);
    }
    const [before, after] = [summary(times.small).median, summary(times.large).median];
    rows.push(
      atMost({
        what: `${step} at ${large.size.toLocaleString("en")} messages against ${small.size.toLocaleString("en")}`,
        value: { median: after / before, min: after / before, max: after / before },
        target: 1.5,
        note: `medians of ${rounds}: ${before.toFixed(3)} → ${after.toFixed(3)} ms`,
      }),
    );
  }
  return rows;
}

async function timed(work: (course: Course) => Promise<unknown>, course: Course): Promise<number> {
  const startedAt = performance.now();
  await work(course);
  return performance.now() - startedAt;
}
