/** The course on the pictures: always the same people, ids, times and messages. */
import type { Bus } from "#bus/bus.ts";
import { createGroup } from "#core/groups/groups.ts";
import { readHistory } from "#core/messages/history.ts";
import { markRead } from "#core/groups/members.ts";
import { removeMessage, sendMessage } from "#core/messages/messages.ts";
import { openPerson } from "#core/people/known_people.ts";
import { type Clock, systemClock } from "#kit/clock.ts";
import { startRealtime } from "#realtime/server.ts";
import { makePerson, type TestPerson, unhurried } from "#tests/support/people.ts";
import { freePorts } from "#tests/support/ports.ts";
import { testServices } from "#tests/support/services.ts";
import type { Locale } from "#ui/text/catalogue.ts";
import { pagesWorld, type PagesWorld } from "../browser/pages_world.ts";
import { seededRandom } from "../simulation/random.ts";
import { courseTexts } from "./course_texts.ts";

export interface Course {
  world: PagesWorld;
  prof: TestPerson;
  /** Through whose eyes students' pages are shown. */
  mira: TestPerson;
  /** Who is online as well. */
  others: TestPerson[];
  /** The group on the pictures. */
  groupId: string;
  nowMs: number;
  close(): Promise<void>;
}

const nowMs = Date.parse("2026-11-16T13:40:00.000Z");
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

const students =
  "Mira Santos,Lena Hoffmann,Yusuf Kaya,Tom Okafor,Emma Lindgren,Farid Haddad,Ida Berger,Noah Fischer,Priya Patel,Jonas Keller,Zoé Moreau,Emil Novák".split(
    ",",
  );

export async function openCourse(locale: Locale): Promise<Course> {
  let time = nowMs - 14 * dayMs;
  const clock: Clock = { ...systemClock, now: () => time };
  const services = testServices({ clock });
  const chance = seededRandom(3);
  services.random = (count) => Uint8Array.from({ length: count }, () => chance() * 256);
  const [port = 0] = freePorts(1);
  const world = await pagesWorld({ services, wsUrl: new URL(`ws://127.0.0.1:${port}`) });
  const bus: Bus = { publish: () => {}, subscribe: () => () => {}, close: () => {} };
  const config = { ...services.config, publicUrl: new URL(world.address("/")), realtimePort: port };
  const { lecture, exercise, teamTalk, others: chatter, removed } = courseTexts[locale];
  const prof = await makePerson(services, { name: "Prof. Albrecht", role: "admin" });
  const people: TestPerson[] = [];
  for (const name of students) people.push(await makePerson(services, { name }));
  const make = async (name: string, members: TestPerson[]) => {
    const list = members.map(({ id: userId }) => ({ userId }));
    return (await createGroup(prof.context, { name, description: "", members: list })).id;
  };
  const say = ({ context }: TestPerson, conversationId: string, content: string) =>
    sendMessage(unhurried(context), { conversationId, content });
  const team = people.slice(0, 5);
  const [mira, lena, yusuf, tom] = team as [TestPerson, TestPerson, TestPerson, TestPerson];
  const lectureId = await make(lecture, [prof, ...people]);
  const labId = await make(`${exercise} 1`, people.slice(0, 6));
  await make(`${exercise} 2`, people.slice(6));
  const firstId = await make("Team 1", people.slice(5, 8));
  await make("Team 2", people.slice(8, 10));
  const groupId = await make("Team 3", [prof, ...team]);
  time = nowMs - dayMs;
  await say(prof, lectureId, chatter.lecture);
  time = nowMs - 95 * minuteMs;
  let seq = 0;
  for (const { by, text, after } of teamTalk) {
    time += after * minuteMs;
    const writer = team.find(({ context }) => context.actor.name.startsWith(by)) ?? prof;
    seq = (await say(writer, groupId, text)).seq;
  }
  const { id: messageId } = await say(tom, labId, chatter.rude);
  time += minuteMs;
  await removeMessage(prof.context, { conversationId: labId, messageId, reason: removed });
  for (const text of chatter.lab) await say(lena, labId, text);
  time += 2 * minuteMs;
  await openPerson(prof.context, tom.id);
  time += minuteMs;
  await readHistory(prof.context, { conversationId: firstId, limit: 1 });
  await markRead(mira.context, { conversationId: groupId, seq });
  time = nowMs;
  // Only now: it takes random numbers, too.
  const realtime = await startRealtime({ config, services, bus });
  return {
    world,
    prof,
    mira,
    others: [lena, yusuf],
    groupId,
    nowMs,
    async close() {
      await realtime.stop();
      await world.close();
    },
  };
}
