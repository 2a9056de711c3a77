/** Acts on many groups, and their undo, by servers that are killed at seeded moments. */
import {
  applyGroupAct,
  getGroupAct,
  planGroupAct,
  undoGroupAct,
} from "#core/group_acts/group_acts.ts";
import type { RawInput } from "#core/group_acts/kind.ts";
import { archiveGroup } from "#core/groups/archive.ts";
import { createGroups } from "#core/groups/groups.ts";
import { createGroupSet } from "#core/groups/group_sets.ts";
import { deleteGroup } from "#core/groups/bin.ts";
import { makePlannedGroups } from "#core/maker/make_groups.ts";
import { getPlan } from "#core/maker/plan_view.ts";
import { type PlanKey, startPlan } from "#core/maker/plans.ts";
import { sendMessage } from "#core/messages/messages.ts";
import type { Queries } from "#storage/database.ts";
import type { GroupActName, PastActName } from "#wire/group_acts.ts";
import { enrol, firstCourse } from "#tests/support/courses.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { type Killing, type KillRun, killedRun } from "./killing.ts";

export interface GroupActRun extends KillRun {
  name: PastActName;
  groups: number;
  /** After at most so many statements a server is killed: those of about two parts. */
  statements: number;
}

/** @returns what was wrong, in words */
export function killedGroupAct(run: GroupActRun): Promise<string[]> {
  return killedRun(run, (killing) => {
    const { name } = run;
    return name === "make" ? playMaking(killing, run) : play(killing, { ...run, name });
  });
}

/** Counts of rows. */
type Figures = Record<(typeof figures)[number], number>;

const figures = [
  "groups",
  "archived",
  "locked",
  "deleted",
  "inSets",
  "members",
  "messages",
  // Each group and author once.
  "authors",
] as const;

/** What each act changes with each group, which has one student and an owner. */
const changes: Record<PastActName, Partial<Figures>> = {
  write: { messages: 1, authors: 1 },
  mode: { locked: 1 },
  move: { inSets: 1 },
  add_staff: { members: 1 },
  remove_person: { members: -1 },
  copy: { groups: 1, inSets: 1, members: 2 },
  archive: { archived: 1 },
  unarchive: { archived: -1 },
  delete: { groups: -1, deleted: 1, members: -2 },
  restore: { groups: 1, deleted: -1, members: 2 },
  make: { groups: 1, archived: 1, inSets: 1, members: 2 },
};

/** What each act writes into the staff's log for each group. */
const logged: Partial<Record<PastActName, string>> = {
  mode: "conversation.mode",
  archive: "conversation.archive",
  unarchive: "conversation.unarchive",
  delete: "conversation.delete",
  restore: "conversation.restore",
  make: "conversation.archive",
};

async function play(killing: Killing, run: GroupActRun & { name: GroupActName }): Promise<void> {
  const staff = await makePerson(killing.services, { role: "admin", name: "Prof. Grace" });
  const { ids, raw } = await groupsFor(killing, staff, run);
  const key = { courseId: firstCourse, ids, name: run.name };
  const { id } = await planGroupAct(staff.context, firstCourse, key);
  await isKilled(killing, run, {
    staff,
    ids,
    skipped: 1,
    begin: async () => ({ id, ...(await applyGroupAct(staff.context, { ...key, id }, raw)) }),
  });
}

interface Played {
  staff: TestPerson;
  /** Groups that are there before. */
  ids: string[];
  /** With how many nothing can be done. */
  skipped: number;
  begin(): Promise<{ id: string; finished: Promise<void> }>;
}

/** The act and its undo, each by several servers. */
async function isKilled(
  killing: Killing,
  { name, groups, statements }: GroupActRun,
  { staff, ids, skipped, begin }: Played,
): Promise<void> {
  const { db } = killing.services;
  const most = groups - skipped;
  const verb = logged[name] ?? "";
  const [before, figuresBefore] = [await everything(db, ids), await figuresOf(db)];
  const logBefore = await actsIn(db, verb);
  let id = "";
  await killing.leaveToOthers(async () => {
    const begun = await begin();
    ({ id } = begun);
    return begun;
  });
  await killing.lives("applied", statements);
  const done = ["applied", most, skipped, 0, 0, 0];
  killing.equal("outcome", await outcome(staff, id), done);
  killing.equal("acts in the log", (await actsIn(db, verb)) - logBefore, verb ? most : 0);
  const figuresNow = await figuresOf(db);
  for (const what of figures) {
    const expected = figuresBefore[what] + (changes[name][what] ?? 0) * most;
    killing.equal(what, figuresNow[what], expected);
  }

  const key = { courseId: firstCourse, id };
  await killing.leaveToOthers(() => undoGroupAct(staff.context, key));
  await killing.lives("undone", statements);
  const undone = ["undone", 0, skipped, most, 0, 0];
  killing.equal("outcome of undoing", await outcome(staff, id), undone);
  killing.equal("what is there after undoing", await everything(db, ids), before);
}

