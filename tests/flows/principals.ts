/** Every kind of client: its column in the table of policies, and its credentials. */
import { disablePerson, removePerson } from "#core/people/manage_people.ts";
import { addMembers, changeMemberRole, removeFromGroup } from "#core/groups/members.ts";
import { endAllSessions } from "#core/identity/sessions.ts";
import { signToken, type TokenUse } from "#core/identity/tokens.ts";
import { enrol, firstCourse, makeCourse } from "#tests/support/courses.ts";
import { makePerson, type PersonOptions, type TestPerson } from "#tests/support/people.ts";
import type { Column } from "./policy_table.ts";
import { everybodysHash, type RouteWorld } from "./route_world.ts";

export interface Principal {
  headers: Record<string, string>;
  /** The person whose own name may be in an answer. */
  person?: TestPerson;
}

interface Kind {
  column: Column;
  /** Adds one to the world. */
  make(world: RouteWorld): Principal | Promise<Principal>;
}

type Make = (world: RouteWorld) => TestPerson | Promise<TestPerson>;

const withCookie = (person: TestPerson): Principal => ({
  headers: { Cookie: person.cookie },
  person,
});
const withToken = (token: string): Principal => ({ headers: { Authorization: `Bearer ${token}` } });

const byCookie = (column: Column, make: Make): Kind => ({
  column,
  make: async (world) => withCookie(await make(world)),
});
const byToken = (column: Column, make: Make): Kind => ({
  column,
  make: async (world) => {
    const person = await make(world);
    return { ...withToken(person.token), person };
  },
});
const byText = (make: (world: RouteWorld) => string | Promise<string>): Kind => ({
  column: "anonymous",
  make: async (world) => withToken(await make(world)),
});

function newPerson({ web }: RouteWorld, options: PersonOptions): Promise<TestPerson> {
  const password = options.role === "guest" ? null : everybodysHash;
  return makePerson(web.services, { name: "Nelly Probe", password, ...options });
}

/** In the group, with this role. */
async function inside(world: RouteWorld, role: "owner" | "moderator"): Promise<TestPerson> {
  const person = await newPerson(world, {});
  const { staff } = world.people;
  await addMembers(staff.context, world.groupId, [{ userId: person.id }]);
  await changeMemberRole(staff.context, { conversationId: world.groupId, userId: person.id, role });
  return person;
}

async function takenOut(world: RouteWorld): Promise<TestPerson> {
  const person = await inside(world, "moderator");
  const key = { conversationId: world.groupId, userId: person.id };
  await removeFromGroup(world.people.staff.context, key);
  return person;
}

async function signedOut(world: RouteWorld): Promise<TestPerson> {
  const person = await newPerson(world, { role: "admin" });
  await endAllSessions(person.context, { keepCurrent: false });
  return person;
}

/** Staff, once. */
async function former(
  world: RouteWorld,
  end: (context: TestPerson["context"], id: string) => Promise<unknown>,
): Promise<TestPerson> {
  const person = await newPerson(world, { role: "admin" });
  await end(world.people.staff.context, person.id);
  return person;
}

async function expired(world: RouteWorld): Promise<TestPerson> {
  const guest = await newPerson(world, { role: "guest", expiresAt: "2026-01-01T00:00:00.000Z" });
  await world.web.services.db.transaction(
    (tx) => tx.run`
      insert into conversation_members (conversation_id, user_id, role, joined_at)
      values (${world.groupId}, ${guest.id}, 'member', '2026-01-01T00:00:00.000Z')`,
  );
  return guest;
}

/** On the staff of a course, which is that of the group unless another one is named. */
async function enrolled(
  world: RouteWorld,
  role: "teacher" | "tutor",
  courseId = firstCourse,
): Promise<TestPerson> {
  const { services } = world.web;
  const person = await newPerson(world, {});
  if (courseId !== firstCourse) await makeCourse(services, { id: courseId });
  await enrol(services, { courseId, userId: person.id, role });
  return person;
}

async function formerTeacher(world: RouteWorld): Promise<TestPerson> {
  const person = await enrolled(world, "teacher");
  await world.web.services.db.transaction(
    (tx) => tx.run`delete from course_members where user_id = ${person.id}`,
  );
  return person;
}

