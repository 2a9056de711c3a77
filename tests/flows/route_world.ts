/** A course in which every route has something to do, and a valid request for each of them. */
import { isPostgres } from "#tests/support/postgres_database.ts";
import { pastedList } from "#core/roster/decode.ts";
import { applyImport, createImport } from "#core/roster/roster.ts";
import { createInvite } from "#core/invites/invites.ts";
import { joinByInvite } from "#core/invites/use_invite.ts";
import { deleteGroup } from "#core/groups/bin.ts";
import { createGroup } from "#core/groups/groups.ts";
import { applyGroupAct, planGroupAct } from "#core/group_acts/group_acts.ts";
import { caseInputs, casesOf, type CasesOfWorld, missingCases, placed } from "./route_cases.ts";
import { planOf, type PlanOfWorld } from "./route_plan.ts";
import { createGroupSet } from "#core/groups/group_sets.ts";
import { sendMessage, removeMessage } from "#core/messages/messages.ts";
import { listMails } from "#core/mail/manage_mails.ts";
import { mailSignInLink } from "#core/mail/send_links.ts";
import { hashPassword } from "#core/identity/password_hashes.ts";
import { enrol, firstCourse } from "#tests/support/courses.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { testWeb, type TestWeb, type TestWebOptions } from "#tests/support/web.ts";
import type { Route } from "#web/http/route.ts";

export const everybodysPassword = "a password of everybody";
export const everybodysHash = await hashPassword(everybodysPassword);

export interface RouteWorld {
  web: TestWeb;
  /**
   * `staff` created the group of `guest` and `member`; `overseer` is also staff, and not in a
   * group.
   */
  people: Record<"outsider" | "guest" | "member" | "staff" | "overseer", TestPerson>;
  /** The person whom requests change. */
  other: TestPerson;
  groupId: string;
  /** A group in the bin. */
  deletedId: string;
  /** The member's. */
  messageId: string;
  removedId: string;
  courseId: string;
  /** A list that is not imported yet, and one that is. */
  importIds: { previewed: string; applied: string };
  /** A mail to the person whom requests change, which waits. */
  mailId: string;
  /** Of the course. */
  tutor: TestPerson;
  /** An act on several groups that has not begun, and one that was applied. */
  actIds: { previewed: string; applied: string };
  /** A set of the course's groups. */
  setId: string;
  /** Of `overseer`. */
  plan: PlanOfWorld;
  caseIds: CasesOfWorld;
  /** An invite to the course, with which the person whom requests change waits. */
  inviteId: string;
}

/** Nothing is sent: tests start no jobs. */
export const mailEnv = {
  SMTP_URL: "smtp://mail.example.edu",
  MAIL_FROM: "chat@uni.example.edu",
};

let pattern: Promise<RouteWorld> | undefined;

/** Making a world takes half a second, so on SQLite most are copies of one. */
export async function makeRouteWorld(options: TestWebOptions = {}): Promise<RouteWorld> {
  const { services, clock } = options;
  const env = { ...mailEnv, ...options.env };
  if (isPostgres || services || clock) return fill(testWeb({ ...options, env }));
  return copyWorld(await (pattern ??= fill(testWeb({ env })).then(closed)), options);
}

/** Leaves its files for copies. */
export function closed(world: RouteWorld): RouteWorld {
  world.web.services.db.close();
  return world;
}

/** @param original was closed */
export function copyWorld(original: RouteWorld, options: TestWebOptions = {}): RouteWorld {
  const copyOf = original.web.services.config.instanceDir;
  const env = { ...mailEnv, ...options.env };
  const web = testWeb({ ...options, env, copyOf });
  const here = (person: TestPerson): TestPerson => ({
    ...person,
    context: { ...web.services, actor: person.actor },
  });
  const people = {
    outsider: here(original.people.outsider),
    guest: here(original.people.guest),
    member: here(original.people.member),
    staff: here(original.people.staff),
    overseer: here(original.people.overseer),
  };
  return { ...original, web, people, other: here(original.other), tutor: here(original.tutor) };
}

