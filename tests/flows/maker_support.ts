/** What the pages of the group maker are sent, and what they show. */
import { enrol, firstCourse, makeCourse } from "#tests/support/courses.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { testWeb, type TestWeb } from "#tests/support/web.ts";

export type Fields = [string, string][];

/** The form of a plan, with these changes. */
export const typed = (more: Fields = []): Fields => {
  const names = new Set(more.map(([name]) => name));
  const usual: Fields = [
    ["course", firstCourse],
    ["who", "all"],
    ["by", "size"],
    ["count", "2"],
    ["pattern", "Lab #"],
  ];
  return [...usual.filter(([name]) => !names.has(name)), ...more];
};

/** A page of a plan. */
export interface Shown {
  text: string;
  version: string;
  groups: Map<string, string[]>;
}

/** What it shows, and the people of each group by its name. */
export function shownIn(text: string): Shown {
  const groups = text.split("data-planned-group=").slice(1);
  return {
    text,
    version: /name="version" value="(\d+)"/.exec(text)?.[1] ?? "",
    groups: new Map(
      groups.map((part) => [
        /data-name="([^"]+)"/.exec(part)![1]!,
        [...part.matchAll(/name="person" value="([^"]+)"/g)].map(([, id]) => id!),
      ]),
    ),
  };
}

/** The name of someone's group. */
export function groupWith(groups: ReadonlyMap<string, string[]>, id: string): string {
  return [...groups].find(([, people]) => people.includes(id))![0];
}

export interface PlanAnswer {
  plan: {
    id: string;
    groups: { name: string; user_ids: string[] }[];
    not_met: Record<string, unknown>;
  };
}

export async function onStaff(
  { services }: TestWeb,
  role: "teacher" | "tutor",
  courseId: string,
): Promise<TestPerson> {
  const person = await makePerson(services);
  await enrol(services, { courseId, userId: person.id, role });
  const actor = { ...person.actor, office: role };
  return { ...person, actor, context: { ...person.context, actor } };
}

export async function askApi(
  web: TestWeb,
  by: TestPerson,
  { method, path, body }: { method: string; path: string; body?: unknown },
): Promise<{ status: number; json: unknown }> {
  const headers = { Cookie: by.cookie, Origin: web.origin, "Content-Type": "application/json" };
  const text = body === undefined ? undefined : JSON.stringify(body);
  const answer = await web.request(path, { method, headers, body: text });
  return { status: answer.status, json: answer.status === 204 ? {} : await answer.json() };
}

export interface MakerWorld {
  web: TestWeb;
  teacher: TestPerson;
  colleague: TestPerson;
  tutor: TestPerson;
  /** A teacher of another course. */
  stranger: TestPerson;
  /** Two of them share a name, and each is of one of two programmes. */
  students: TestPerson[];
}

export async function makerWorld(): Promise<MakerWorld> {
  const web = testWeb();
  const { services } = web;
  await makeCourse(services, { id: "other" });
  await services.db.transaction((tx) => tx.run`update courses set name = 'First' where name = ''`);
  const students: TestPerson[] = [];
  for (const name of ["Ada", "Ben", "Cleo", "Dora", "Emil", "Finn", "Gina", "CLEO"]) {
    const person = await makePerson(services, { name });
    await enrol(services, { userId: person.id, role: "student" });
    students.push(person);
  }
  for (const [index, { id }] of students.entries()) {
    const value = index < 4 ? "Physics" : "Law";
    await services.db.transaction(
      (tx) => tx.run`
        insert into course_facts (course_id, user_id, key, value)
        values (${firstCourse}, ${id}, 'Programme', ${value})`,
    );
  }
  return {
    web,
    students,
    teacher: await onStaff(web, "teacher", firstCourse),
    colleague: await onStaff(web, "teacher", firstCourse),
    tutor: await onStaff(web, "tutor", firstCourse),
    stranger: await onStaff(web, "teacher", "other"),
  };
}
