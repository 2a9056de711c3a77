/** Acts on many groups, and their undo, by servers that are killed at seeded moments. */
import {
  applyGroupAct,
  getGroupAct,
  planGroupAct,
  undoGroupAct,
} from "#core/group_acts/group_acts.ts";
import type { RawInput } from "#core/group_acts/kind.ts";
import { createGroups } from "#core/groups/groups.ts";
import { deleteGroup } from "#core/groups/bin.ts";
import { sendMessage } from "#core/messages/messages.ts";
import type { Queries } from "#storage/database.ts";
import type { GroupActName } from "#wire/group_acts.ts";
import { enrol, firstCourse } from "#tests/support/courses.ts";
import { makePerson } from "#tests/support/people.ts";
import { type Killing, type KillRun, killedRun } from "./killing.ts";

export interface GroupActRun extends KillRun {
  name: GroupActName;
  groups: number;
  /** After at most so many statements a server is killed: those of about two parts. */
  statements: number;
}

/** @returns what was wrong, in words */
export function killedGroupAct(run: GroupActRun): Promise<string[]> {
  return killedRun(run, (killing) => play(killing, run));
}

async function play(killing: Killing, run: GroupActRun): Promise<void> {
  const { services } = killing;
  const { db } = services;
  const staff = await makePerson(services, { role: "admin", name: "Prof. Grace" });
  const student = await makePerson(services, { name: "Mei Lin" });
  const tutor = await makePerson(services, { name: "Tilda" });
  await enrol(services, { userId: tutor.id, role: "tutor" });
  const members = [{ userId: student.id }];
  const inputs = Array.from({ length: run.groups }, (_, n) => {
    return { name: `Team ${n}`, description: "", members };
  });
  const ids = (await createGroups(staff.context, inputs)).map(({ id }) => id);
  for (const conversationId of ids.slice(0, 5)) {
    await sendMessage(student.context, { conversationId, content: "Hello" });
  }
  const raw: RawInput = { content: "The room has changed.", userIds: [tutor.id] };
  const plan = await planGroupAct(staff.context, firstCourse, { name: run.name, ids });
  const key = { courseId: firstCourse, id: plan.id };
  // One is gone by the time its part comes.
  await deleteGroup(staff.context, ids.at(-1)!);
  const before = await everything(db);
  const counts = async () => {
    const { act, rows = [] } = await getGroupAct(staff.context, key);
    const of = (outcome: string) => rows.filter((row) => row.outcome === outcome).length;
    return [act.state, of("done"), of("skipped"), of("undone"), of("kept"), of("waits")];
  };
  const most = run.groups - 1;
  await killing.leaveToOthers(() => applyGroupAct(staff.context, key, raw));
  await killing.lives("applied", run.statements);
  killing.equal("outcome", await counts(), ["applied", most, 1, 0, 0, 0]);
  const ofEach = run.name === "delete" || run.name === "archive" ? most : 0;
  // With the group that was deleted by hand.
  killing.equal("acts in the log", await actsIn(db), ofEach + 2);
  if (run.name === "write") {
    killing.equal("messages", await messagesOf(db, staff.id), {
      all: most,
      groups: most,
      left: most,
    });
  }
  await killing.leaveToOthers(() => undoGroupAct(staff.context, key));
  await killing.lives("undone", run.statements);
  killing.equal("outcome of undoing", await counts(), ["undone", 0, 1, most, 0, 0]);
  if (run.name === "write") {
    killing.equal("messages", await messagesOf(db, staff.id), { all: most, groups: most, left: 0 });
  }
  killing.equal("what is there after undoing", await everything(db), before);
}

async function actsIn(db: Queries): Promise<number> {
  const row = await db.get<{ count: number }>`
    select cast(count(*) as integer) as count from audit
    where verb in ('groups.act', 'conversation.delete') or verb like 'conversation.%archive'`;
  return row!.count;
}

async function messagesOf(db: Queries, userId: string): Promise<unknown> {
  return db.get`
    select cast(count(*) as integer) as "all",
      cast(count(distinct conversation_id) as integer) as groups,
      cast(count(case when removed_at is null then 1 end) as integer) as "left"
    from messages where sender_id = ${userId}`;
}

/** Without what every act moves on: the numbers of events and messages. */
async function everything(db: Queries): Promise<unknown> {
  return {
    groups: await db.all`
      select id, name, set_id, own_archived_at from conversations order by id`,
    deleted: await db.all`select id from deleted_conversations order by id`,
    members: await db.all`
      select conversation_id, user_id, role from conversation_members order by 1, 2`,
  };
}