async function fill(web: TestWeb): Promise<RouteWorld> {
  const person = (name: string, role: "admin" | "user" | "guest" = "user") =>
    makePerson(web.services, { role, name, password: role === "guest" ? null : everybodysHash });
  const people = {
    outsider: await person("Odile Abseits"),
    guest: await person("Gustav Kurz", "guest"),
    member: await person("Mirjam Innen"),
    staff: await person("Stella Lehrstuhl", "admin"),
    overseer: await person("Oskar Aufsicht", "admin"),
  };
  // As with opening groups, the table says what those get who may not.
  await web.services.db.transaction((tx) => tx.run`update courses set ask_team = 0`);
  const members = [{ userId: people.guest.id }, { userId: people.member.id }];
  const group = { name: "Seminar Basalt", description: "Of cooled lava", members };
  const { id: groupId } = await createGroup(people.staff.context, group);
  const write = (content: string) =>
    sendMessage(people.member.context, { conversationId: groupId, content });
  const { id: messageId } = await write("Granite holds");
  const { id: removedId } = await write("Slate breaks");
  await removeMessage(people.staff.context, { conversationId: groupId, messageId: removedId });
  const gone = { name: "Seminar Kreide", description: "", members };
  const { id: deletedId } = await createGroup(people.staff.context, gone);
  await deleteGroup(people.staff.context, deletedId);
  const other = await person("Otmar Andere");
  const courseId = firstCourse;
  // The only course is not archived, and has no name.
  await web.services.db.transaction(
    (tx) => tx.run`update courses set name = 'Geology' where id = ${courseId}`,
  );
  const importIds = {
    previewed: await importOf(people.staff, "fern@uni.example.edu"),
    applied: await importOf(people.staff, "adlerfarn@uni.example.edu"),
  };
  const { finished } = await applyImport(people.staff.context, { courseId, id: importIds.applied });
  await finished;
  const mailId = await mailTo(people.staff, other.id);
  const tutor = await person("Tilda Hilft");
  await enrol(web.services, { courseId, userId: tutor.id, role: "tutor" });
  const caseIds = await casesOf({ people, groupId, messageId, other });
  const { id: inviteId } = await createInvite(people.staff.context, courseId, {
    role: "student",
    conversationId: null,
    title: "First lecture",
    expiresAt: new Date(web.services.clock.now() + 3_600_000).toISOString(),
    usesMax: 300,
    needsApproval: true,
  });
  await joinByInvite(other.context, inviteId);
  const { id: setId } = await createGroupSet(people.staff.context, { courseId, name: "Labs" });
  const plan = await planOf(people.overseer, courseId);
  const rows = { groupId, deletedId, messageId, removedId, courseId, importIds, mailId, inviteId };
  const actIds = {
    previewed: await archivingOf(people.staff, groupId),
    applied: await archivingOf(people.staff, (await createGroup(people.staff.context, gone)).id),
  };
  const begun = await applyGroupAct(people.staff.context, { courseId, id: actIds.applied });
  await begun.finished;
  return { web, people, other, tutor, setId, actIds, caseIds, plan, ...rows };
}

async function archivingOf({ context }: TestPerson, id: string): Promise<string> {
  return (await planGroupAct(context, firstCourse, { name: "archive", ids: [id] })).id;
}

async function mailTo({ context }: TestPerson, id: string): Promise<string> {
  await mailSignInLink(context, id);
  return (await listMails(context)).mails[0]!.id;
}

async function importOf({ context }: TestPerson, list: string): Promise<string> {
  return (await createImport(context, "first", { ...pastedList(list), title: "" })).id;
}

export interface Keyed {
  method: string;
  path: string;
}

export const nameOf = ({ method, path }: Keyed) => `${method} ${path}`;

