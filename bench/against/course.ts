/** The people and groups of a measured version, created through its pages and its API. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Person } from "../load/targets.ts";
import type { Running } from "../support/front_door.ts";
import { runLoad } from "../support/process.ts";

export interface Course {
  /** The group that everyone is in. */
  hall: string;
  people: Person[];
  /**
   * Files for the load programs: a line per socket for the hall, for people in groups of 25, and for
   * people in a group of their own.
   */
  hallFile: string;
  groupsFile: string;
  aloneFile: string;
  /** Staff, for pages. */
  staffFile: string;
}

/** Below the number of registrations that one address may make at once. */
export const peopleCount = 200;
export const groupSize = 25;
const atOnce = 10;
/** Sockets in the files: several per person. */
const hallLines = 6_000;

export async function makeCourse(running: Running, folder: string): Promise<Course> {
  const guests = await inParts(peopleCount, (index) => makeGuest(running, index));
  const staff = await tokenOfStaff(running);
  const makeGroup = async (name: string, ids: string[]) => {
    const members = ids.map((id) => ({ user_id: id, role: "member" }));
    const answer = await call<{ conversation: { id: string } }>(running, "/api/conversations", {
      method: "POST",
      headers: { "Content-Type": "application/json", Authorization: `Bearer ${staff}` },
      body: JSON.stringify({ name, members }),
    });
    return answer.conversation.id;
  };
  const hall = await makeGroup(
    "Hall",
    guests.map(({ id }) => id),
  );
  const own = await inParts(peopleCount, (index) => makeGroup(`Own ${index}`, [guests[index]!.id]));
  const small = await inParts(peopleCount / groupSize, (index) =>
    makeGroup(
      `Small ${index}`,
      guests.slice(index * groupSize, (index + 1) * groupSize).map(({ id }) => id),
    ),
  );
  const people = guests.map((guest) => ({ ...guest, groups: [hall] }));
  const lines = Array.from({ length: hallLines }, (_, index) => people[index % peopleCount]!);
  const inSmall = guests.map((guest, index) => ({
    ...guest,
    groups: [small[Math.floor(index / groupSize)]!],
  }));
  const alone = guests.map((guest, index) => ({ ...guest, groups: [own[index]!] }));
  const hallFile = peopleFile(join(folder, "hall.jsonl"), lines);
  await writeInHall(running, hallFile);
  return {
    hall,
    people,
    hallFile,
    groupsFile: peopleFile(join(folder, "groups.jsonl"), inSmall),
    aloneFile: peopleFile(join(folder, "alone.jsonl"), alone),
    staffFile: peopleFile(join(folder, "staff.jsonl"), [await signInAsStaff(running)]),
  };
}

/** As many messages as a page of the chat shows, so that it costs what it usually does. */
async function writeInHall({ realtimePort: port, realtime: pid }: Running, file: string) {
  const target = { name: "team_chat", port, pid, peopleFile: file };
  await runLoad("acks.ts", { target, senders: 50, inFlight: 50, seconds: 0, each: 1 });
}

function peopleFile(file: string, people: Person[]): string {
  writeFileSync(file, `${people.map((person) => JSON.stringify(person)).join("\n")}\n`, {
    mode: 0o600,
  });
  return file;
}

async function inParts<T>(count: number, make: (index: number) => Promise<T>): Promise<T[]> {
  const made: T[] = [];
  for (let start = 0; start < count; start += atOnce) {
    const part = Array.from({ length: Math.min(atOnce, count - start) }, (_, i) => make(start + i));
    made.push(...(await Promise.all(part)));
  }
  return made;
}

/** Guests have no password, so nothing is hashed. */
async function makeGuest(running: Running, index: number): Promise<Omit<Person, "groups">> {
  const form = { name: `Person ${index}`, email: `person-${index}@uni.example.edu` };
  return comeIn(running, "/auth/guest", form);
}

/** The demo's admin. */
const staffForm = { email: "admin@admin.com", password: "admin" };

async function signInAsStaff(running: Running): Promise<Person> {
  return { ...(await comeIn(running, "/auth/login", staffForm)), groups: [] };
}

async function comeIn(running: Running, path: string, form: Record<string, string>) {
  const answer = await fetch(running.webUrl + path, {
    method: "POST",
    headers: { Origin: running.webUrl, "Sec-Fetch-Site": "same-origin" },
    body: new URLSearchParams(form),
    redirect: "manual",
  });
  if (answer.status !== 303) throw new Error(`${path} was answered ${answer.status}`);
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
  const me = await call<{ user: { id: string } }>(running, "/api/me", {
    headers: { Cookie: cookie },
  });
  return { id: me.user.id, cookie };
}

async function tokenOfStaff(running: Running): Promise<string> {
  const answer = await call<{ access_token: string }>(running, "/auth/token", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(staffForm),
  });
  return answer.access_token;
}

async function call<T>({ webUrl }: Running, path: string, init: RequestInit): Promise<T> {
  const answer = await fetch(webUrl + path, init);
  if (!answer.ok) throw new Error(`${path} was answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as T;
}
