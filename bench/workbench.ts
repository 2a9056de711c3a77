/** What the first page of a course's groups costs, with 60 groups and with 500. */
import { join } from "node:path";
import { dayBefore } from "#core/groups/group_needs.ts";
import type { Database, Queries } from "#storage/database.ts";
import { insertMessageDays } from "#storage/message_days.ts";
import { thisVersion } from "./against/version.ts";
import type { RequestsResult } from "./load/requests.ts";
import type { Target } from "./load/targets.ts";
import { startVersion } from "./support/front_door.ts";
import { populatedFile } from "./support/population.ts";
import { roundCount, runLoad } from "./support/process.ts";
import { atMost, type Row } from "./support/report.ts";
import { ratios, shown, summary } from "./support/statistics.ts";

const rounds = roundCount();
const courses = { few: 60, many: 500 };
/** All of them look after both courses. */
const people = 60;
const members = 8;
/** On each of so many of the last days, a group has so many messages. */
const days = 10;
const each = 4;

export async function workbench(progress: (step: string) => void): Promise<Row[]> {
  const course = await populatedFile({ people }, ({ db }) => fill(db));
  try {
    const ours = await startVersion(await thisVersion(join(import.meta.dir, "..")), course.folder);
    try {
      const port = Number(new URL(ours.webUrl).port);
      const { peopleFile } = course;
      const target: Target = { name: "team_chat", port, pid: ours.web, peopleFile };
      const micros = { few: [] as number[], many: [] as number[] };
      progress("the first page of all groups");
      for (let round = 0; round < rounds; round++) {
        for (const name of ["few", "many"] as const) {
          micros[name].push(await microsPerPage(target, name));
        }
      }
      return [
        atMost({
          what: `CPU of the first page of ${courses.many} groups, against ${courses.few}`,
          value: ratios(micros.many, micros.few),
          target: 1.2,
          note: `${shown(summary(micros.many), 0)} and ${shown(summary(micros.few), 0)} µs`,
        }),
      ];
    } finally {
      await ours.stop();
    }
  } finally {
    course.dispose();
  }
}

async function microsPerPage(target: Target, name: string): Promise<number> {
  const asked = { path: `/groups?course=${name}`, contains: "Team 60", requests: 200 };
  const task = { target, ...asked, atOnce: 4 };
  const { requestsPerCpuSecond } = await runLoad<RequestsResult>("requests.ts", task);
  return 1e6 / requestsPerCpuSecond;
}

/** Two courses of the same people, whose groups are as busy in one as in the other. */
async function fill(db: Database): Promise<void> {
  const today = new Date().toISOString().slice(0, 10);
  await db.transaction(async (tx) => {
    for (const [id, count] of Object.entries(courses)) {
      await tx.run`
        insert into courses (id, name, position, created_at, updated_at)
        values (${id}, ${id}, 9, '2026-01-01', '2026-01-01')`;
      await tx.run`
        insert into course_members (course_id, user_id, role, source, joined_at)
        select ${id}, id, 'teacher', 'hand', '2026-01-01' from users`;
      for (let number = 1; number <= count; number++) {
        await fillGroup(tx, { id: `${id}-${number}`, courseId: id, number, today });
      }
    }
  });
}

async function fillGroup(
  tx: Queries,
  group: { id: string; courseId: string; number: number; today: string },
): Promise<void> {
  const { id, courseId, number, today } = group;
  const count = days * each;
  await tx.run`
    insert into conversations (id, course_id, owner_id, name, description, created_at, updated_at,
      position, last_seq, message_count, last_message_id)
    values (${id}, ${courseId}, 'person-0', ${`Team ${number}`}, '', '2026-01-01', '2026-01-01',
      ${number}, ${count}, ${count}, ${`${id}-${count}`})`;
  await tx.run`
    insert into conversation_members (conversation_id, user_id, role, joined_at, written)
    select ${id}, id, 'member', '2026-01-01', cast(substr(id, 8) as integer) % 2 from users
    where cast(substr(id, 8) as integer) < ${members}`;
  for (let day = 0; day < days; day++) {
    const at = `${dayBefore(today, days - 1 - day)}T08:00:00.000Z`;
    await insertMessageDays(tx, [{ conversationId: id, day: at.slice(0, 10), before: day * each }]);
    for (let turn = 1; turn <= each; turn++) {
      const seq = day * each + turn;
      await tx.run`
        insert into messages (id, sender_id, conversation_id, content, sent_from_client,
          sent_from_server, seq, number)
        values (${`${id}-${seq}`}, 'person-1', ${id}, 'Quartz', ${at}, ${at}, ${seq}, ${seq})`;
    }
  }
}
