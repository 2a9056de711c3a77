/** A realistic course of any size, generated from a seed: for looking around and for measuring. */
import { uuidv7 } from "#kit/ids.ts";
import type { MemberRole } from "#wire/views.ts";
import { firstCourseId } from "#storage/courses.ts";
import { markAllRead } from "#storage/bulk.ts";
import { conversationById, insertConversations } from "#storage/conversations.ts";
import { moveRead } from "#storage/members.ts";
import { firstAdmin } from "#storage/people.ts";
import { userByEmail } from "#storage/users.ts";
import { appendMembers, appendPosts, inSteps } from "#core/log/bulk_posts.ts";
import type { Services } from "#core/context.ts";
import { Chance } from "#kit/chance.ts";
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

/** In one transaction, during which nobody else can write. */
const atOnce = { posts: 500, members: 500, students: 50, readers: 200 };

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
  const people = await addStudents(services, { count: size.students, chance, password });
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
    for (const chunk of inSteps(posts, atOnce.posts)) {
      await writeLogged(services, (writing) => appendPosts(writing, id, chunk));
      done += chunk.length;
      progress(done, size.messages);
    }
    await leaveUnread(services, { id, group, chance });
  }
  if (onlyDemo) await writeLogged(services, (writing) => markDemo(writing));
  return { groups: groups.length, example: people.example };
}

async function addStudents(
  services: Services,
  { count, chance, password }: { count: number; chance: Chance; password: string },
): Promise<{ ids: string[]; example: string }> {
  const names = Array.from(
    { length: count },
    () => `${chance.pick(firstNames)} ${chance.pick(lastNames)}`,
  );
  const made: { id: string; email: string }[] = [];
  for (const some of inSteps(names, atOnce.students)) {
    const step = await writeLogged(services, async (writing) => {
      const own: { id: string; email: string }[] = [];
      for (const name of some) {
        const email = await freeAddress(writing, name);
        const person = { email, name, role: "user" as const, password };
        own.push({ id: await addPerson(services, writing, person), email });
      }
      return own;
    });
    made.push(...step);
  }
  return { ids: made.map(({ id }) => id), example: made[0]?.email ?? "" };
}

async function freeAddress({ tx }: Writing, name: string): Promise<string> {
  const local = foldText(name).replaceAll(" ", ".");
  for (let count = 1; ; count += 1) {
    const email = `${local}${count === 1 ? "" : count}@student.example.edu`;
    if (!(await userByEmail(tx, email))) return email;
  }
}

async function addGroup(services: Services, group: CourseGroup): Promise<string> {
  const at = new Date(services.clock.now() - group.ageMs).toISOString();
  const id = uuidv7(Date.parse(at), services.random);
  const members = group.members.map((userId, index) => ({
    userId,
    role: (index === 0 ? "moderator" : "member") as MemberRole,
    joinedAt: at,
  }));
  await writeLogged(services, async (writing) => {
    const admin = await firstAdmin(writing.tx, writing.now);
    if (!admin) throw new Error("a course needs an administrator");
    const { name, description } = group;
    await insertConversations(writing.tx, [
      { id, courseId: firstCourseId, ownerId: admin.id, name, description, at },
    ]);
    const owner = { userId: admin.id, role: "owner" as MemberRole, joinedAt: at };
    await appendMembers(writing, id, [owner]);
  });
  for (const some of inSteps(members, atOnce.members)) {
    await writeLogged(services, (writing) => appendMembers(writing, id, some));
  }
  return id;
}

/** Most members have read everything; some have a few unread messages. */
async function leaveUnread(
  services: Services,
  { id, group, chance }: { id: string; group: CourseGroup; chance: Chance },
): Promise<void> {
  const behind = group.members.filter(() => chance.next() <= 0.3);
  await writeLogged(services, ({ tx }) => markAllRead(tx, id, behind));
  const place = await conversationById(services.db, id);
  if (!place) return;
  const reads = behind.map((userId) => ({
    conversationId: id,
    userId,
    seq: place.lastSeq - 1 - chance.below(8),
  }));
  for (const some of inSteps(reads, atOnce.readers)) {
    await writeLogged(services, async ({ tx }) => {
      for (const read of some) await moveRead(tx, read);
    });
  }
}
