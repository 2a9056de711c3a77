/** Imports of lists through the pages, to the end. */
import { expect } from "bun:test";
import { finishAct } from "#core/bulk/run_acts.ts";
import { firstCourse } from "#tests/support/courses.ts";
import type { TestPerson } from "#tests/support/people.ts";
import type { TestWeb } from "#tests/support/web.ts";

export const start = `/courses/${firstCourse}/roster`;

export const list = `Vorname;Nachname;E-Mail-Adresse;Matrikelnummer;Gruppe;Fach
Lena;Müller;lena@uni.example;4417801;Tutorium 1;Informatik
Kim;Ji-won;kim@uni.example;4417802;Tutorium 2;Physik
`;

interface World {
  web: TestWeb;
  staff: TestPerson;
}

/** @returns the address of its preview */
export async function pasteList(web: TestWeb, text: string, by: TestPerson): Promise<string> {
  const answer = await web.post(start, { list: text }, by);
  expect(answer.status).toBe(303);
  return answer.headers.get("Location")!;
}

export async function applyList(
  { web, staff }: World,
  path: string,
  fields: Record<string, string> = {},
): Promise<void> {
  const answer = await web.post(path, { step: "apply", ...fields }, staff);
  expect(answer.status).toBe(303);
  await finishAct(web.services, path.split("/").at(-1)!);
}

export async function undoList({ web, staff }: World, path: string): Promise<void> {
  expect((await web.post(`${path}/undo`, {}, staff)).status).toBe(303);
  await finishAct(web.services, path.split("/").at(-1)!);
}

/** The names of all accounts that are neither staff nor deleted. */
export async function studentNames({ services }: TestWeb): Promise<string[]> {
  const rows = await services.db.all<{ name: string }>`
    select name from users where deleted_at is null and role = 'user' order by name`;
  return rows.map(({ name }) => name);
}
