/** A small course for the outlines: the same people, groups and messages at the same times. */
import { finishAct } from "#core/bulk/run_acts.ts";
import type { Clock } from "#kit/clock.ts";
import { createGroup } from "#core/groups/groups.ts";
import { removeMessage, sendMessage } from "#core/messages/messages.ts";
import { disablePerson, removePerson } from "#core/people/manage_people.ts";
import { makePerson, type PersonOptions, type TestPerson } from "#tests/support/people.ts";
import { insertUser } from "#storage/users.ts";
import { testWeb, type TestWeb, type TestWebOptions } from "#tests/support/web.ts";
import { promptClock } from "#tests/support/prompt_clock.ts";
import { seededRandom } from "../../simulation/random.ts";

export interface Course extends TestWeb {
  /** The people who can sign in, by the word for them. */
  people: Record<Cast, TestPerson>;
  groups: Record<"team1" | "team2" | "team3" | "seminar", string>;
  /** Words for ids that pages contain. */
  words: Map<string, string>;
  /** Lets time pass. */
  later(minutes: number): void;
}

const cast = {
  grace: { role: "admin", name: "Prof. Grace Hopper", device: "Safari on macOS" },
  alan: { role: "admin", name: "Dr. Alan Turing", device: "Firefox on Windows" },
  olga: { role: "user", name: "Olga Owner", device: "Chrome on Android" },
  mo: { role: "user", name: "Mo Moderator", device: "Edge on Windows" },
  ada: { role: "user", name: "Ada Lovelace", device: "Firefox on Linux" },
  ben: { role: "user", name: "Ben Newcomer", device: "Chrome on Windows" },
  gus: {
    role: "guest",
    name: "Gus Guest",
    device: "Safari on iOS",
    expiresAt: "2026-12-02T08:00:00.000Z",
  },
  dora: { role: "user", name: "Dora Disabled", device: "Chrome on Linux" },
} satisfies Record<string, PersonOptions>;

export type Cast = keyof typeof cast;

/** A web application whose time stands still between steps, and whose chance is always the same. */
export function steadyWeb(options: TestWebOptions = {}) {
  let nowMs = Date.parse("2026-11-02T08:00:00.000Z");
  const clock: Clock = { ...promptClock, now: () => nowMs, monotonic: () => nowMs };
  const web = testWeb({ clock, ...options });
  const chance = seededRandom(1);
  web.services.random = (count) => Uint8Array.from({ length: count }, () => chance() * 256);
  const later = (minutes: number) => {
    nowMs += minutes * 60_000;
  };
  return { ...web, later };
}

export async function makeCourse(options: TestWebOptions = {}): Promise<Course> {
  const web = steadyWeb(options);
  const { services, later } = web;
  const people = {} as Course["people"];
  for (const [word, { device, ...kind }] of Object.entries(cast)) {
    const person = await makePerson(services, { username: word, device, ...kind });
    people[word as Cast] = person;
    later(1);
  }
  const { grace, olga, mo, ada, gus, dora } = people;
  const xaver = await makePerson(services, { username: "xaver", name: "Xaver Former" });
  const make = async (
    name: string,
    description: string,
    members: [TestPerson, "owner" | "moderator" | "member"][],
  ) => {
    const list = members.map(([{ id: userId }, role]) => ({ userId, role }));
    return (await createGroup(grace.context, { name, description, members: list })).id;
  };
  const groups = {
    team1: await make("Team 1", "Sorting algorithms.\nMeets on Tuesdays.", [
      [olga, "owner"],
      [mo, "moderator"],
      [ada, "member"],
      [gus, "member"],
    ]),
    team2: await make("Team 2", "", [[ada, "member"]]),
    team3: await make("Team 3", "Graphs", [
      [olga, "member"],
      [xaver, "member"],
      [dora, "member"],
    ]),
    seminar: await make("Seminar", "", [[ada, "moderator"]]),
  };
  const write = (by: TestPerson, conversationId: string, content: string) => {
    later(1);
    return sendMessage(by.context, { conversationId, content });
  };
  await write(mo, groups.team1, "Shall we begin?");
  await write(ada, groups.team1, "Yes, with https://example.edu/sorting");
  await write(grace, groups.team1, "Please read chapter 2.");
  await write(olga, groups.team1, "Done.");
  const rude = await write(ada, groups.team2, "Something rude");
  await removeMessage(grace.context, {
    conversationId: groups.team2,
    messageId: rude.id,
    reason: "Be kind.",
  });
  await write(xaver, groups.team3, "See you.");
  later(60);
  await removePerson(grace.context, xaver.id);
  await disablePerson(grace.context, dora.id);
  const words = new Map([
    ...Object.entries(people).flatMap(([word, { id, actor }]): [string, string][] => [
      [id, `:${word}`],
      [actor.sessionId, `:device-of-${word}`],
    ]),
    ...Object.entries(groups).map(([word, id]): [string, string] => [id, `:${word}`]),
  ]);
  return { ...web, people, groups, words };
}

/** More students than a page lists; all of them in a group if one is named. */
export async function addStudents(
  { services }: Course,
  range: { from: number; to: number; groupId?: string },
): Promise<void> {
  const { from, to, groupId } = range;
  await services.db.transaction(async (tx) => {
    for (let number = from; number <= to; number += 1) {
      const digits = String(number).padStart(3, "0");
      const id = `student-${digits}`;
      const account = {
        id,
        email: `${id}@uni.example.edu`,
        username: id,
        name: `Student ${digits}`,
      };
      await insertUser(tx, { ...account, role: "user", at: "2026-11-01" });
      if (groupId === undefined) continue;
      await tx.run`
        insert into conversation_members (conversation_id, user_id, role, joined_at)
        values (${groupId}, ${id}, 'member', '2026-11-01')`;
    }
    // The members of a group are kept until its next event.
    await tx.run`update conversations set last_seq = last_seq + 1 where id = ${groupId ?? ""}`;
  });
}

/** Until every act on several groups or people that has begun is over. */
export async function finishActs({ services }: Course): Promise<void> {
  const begun = await services.db.all<{ id: string }>`
    select id from bulk_acts where state in ('applying', 'undoing')`;
  for (const { id } of begun) await finishAct(services, id);
}