async function outcome(staff: TestPerson, id: string): Promise<unknown[]> {
  const { act, rows = [] } = await getGroupAct(staff.context, { courseId: firstCourse, id });
  const of = (what: string) => rows.filter((row) => row.outcome === what).length;
  return [act.state, of("done"), of("skipped"), of("undone"), of("kept"), of("waits")];
}

/** Groups with which the act can be done, and one with which it cannot, because it is gone or back. */
async function groupsFor(
  { services }: Killing,
  staff: TestPerson,
  { name, groups }: GroupActRun,
): Promise<{ ids: string[]; raw: RawInput }> {
  const student = await makePerson(services, { name: "Mei Lin" });
  const tutor = await makePerson(services, { name: "Tilda" });
  await enrol(services, { userId: tutor.id, role: "tutor" });
  const { id: setId } = await createGroupSet(staff.context, {
    courseId: firstCourse,
    name: "Labs",
  });
  const members = [{ userId: student.id }];
  const inputs = Array.from({ length: groups }, (_, n) => {
    return { name: `Team ${n}`, description: "", members };
  });
  const ids = (await createGroups(staff.context, inputs)).map(({ id }) => id);
  for (const conversationId of ids.slice(0, 5)) {
    await sendMessage(student.context, { conversationId, content: "Hello" });
  }
  const others = ids.slice(0, -1);
  if (name === "unarchive") {
    for (const id of others) await archiveGroup(staff.context, { id, isAway: true });
  }
  if (name === "restore") for (const id of others) await deleteGroup(staff.context, id);
  else await deleteGroup(staff.context, ids.at(-1)!);
  const userIds = [name === "remove_person" ? student.id : tutor.id];
  const texts = {
    content: "The room has changed.",
    ending: "(copy)",
    setName: "Copies",
    mode: "locked",
  };
  return { ids, raw: { ...texts, userIds, setId } };
}

/** The groups of a round of a set, which take the place of those of the round before. */
async function playMaking(killing: Killing, run: GroupActRun): Promise<void> {
  const { services } = killing;
  const staff = await makePerson(services, { role: "admin", name: "Prof. Grace" });
  for (let number = 0; number < run.groups; number++) {
    const { id: userId } = await makePerson(services, { name: `Student ${number}` });
    await enrol(services, { userId, role: "student" });
  }
  const first = await planned(staff, run, { rotates: false });
  const { ids, finished } = await makePlannedGroups(staff.context, first);
  await finished;
  const next = await planned(staff, run, { rotates: true });
  await isKilled(killing, run, {
    staff,
    ids,
    skipped: 0,
    begin: async () => {
      const begun = await makePlannedGroups(staff.context, next);
      const { plan } = await getPlan(staff.context, next);
      return { id: plan.actId!, finished: begun.finished };
    },
  });
}

async function planned(
  { context }: TestPerson,
  { groups: count }: GroupActRun,
  { rotates }: { rotates: boolean },
): Promise<PlanKey> {
  const { id, finished } = await startPlan(context, firstCourse, {
    set: "Reviews",
    who: "all",
    picked: [],
    by: "groups",
    count,
    pattern: "Review #",
    names: [],
    description: "",
    together: [],
    apart: [],
    attribute: null,
    rotates,
    earlier: [],
  });
  await finished;
  return { courseId: firstCourse, id };
}

async function actsIn(db: Queries, verb: string): Promise<number> {
  const row = await db.get<{ count: number }>`
    select cast(count(*) as integer) as count from audit where verb = ${verb}`;
  return row!.count;
}

async function figuresOf(db: Queries): Promise<Figures> {
  const row = await db.get<Figures>`
    select (select cast(count(*) as integer) from conversations) as groups,
      (select cast(count(*) as integer) from conversations where own_archived_at is not null) as archived,
      (select cast(count(*) as integer) from conversations where mode = 'locked') as locked,
      (select cast(count(*) as integer) from deleted_conversations) as deleted,
      (select cast(count(*) as integer) from conversations where set_id is not null) as "inSets",
      (select cast(count(*) as integer) from conversation_members) as members,
      (select cast(count(*) as integer) from messages where removed_at is null) as messages,
      (select cast(count(distinct conversation_id || ' ' || sender_id) as integer) from messages
        where removed_at is null) as authors`;
  return row!;
}

/** Without what every act moves on, the numbers of events and messages, and without groups made since. */
async function everything(db: Queries, ids: readonly string[]): Promise<unknown> {
  const old = new Set(ids);
  const deleted = await db.all<{ id: string }>`select id from deleted_conversations order by id`;
  return {
    groups: await db.all`
      select id, name, set_id, own_archived_at is null as "inUse", round_of, round, mode
      from conversations order by id`,
    deleted: deleted.filter(({ id }) => old.has(id)),
    members: await db.all`
      select conversation_id, user_id, role from conversation_members order by 1, 2`,
    messages: await db.all`select id from messages where removed_at is null order by id`,
    sets: await db.all`select id, name, round from group_sets order by id`,
  };
}
