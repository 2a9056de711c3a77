/** The people and groups of a fresh development start. Their passwords are public. */
import { uuidv7 } from "#kit/ids.ts";
import type { MemberRole } from "#wire/views.ts";
import { firstCourseId } from "#storage/courses.ts";
import { fingerprint } from "#storage/bulk.ts";
import { insertConversations } from "#storage/conversations.ts";
import { deleteMeta, readMeta, writeMeta } from "#storage/meta.ts";
import { anyUser } from "#storage/users.ts";
import { appendMembers, appendPosts } from "#core/log/bulk_posts.ts";
import type { Services } from "#core/context.ts";
import { demoGroups } from "./groups.ts";
import { type Writing, writeLogged } from "#core/log/write.ts";
import { addPerson } from "#core/people/person_steps.ts";
import { newHash } from "#core/identity/passwords.ts";
import { demoPeople } from "#core/identity/demo_accounts.ts";

/** Fills an empty database. @returns false if there already is an account */
export async function createDemoPeople(services: Services): Promise<boolean> {
  if (await anyUser(services.db)) return false;
  const hashes = new Map<string, string>();
  for (const { password } of demoPeople) {
    if (!hashes.has(password)) hashes.set(password, await newHash(password));
  }
  return writeLogged(services, async (writing) => {
    if (await anyUser(writing.tx)) return false;
    const ids = new Map<string, string>();
    for (const person of demoPeople) {
      const username = person.email.split("@")[0]!;
      const password = hashes.get(person.password)!;
      ids.set(person.email, await addPerson(services, writing, { ...person, username, password }));
    }
    for (const group of demoGroups) await createGroup(services, writing, { group, ids });
    await markDemo(writing);
    // Whatever was checked before, these passwords need another check.
    await deleteMeta(writing.tx, "production");
    return true;
  });
}

async function createGroup(
  { clock, random }: Services,
  writing: Writing,
  { group, ids }: { group: (typeof demoGroups)[number]; ids: Map<string, string> },
): Promise<void> {
  const { tx } = writing;
  const { name, description } = group;
  const at = (minutesAgo: number) => new Date(clock.now() - minutesAgo * 60_000).toISOString();
  const [first] = group.messages;
  const madeAt = at(first.minutesAgo + 60);
  const id = uuidv7(Date.parse(madeAt), random);
  const ownerId = ids.get(demoPeople[0].email)!;
  await insertConversations(tx, [
    { id, courseId: firstCourseId, ownerId, name, description, at: madeAt },
  ]);
  const members = [
    { userId: ownerId, role: "owner" as MemberRole, joinedAt: madeAt },
    ...group.members.map((email, index) => ({
      userId: ids.get(email)!,
      role: (index === 0 && group.moderated ? "moderator" : "member") as MemberRole,
      joinedAt: madeAt,
    })),
  ];
  await appendMembers(writing, id, members);
  const posts = group.messages.map(({ from, minutesAgo, content }) => ({
    id: uuidv7(clock.now() - minutesAgo * 60_000, random),
    senderId: ids.get(from)!,
    content,
    sentFromClient: at(minutesAgo),
    sentFromServer: at(minutesAgo),
  }));
  await appendPosts(writing, id, posts);
}

/** Notes, at the end of a transaction, that everything so far is demo data. */
export async function markDemo({ tx }: Pick<Writing, "tx">): Promise<void> {
  await writeMeta(tx, "demo", await fingerprint(tx));
}

/** Whether the database can be deleted without loss: no accounts, or nothing new since the demo. */
export async function holdsOnlyDemo({ db }: Pick<Services, "db">): Promise<boolean> {
  if (!(await anyUser(db))) return true;
  return (await readMeta(db, "demo")) === (await fingerprint(db));
}
