/** What the pages of the group maker are sent, and what they show. */
import { enrol, firstCourse } from "#tests/support/courses.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import type { TestWeb } from "#tests/support/web.ts";

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
