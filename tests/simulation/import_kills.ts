/** An import and its undo by servers that are killed at seeded moments, one after the other. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkInstallation } from "#core/instance/check.ts";
import { pastedList } from "#core/roster/decode.ts";
import { applyImport, createImport, getImport, undoImport } from "#core/roster/roster.ts";
import { finishAct } from "#core/bulk/run_acts.ts";
import type { Database } from "#storage/database.ts";
import { firstCourse } from "#tests/support/courses.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { databaseSetting } from "#tests/support/postgres_database.ts";
import { type TestServices, testServices } from "#tests/support/services.ts";
import { testEnvironment } from "#tests/support/test_environment.ts";
import { seededRandom } from "./random.ts";

export interface KillRun {
  seed: number;
  /** Of an import, and again of its undo. */
  kills: number;
  people: number;
}

/** Statements of a part; a server that is killed has done about one, or none. */
const statementsMost = 60;

/** @returns what was wrong, in words */
export async function killedImport(run: KillRun): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), "team-chat-import-"));
  const env = { ...testEnvironment(), INSTANCE_DIR: folder, ...(await databaseSetting(folder)) };
  const gate = { isShut: false, shutsNext: false };
  const services = testServices({ instanceDir: folder, around: (db) => gated(db, gate) });
  try {
    return await new Killing(services, { run, env, gate }).play();
  } finally {
    services.dispose();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Gate {
  isShut: boolean;
  /** After the next transaction, this process does nothing more. */
  shutsNext: boolean;
}

function gated(db: Database, gate: Gate): Database {
  return {
    ...db,
    transaction(work, asPost) {
      if (gate.isShut) return Promise.reject(new Error("this server is dead"));
      gate.isShut = gate.shutsNext;
      return db.transaction(work, asPost);
    },
  };
}

interface Means {
  run: KillRun;
  env: Record<string, string | undefined>;
  gate: Gate;
}

class Killing {
  readonly #random: () => number;
  readonly #wrong: string[] = [];
  #staff!: TestPerson;

  constructor(
    private readonly services: TestServices,
    private readonly means: Means,
  ) {
    this.#random = seededRandom(means.run.seed);
  }

  async play(): Promise<string[]> {
    const { people } = this.means.run;
    this.#staff = await makePerson(this.services, { role: "admin", name: "Prof. Grace" });
    // Half of the people are here already, and will move.
    const earlier = await this.#create(listOf(people / 2, 0));
    const { finished } = await applyImport(this.#staff.context, earlier);
    await finished;
    await finishAct(this.services, earlier.id);
    const before = await this.#everything();
    const events = await this.#events();
    const key = await this.#create(listOf(people, 1));
    await this.#leaveToOthers(() => applyImport(this.#staff.context, key));
    await this.#lives(key.id, "applied");
    await this.#require(key.id, "applied");
    const members = await this.#members();
    this.#equal("memberships", members, expectedMembers(people));
    this.#equal("events of it", (await this.#events()) - events, people + people / 2 + 12);
    await this.#leaveToOthers(() => undoImport(this.#staff.context, key));
    await this.#lives(key.id, "undone");
    await this.#require(key.id, "undone");
    this.#equal("what is there after undoing", await this.#everything(), before);
    const problems = await checkInstallation(this.services.config, this.services);
    this.#equal("problems", problems, []);
    return this.#wrong;
  }

  async #create(list: string) {
    const title = "";
    const given = { ...pastedList(list), title };
    const { id } = await createImport(this.#staff.context, firstCourse, given);
    return { courseId: firstCourse, id };
  }

  /** Begins, as a server that dies at once. */
  async #leaveToOthers(begin: () => Promise<{ finished: Promise<void> }>): Promise<void> {
    const { gate } = this.means;
    gate.shutsNext = true;
    await (
      await begin()
    ).finished;
    Object.assign(gate, { isShut: false, shutsNext: false });
  }

  /** Servers that are killed, and a last one that is not. */
  async #lives(id: string, end: string): Promise<void> {
    for (let count = 0; count < this.means.run.kills; count++) {
      const at = 1 + Math.floor(this.#random() * statementsMost);
      const code = await this.#serve({ KILL_AT: String(at) });
      if (code === 0) this.#wrong.push(`after ${count} kills it was ${end} already`);
    }
    const code = await this.#serve({});
    if (code !== 0) this.#wrong.push(`the last server of ${id} ended with ${code}`);
  }

  async #serve(more: Record<string, string>): Promise<number> {
    const worker = join(import.meta.dir, "import_worker.ts");
    const env = { ...this.means.env, ...more };
    const stdio = ["ignore", "ignore", "inherit"] as const;
    return Bun.spawn([process.execPath, worker], { env, stdio: [...stdio] }).exited;
  }

  async #require(id: string, state: string): Promise<void> {
    const whole = await getImport(this.#staff.context, { courseId: firstCourse, id });
    this.#equal("state", whole.import.state, state);
  }

  async #members(): Promise<string[]> {
    const rows = await this.services.db.all<{ text: string }>`
      select c.name || ' ' || u.name as text from conversation_members m
        join conversations c on c.id = m.conversation_id join users u on u.id = m.user_id
      where m.role = 'member' order by c.name, u.name`;
    return rows.map(({ text }) => text).toSorted();
  }

  /** Joining and leaving, in all groups that are there. */
  async #events(): Promise<number> {
    const row = await this.services.db.get<{ count: number }>`
      select cast(count(*) as integer) as count from events
      where kind in ('MemberAdded', 'MemberRemoved')`;
    return row!.count;
  }

  async #everything(): Promise<unknown> {
    const { db } = this.services;
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

  #equal(what: string, is: unknown, expected: unknown): void {
    if (Bun.deepEquals(is, expected)) return;
    const text = (value: unknown) => JSON.stringify(value).slice(0, 300);
    this.#wrong.push(`${what}: ${text(is)} instead of ${text(expected)}`);
  }
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