/** A token of staff, except for its use or time of issue. */
function staffToken({ web, people }: RouteWorld, use: TokenUse, ageMs = 0): Promise<string> {
  const { id: userId, username, actor } = people.staff;
  const { secrets, clock } = web.services;
  const issued = { ...clock, now: () => clock.now() - ageMs };
  return signToken(
    { secrets, clock: issued },
    { userId, username, sessionId: actor.sessionId },
    use,
  );
}

const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");

function unsigned({ people }: RouteWorld): string {
  const [, claims] = people.staff.token.split(".");
  return `${encoded({ alg: "none", typ: "JWT" })}.${claims}.`;
}

function otherKey({ people }: RouteWorld): string {
  const signed = people.staff.token.split(".").slice(0, 2).join(".");
  const signature = new Bun.CryptoHasher("sha256", "k".repeat(43)).update(signed);
  return `${signed}.${signature.digest("base64url")}`;
}

/** The outsider's token, with staff written into it. */
function rewritten({ people }: RouteWorld): string {
  const { outsider, staff } = people;
  const [header, claims = "", signature] = outsider.token.split(".");
  const known = JSON.parse(Buffer.from(claims, "base64url").toString()) as object;
  const changed = { ...known, sub: staff.id, user_id: staff.id, sid: staff.actor.sessionId };
  return `${header}.${encoded(changed)}.${signature}`;
}

function besideStaffsCookie(kind: Kind): Kind {
  return {
    ...kind,
    async make(world) {
      const { headers, person } = await kind.make(world);
      return { headers: { ...headers, Cookie: world.people.staff.cookie }, person };
    },
  };
}

/** A different account each, because requests are counted per account. */
const outsider: Make = (world) => newPerson(world, {});
const disabled: Make = (world) => former(world, disablePerson);
const deleted: Make = (world) => former(world, removePerson);

export const principals: Record<string, Kind> = {
  nobody: { column: "anonymous", make: () => ({ headers: {} }) },
  "a cookie of no session": {
    column: "anonymous",
    make: () => ({ headers: { Cookie: `session=${"x".repeat(43)}` } }),
  },
  "staff who signed out": byCookie("anonymous", signedOut),
  "staff who signed out, by token": byToken("anonymous", signedOut),
  "disabled staff": byCookie("anonymous", disabled),
  "disabled staff, by token": byToken("anonymous", disabled),
  "deleted staff": byCookie("anonymous", deleted),
  "deleted staff, by token": byToken("anonymous", deleted),
  "a guest in the group whose time is over": byCookie("anonymous", expired),
  "a guest in the group whose time is over, by token": byToken("anonymous", expired),
  "staff's token of two hours ago": byText((world) => staffToken(world, "access", 2 * 3_600_000)),
  "staff's refresh token": byText((world) => staffToken(world, "refresh")),
  "staff's token by another key": byText(otherKey),
  "staff's token without a signature": byText(unsigned),
  "a student's token that says staff": byText(rewritten),
  "a void token beside staff's cookie": besideStaffsCookie(byText(() => "abc")),

  "a student outside": byCookie("outsider", outsider),
  "a student outside, by token": byToken("outsider", outsider),
  "a student's token beside staff's cookie": besideStaffsCookie(byToken("outsider", outsider)),
  "a guest outside": byCookie("outsider", (world) => newPerson(world, { role: "guest" })),
  "a member who was taken out": byCookie("outsider", takenOut),

  "a teacher of another course": byCookie("teacherElsewhere", (world) =>
    enrolled(world, "teacher", "other"),
  ),
  "a tutor of another course": byCookie("tutorElsewhere", (world) =>
    enrolled(world, "tutor", "other"),
  ),
  "a teacher who was taken out of the course": byCookie("outsider", formerTeacher),

  "a guest in the group": byCookie("guest", ({ people }) => people.guest),
  "a member": byCookie("member", ({ people }) => people.member),
  "a member, by token": byToken("member", ({ people }) => people.member),
  "a student who moderates": byCookie("moderator", (world) => inside(world, "moderator")),
  "a student who owns the group": byCookie("moderator", (world) => inside(world, "owner")),
  "staff in the group": byCookie("staff", ({ people }) => people.staff),
  "staff outside": byCookie("staff", ({ people }) => people.overseer),
  "staff, by token": byToken("staff", ({ people }) => people.overseer),
  "a teacher of the course": byCookie("teacher", (world) => enrolled(world, "teacher")),
  "a teacher of the course, by token": byToken("teacher", (world) => enrolled(world, "teacher")),
  "a tutor of the course": byCookie("tutor", (world) => enrolled(world, "tutor")),
};
