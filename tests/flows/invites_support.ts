/** Invites in tests: made by a teacher, used by visitors. */
import { createInvite, getInvite, type Invite, type InviteInput } from "#core/invites/invites.ts";
import { firstCourse } from "#tests/support/courses.ts";
import type { TestPerson } from "#tests/support/people.ts";
import type { TestWeb, Visitor } from "#tests/support/web.ts";

export const inviteAddress = "/join/invite";
export const password = "quite a long secret";

export interface InviteOptions extends Partial<Omit<InviteInput, "expiresAt">> {
  courseId?: string;
  lifeMs?: number;
}

export async function makeInvite(
  { context }: TestPerson,
  { courseId = firstCourse, lifeMs = 3_600_000, ...input }: InviteOptions = {},
): Promise<Invite> {
  const { id } = await createInvite(context, courseId, {
    role: "student",
    conversationId: null,
    title: "First lecture",
    usesMax: 300,
    needsApproval: false,
    expiresAt: new Date(context.clock.now() + lifeMs).toISOString(),
    ...input,
  });
  return (await getInvite(context, { courseId, id })).invite;
}

/** A browser that has opened the link. */
export async function visitorWith(web: TestWeb, { link }: Pick<Invite, "link">): Promise<Visitor> {
  const visitor = web.visitor();
  await visitor.post("/join", { code: link });
  return visitor;
}

let count = 0;

/** Registers with the invite that the browser has opened. */
export function register(visitor: Visitor, name: string): Promise<Response> {
  count += 1;
  const email = `joiner${count}@uni.example.edu`;
  return visitor.post(inviteAddress, { name, email, password });
}

/** A browser in which someone is signed in, with the invite opened. */
export async function signedInWith(
  web: TestWeb,
  { cookie }: TestPerson,
  invite: Pick<Invite, "link">,
): Promise<Visitor> {
  const visitor = await visitorWith(web, invite);
  const [name = "", value = ""] = cookie.split(/=(.*)/s);
  visitor.cookies.set(name, value);
  return visitor;
}

/** The roles in a course with their sources, and the members of its groups with theirs. */
export async function placesIn({ services: { db } }: TestWeb, courseId = firstCourse) {
  const roles = await db.all<{ text: string }>`
    select u.name || ': ' || m.role || ' (' || m.source || ')' as text
    from course_members m join users u on u.id = m.user_id
    where m.course_id = ${courseId} order by u.name, m.source`;
  const members = await db.all<{ text: string }>`
    select u.name || ' in ' || c.name || coalesce(' (' || s.source || ')', '') as text
    from conversation_members m join users u on u.id = m.user_id
      join conversations c on c.id = m.conversation_id
      left join member_sources s
        on s.conversation_id = m.conversation_id and s.user_id = m.user_id
    where c.course_id = ${courseId} order by u.name, c.name, s.source`;
  return { roles: roles.map(({ text }) => text), members: members.map(({ text }) => text) };
}
