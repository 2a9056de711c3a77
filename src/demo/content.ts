/** The groups of a made-up course, their members, and the times of their messages. */
import { uuidv7 } from "#kit/ids.ts";
import type { BulkPost } from "#core/log/bulk_posts.ts";
import type { Chance } from "#kit/chance.ts";
import { announcements, answers, questions, subjects } from "./texts.ts";

const dayMs = 24 * 3_600_000;
const termMs = 14 * 7 * dayMs;

export interface CourseGroup {
  name: string;
  description: string;
  /** The first of them is the moderator. */
  members: string[];
  /** This group's share of the course's messages. */
  weight: number;
  /** How long ago it was created. */
  ageMs: number;
}

/** One lecture with everyone, exercise groups that divide them, and teams of the rest. */
export function courseGroups(people: string[], count: number, chance: Chance): CourseGroup[] {
  const exercises = Math.min(Math.ceil(people.length / 25), Math.max(0, Math.floor(count / 4)));
  const teams = Math.max(0, count - 1 - exercises);
  const lecture = {
    name: "Lecture Algorithms",
    description: "Everybody in the course. Announcements, and questions that all should hear.",
    members: people,
    weight: Math.max(1, count / 4),
    ageMs: termMs,
  };
  const dealt = (groups: number) => {
    const shuffled = chance.shuffle(people);
    return Array.from({ length: groups }, (_, group) =>
      shuffled.filter((_person, index) => index % groups === group),
    );
  };
  return [
    lecture,
    ...dealt(exercises).map((members, index) => ({
      name: `Exercise group ${index + 1}`,
      description: `Tutorial ${index + 1}: sheets, solutions, questions.`,
      members,
      weight: 1.5,
      ageMs: termMs,
    })),
    ...dealt(teams).map((members, index) => ({
      name: `Team ${index + 1}`,
      description: `Project team ${index + 1}.`,
      members,
      // Some teams talk all day, others hardly ever.
      weight: 2 / (1 + (index % 12)),
      ageMs: termMs - 2 * 7 * dayMs,
    })),
  ]
    .slice(0, count)
    .filter(({ members }) => members.length > 0);
}

/** Divides the messages by weight; the parts add up to exactly `total`. */
export function messagesOf(groups: readonly CourseGroup[], total: number): number[] {
  const weight = groups.reduce((sum, group) => sum + group.weight, 0);
  let before = 0;
  let given = 0;
  return groups.map((group) => {
    before += group.weight;
    const count = Math.round((before / weight) * total) - given;
    given += count;
    return count;
  });
}

export interface Talk {
  count: number;
  /** The time of the last message, in milliseconds since the epoch. */
  now: number;
  chance: Chance;
}

/** Questions with a few answers each, in bursts, oldest first. */
export function coursePosts(group: CourseGroup, { count, now, chance }: Talk): BulkPost[] {
  const times = Array.from({ length: count }, () => timeOf(group, now, chance)).toSorted(
    (one, other) => one - other,
  );
  let left = 0;
  return times.map((time) => {
    const opens = left === 0;
    left = opens ? chance.below(6) : left - 1;
    const byStaff = opens && chance.next() < 0.08;
    const at = new Date(time).toISOString();
    return {
      id: uuidv7(time),
      senderId: byStaff ? group.members[0]! : chance.pick(group.members),
      content: line(byStaff ? announcements : opens ? questions : answers, chance),
      sentFromClient: at,
      sentFromServer: at,
    };
  });
}

/** Any day since the group was created, mostly between eight in the morning and ten at night. */
function timeOf({ ageMs }: CourseGroup, now: number, chance: Chance): number {
  const day = now - chance.next() * (ageMs - dayMs);
  const hour = chance.next() < 0.93 ? 8 + chance.next() * 14 : chance.next() * 24;
  const time = new Date(day);
  time.setUTCHours(0, 0, 0, Math.floor(hour * 3_600_000));
  return time.getTime() > now ? time.getTime() - dayMs : time.getTime();
}

function line(among: readonly string[], chance: Chance): string {
  return chance
    .pick(among)
    .replace("{topic}", chance.pick(subjects))
    .replaceAll("{n}", String(1 + chance.below(12)))
    .replace("{hour}", `${9 + chance.below(9)}:${chance.pick(["00", "15", "30"])}`);
}