/** The body, if an empty form or object would be refused. */
export function inputOf(
  { web, caseIds, groupId, inviteId, other, plan, removedId, setId, tutor }: RouteWorld,
  route: Keyed,
): Record<string, unknown> {
  const person = { name: "New", email: "new@uni.example.edu", username: "new", role: "user" };
  const planned = { who: "all", by: "groups", count: 1, pattern: "Lab #" };
  const named = { who: "all", by: "groups", count: 1, names: ["A"] };
  // Attempts are counted per account.
  const stranger = { email: `${crypto.randomUUID()}@uni.example.edu`, password: "unknown here" };
  const inputs: Record<string, Record<string, unknown>> = {
    "POST /auth/login": stranger,
    "POST /auth/token": stranger,
    "POST /forgot": { email: "nobody@uni.example.edu" },
    "POST /account/merge": stranger,
    "POST /api/me/merge": stranger,
    "POST /users/merge/:id": { into: tutor.email },
    "POST /api/users/:id/merge": { into: tutor.id },
    "POST /account": { name: "New" },
    "POST /users/create": person,
    "POST /users/edit/:id": person,
    "POST /chat/:id": { content: "Hello" },
    "POST /chat/:id/original": { messageId: removedId },
    "POST /chat/:id/look": { reason: "To prepare the next lab" },
    "POST /api/conversation/:id/looks": { reason: "To prepare the next lab" },
    "POST /audit/settings": { readers: "teachers", keptDays: "730" },
    "PUT /api/log/settings": { teachers_read: true, kept_days: 730 },
    "POST /ask": { question: "Slate?" },
    "POST /api/questions": { course_id: firstCourse, content: "Slate?" },
    "POST /own-groups/create": { name: "Sheet 4" },
    "POST /api/own-groups": { name: "Sheet 4", course_id: firstCourse },
    "POST /groups/create": { name: "Team 2" },
    "POST /groups/:id/edit": { name: "Team 2" },
    "POST /groups/erase/:id": { name: "Seminar Kreide" },
    "POST /api/deleted-conversations/:id/erase": { name: "Seminar Kreide" },
    "POST /courses/:id/group-plans/:planId": { step: "shuffle" },
    "POST /courses/:id/group-plans/:planId/edit": planned,
    "POST /courses/:id/group-plans/:planId/rule": { step: "remove", kind: "apart", number: "0" },
    "POST /api/courses/:id/group-plans": { who: "all", by: "groups", count: 1, pattern: "Lab #" },
    "PUT /api/courses/:id/group-plans/:planId": named,
    "POST /api/courses/:id/group-plans/:planId/swap": { user_ids: plan.people },
    "POST /api/courses/:id/group-plans/:planId/move": plan.move,
    "POST /groups/reorder": { id: groupId, step: "up" },
    "POST /groups/:id/members": { user: other.id, to: "member" },
    "POST /users/role/:id": { to: "admin" },
    "POST /course-order": { id: firstCourse, step: "up" },
    "PUT /api/course-order": { ids: [firstCourse] },
    "POST /courses/create": { name: "Course 2", presentName: "Course 1" },
    "POST /courses/:id/edit": { name: "Course 1" },
    "POST /courses/:id/group-acts": { act: "archive", group: groupId },
    "POST /api/courses/:id/group-acts": { act: "archive", conversation_ids: [groupId] },
    "POST /courses/:id/sets": { name: "Teams" },
    "POST /courses/:id/set-order": { id: setId, step: "up" },
    "POST /courses/:id/sets/:setId": { name: "Teams" },
    "POST /api/courses/:id/group-sets": { name: "Teams" },
    "PUT /api/courses/:id/group-set-order": { ids: [setId] },
    "PATCH /api/courses/:id/group-sets/:setId": { name: "Teams" },
    "POST /chat/:id/messages/:messageId/redact": { from: "1", to: "3" },
    "POST /api/conversation/:id/messages/:messageId/redact": { start: 0, end: 3 },
    "POST /courses/:id/templates": { id: "", "en-0": "Off topic", "de-0": "" },
    "PUT /api/courses/:id/templates": { templates: [{ en: "Off topic", de: "" }] },
    "POST /courses/:id/people": { address: other.email, role: "student" },
    "POST /courses/:id/people/change": { member: other.id, to: "tutor" },
    "POST /courses/:id/access": { user: tutor.id, until: "2030-12-31" },
    "PUT /api/courses/:id/people/:userId/end": { until: "2030-12-31" },
    "POST /courses/:id/hand-over": { user: other.id },
    "POST /api/courses": { name: "Course 2", present_name: "Course 1" },
    "PATCH /api/courses/:id": { name: "Course 1" },
    "POST /api/courses/:id/copy": { name: "Course 2", present_name: "Course 1" },
    "POST /api/courses/:id/people": { emails: [other.email], role: "student" },
    "PATCH /api/courses/:id/people/:userId": { role: "tutor" },
    "POST /api/courses/:id/teacher": { user_id: other.id },
    "POST /api/conversations": { name: "Team 2" },
    "PATCH /api/conversation/:id": { name: "Team 2" },
    "POST /conversations/:id/mode": { mode: "slow", seconds: "30" },
    "PUT /api/conversation/:id/mode": { mode: "slow", seconds: 30 },
    "PUT /api/conversations/order": { ids: [groupId] },
    "PUT /api/codes/teachers": { allowed: false },
    "POST /api/conversation/:id/read": { seq: 1 },
    "POST /api/conversation/:id/messages": { content: "Hello" },
    "PATCH /api/conversation/:id/messages/:messageId": { content: "Hello you" },
    "POST /api/conversation/:id/members": { members: [{ user_id: other.id }] },
    "PUT /api/conversation/:id/members": { members: [] },
    "PATCH /api/conversation/:id/members/:userId": { role: "moderator" },
    ...caseInputs(groupId, caseIds, web.services.clock.now()),
    "POST /api/users": { name: "New", email: "new@uni.example.edu", role: "user" },
    "PATCH /api/users/:id": { name: "New" },
    "POST /courses/:id/roster": { list: "new@uni.example.edu" },
    "POST /courses/:id/roster/:importId": { step: "preview" },
    "POST /courses/:id/invites/create": { role: "student", ends: "7d", uses: "300" },
    "POST /courses/:id/waiting": { to: "accept" },
    "POST /api/courses/:id/invites": {
      role: "student",
      expires_at: new Date(web.services.clock.now() + 3_600_000).toISOString(),
      uses_max: 300,
    },
    "POST /api/courses/:id/waiting": {
      accept: true,
      people: [{ invite_id: inviteId, user_id: other.id }],
    },
    "POST /api/join": { code: "ABCD-EFGH" },
    "POST /api/courses/:id/imports": { list: "new@uni.example.edu" },
  };
  return inputs[nameOf(route)] ?? {};
}

