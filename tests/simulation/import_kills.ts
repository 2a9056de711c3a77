/** An import and its undo by servers that are killed at seeded moments, one after the other. */
import { pastedList } from "#core/roster/decode.ts";
import { applyImport, createImport, getImport, undoImport } from "#core/roster/roster.ts";
import { finishAct } from "#core/bulk/run_acts.ts";
import type { Queries } from "#storage/database.ts";
import { firstCourse } from "#tests/support/courses.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { type Killing, type KillRun, killedRun } from "./killing.ts";

/** Statements of a part; a server that is killed has done about one, or none. */
const statementsMost = 60;

/** @returns what was wrong, in words */
export function killedImport(run: KillRun & { people: number }): Promise<string[]> {
  return killedRun(run, (killing) => play(killing, run.people));
}

async function play(killing: Killing, people: number): Promise<void> {
  const { services } = killing;
  const { db } = services;
  const staff = await makePerson(services, { role: "admin", name: "Prof. Grace" });
  // Half of the people are here already, and will move.
  const earlier = await create(staff, listOf(people / 2, 0));
  const { finished } = await applyImport(staff.context, earlier);
  await finished;
  await finishAct(services, earlier.id);
  const before = await everything(db);
  const events = await changesOfMembers(db);
  const key = await create(staff, listOf(people, 1));
  const stateOf = async () => (await getImport(staff.context, key)).import.state;
  await killing.leaveToOthers(() => applyImport(staff.context, key));
  await killing.lives("applied", statementsMost);
  killing.equal("state", await stateOf(), "applied");
  killing.equal("memberships", await members(db), expectedMembers(people));
  const made = (await changesOfMembers(db)) - events;
  killing.equal("events of it", made, people + people / 2 + 12);
  await killing.leaveToOthers(() => undoImport(staff.context, key));
  await killing.lives("undone", statementsMost);
  killing.equal("state", await stateOf(), "undone");
  killing.equal("what is there after undoing", await everything(db), before);
}

async function create(staff: TestPerson, list: string) {
  const given = { ...pastedList(list), title: "" };
  const { id } = await createImport(staff.context, firstCourse, given);
  return { courseId: firstCourse, id };
}

async function members(db: Queries): Promise<string[]> {
  const rows = await db.all<{ text: string }>`
    select c.name || ' ' || u.name as text from conversation_members m
      join conversations c on c.id = m.conversation_id join users u on u.id = m.user_id
    where m.role = 'member' order by c.name, u.name`;
  return rows.map(({ text }) => text).toSorted();
}

/** Joining and leaving, in all groups that are there. */
async function changesOfMembers(db: Queries): Promise<number> {
  const row = await db.get<{ count: number }>`
    select cast(count(*) as integer) as count from events
    where kind in ('MemberAdded', 'MemberRemoved')`;
  return row!.count;
}

async function everything(db: Queries): Promise<unknown> {
  return {
    people: await db.all`
      select id, name, email from users where deleted_at is null order by id`,
    members: await db.all`
      select conversation_id, user_id, role from conversation_members order by 1, 2`,
    sources: await db.all`
      select conversation_id, user_id, source from member_sources order by 1, 2, 3`,
    course: await db.all`
      select course_id, user_id, role, source from course_members order by 1, 2, 4`,
    facts: await db.all`select user_id, key, value from course_facts order by 1, 2`,
    groups: await db.all`select id, name from conversations order by id`,
  };
}

/** Twelve groups; `shift` puts everyone into the next one. The second list creates groups, too. */
const groupOf = (n: number, shift: number) => `Tutorial ${1 + ((n + shift) % 12) + shift * 12}`;

function listOf(people: number, shift: number): string {
  const rows = Array.from({ length: people }, (_, n) =>
    ["Person", `Nr ${n}`, `p${n}@uni.example`, 4_000_000 + n, groupOf(n, shift)].join(";"),
  );
  return ["Vorname;Nachname;E-Mail;Matrikelnummer;Gruppe", ...rows].join("\n");
}

/** Every one only in the group of the second list. */
function expectedMembers(people: number): string[] {
  return Array.from({ length: people }, (_, n) => `${groupOf(n, 1)} Person Nr ${n}`).toSorted();
}
