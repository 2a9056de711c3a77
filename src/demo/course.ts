/** A realistic course of any size, generated from a seed: for looking around and for measuring. */
import { uuidv7 } from "#kit/ids.ts";
import type { MemberRole } from "#wire/views.ts";
import { markAllRead } from "#storage/bulk.ts";
import { conversationById, insertConversation } from "#storage/conversations.ts";
import { moveRead } from "#storage/members.ts";
import { firstAdmin } from "#storage/people.ts";
import { credentialsByEmail } from "#storage/users.ts";
import { appendMembers, appendPosts } from "#core/log/bulk_posts.ts";
import type { Services } from "#core/context.ts";
import { Chance } from "./chance.ts";
import { courseGroups, type CourseGroup, coursePosts, messagesOf } from "./content.ts";
import { createDemoPeople, holdsOnlyDemo, markDemo } from "./people.ts";
import { firstNames, lastNames } from "./texts.ts";
import { type Writing, writeLogged } from "#core/log/write.ts";
import { addPerson } from "#core/people/person_steps.ts";
import { newHash } from "#core/identity/passwords.ts";
import { studentPassword } from "#core/identity/demo_accounts.ts";
import { foldText } from "#wire/fold.ts";

export interface CourseSize {
  students: number;
  groups: number;
  messages: number;
  seed: number;
}

const chunkSize = 2_000;

export type Progress = (done: number, total: number) => void;

/**
 * Adds a course to the database, with the demo people if it is empty. The same seed generates the
 * same course, with other ids.
 * @returns the number of groups, and the address of one of its students
 */
export async function createCourse(
  services: Services,
  size: CourseSize,
  progress: Progress,
): Promise<{ groups: number; example: string }> {
  await createDemoPeople(services);
  const onlyDemo = await holdsOnlyDemo(services);
  const chance = new Chance(size.seed);
  const password = await newHash(studentPassword);
  const people = await writeLogged(services, (writing) =>
    addStudents(services, writing, { count: size.students, chance, password }),
  );
  const groups = courseGroups(people.ids, size.groups, chance);
  const counts = messagesOf(groups, size.messages);
  let done = 0;
  for (const [index, group] of groups.entries()) {
    const id = await addGroup(services, group);
    const posts = coursePosts(group, {
      count: counts[index]!,
      now: services.clock.now(),
      chance,
    });
    for (let start = 0; start < posts.length; start += chunkSize) {
      const chunk = posts.slice(start, start + chunkSize);
      await writeLogged(services, (writing) => appendPosts(writing, id, chunk));
      done += chunk.length;
      progress(done, size.messages);
    }
    await writeLogged(services, (writing) => leaveUnread(writing, { id, group, chance }));
  }
  if (onlyDemo) await writeLogged(services, (writing) => markDemo(writing));
  return { groups: groups.length, example: people.example };
}

async function addStudents(
  services: Services,
  writing: Writing,
  { count, chance, password }: { count: number; chance: Chance; password: string },
): Promise<{ ids: string[]; example: string }> {
  const ids: string[] = [];
  let example = "";
  for (let index = 0; index < count; index += 1) {
    const name = `${chance.pick(firstNames)} ${chance.pick(lastNames)}`;
    const email = await freeAddress(writing, name);
    example ||= email;
    const person = { email, name, role: "user" as const, password };
    ids.push(await addPerson(services, writing, person));
  }
  return { ids, example };
}

async function freeAddress({ tx }: Writing, name: string): Promise<string> {
  const local = foldText(name).replaceAll(" ", ".");
  for (let count = 1; ; count += 1) {
    const email = `${local}${count === 1 ? "" : count}@student.example.edu`;
    if (!(await credentialsByEmail(tx, email))) return email;
  }
}

async function addGroup(services: Services, group: CourseGroup): Promise<string> {
  const at = new Date(services.clock.now() - group.ageMs).toISOString();
  const id = uuidv7(Date.parse(at), services.random);
  await writeLogged(services, async (writing) => {
    const admin = await firstAdmin(writing.tx, writing.now);
    if (!admin) throw new Error("a course needs an administrator");
    const { name, description } = group;
    await insertConversation(writing.tx, { id, ownerId: admin.id, name, description, at });
    const members = group.members.map((userId, index) => ({
      userId,
      role: (index === 0 ? "moderator" : "member") as MemberRole,
      joinedAt: at,
    }));
    const owner = { userId: admin.id, role: "owner" as MemberRole, joinedAt: at };
    await appendMembers(writing, id, [owner, ...members]);
  });
  return id;
}

/** Most members have read everything; some have a few unread messages. */
async function leaveUnread(
  { tx }: Writing,
  { id, group, chance }: { id: string; group: CourseGroup; chance: Chance },
): Promise<void> {
  const behind = group.members.filter(() => chance.next() <= 0.3);
  await markAllRead(tx, id, behind);
  const place = await conversationById(tx, id);
  if (!place) return;
  for (const userId of behind) {
    const seq = place.lastSeq - 1 - chance.below(8);
    await moveRead(tx, { conversationId: id, userId, seq });
  }
}