/** The route's path with ids of existing rows. */
export function addressOf(world: RouteWorld, { path }: Keyed): string {
  const { groupId, messageId, people, other } = world;
  let id = groupId;
  if (/^\/(api\/)?users\//.test(path)) id = other.id;
  if (/^\/(api\/user|people)\//.test(path)) id = people.member.id;
  if (/^\/(api\/)?mails\//.test(path)) id = world.mailId;
  if (/^\/groups\/(restore|erase)\/|^\/api\/deleted-/.test(path)) id = world.deletedId;
  if (path.startsWith("/account/")) id = other.actor.sessionId;
  if (/^\/(api\/)?courses\//.test(path)) id = world.courseId;
  const { previewed, applied } = world.importIds;
  return placed(path, world.caseIds)
    .replace(":id", id)
    .replace(":importId", /\/(undo|codes|codes\/mail)$/.test(path) ? applied : previewed)
    .replace(":inviteId", world.inviteId)
    .replace(":setId", world.setId)
    .replace(":actId", path.endsWith("/undo") ? world.actIds.applied : world.actIds.previewed)
    .replace(":planId", world.plan.id)
    .replace(":messageId", /\/(restore|removed)$/.test(path) ? world.removedId : messageId)
    .replace(":userId", path.endsWith("/end") ? world.tutor.id : people.member.id);
}

/** As our own pages send it: a page's route takes a form, the API takes JSON. */
export function bodyOf({ kind }: Pick<Route, "kind">, input: Record<string, unknown>) {
  return kind === "page"
    ? {
        type: "application/x-www-form-urlencoded",
        text: new URLSearchParams(input as Record<string, string>).toString(),
      }
    : { type: "application/json", text: JSON.stringify(input) };
}

export function namesOf({ actor, email, username }: TestPerson): string[] {
  return [actor.name, email, username];
}

/** Texts that only members of the group may read, and names that concern no other user. */
export function textsOf({ people, other }: RouteWorld): string[] {
  const names = [...Object.values(people), other].flatMap(namesOf);
  return [...names, "Basalt", "cooled lava", "Granite", "Slate"];
}

/** The same world with ids that do not exist. */
export function ghostOf(world: RouteWorld): RouteWorld {
  const missing = (id: string) =>
    id.replaceAll(/[0-9a-f]/g, (digit) => (digit === "0" ? "1" : "0"));
  const nobody = (person: TestPerson): TestPerson => ({
    ...person,
    id: missing(person.id),
    actor: { ...person.actor, sessionId: missing(person.actor.sessionId) },
  });
  const { people, other, groupId, deletedId, messageId, removedId, courseId, importIds, mailId } =
    world;
  return {
    web: world.web,
    people: { ...people, member: nobody(people.member) },
    other: nobody(other),
    tutor: nobody(world.tutor),
    groupId: missing(groupId),
    deletedId: missing(deletedId),
    courseId: missing(courseId),
    messageId: missing(messageId),
    removedId: missing(removedId),
    mailId: missing(mailId),
    inviteId: missing(world.inviteId),
    setId: missing(world.setId),
    actIds: {
      previewed: missing(world.actIds.previewed),
      applied: missing(world.actIds.applied),
    },
    caseIds: missingCases(world.caseIds, missing),
    plan: { ...world.plan, id: missing(world.plan.id) },
    importIds: { previewed: missing(importIds.previewed), applied: missing(importIds.applied) },
  };
}

export function idsOf(world: RouteWorld): string[] {
  const { people, other, groupId, deletedId, messageId, removedId, courseId, importIds, mailId } =
    world;
  const { previewed, applied } = importIds;
  const { sessionId } = other.actor;
  const acts = [...Object.values(world.actIds), ...Object.values(world.caseIds)];
  // The id of the course is a word, which other texts contain.
  const course = [`courses/${courseId}`, encodeURIComponent(`courses/${courseId}`)];
  const ids = [
    groupId,
    deletedId,
    world.tutor.id,
    world.plan.id,
    messageId,
    removedId,
    people.member.id,
    other.id,
    sessionId,
  ];
  return [...ids, previewed, applied, mailId, world.inviteId, world.setId, ...acts, ...course];
}
