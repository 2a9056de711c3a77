/** Applies a part of an import, within one transaction, and says what it did. */
import { addressKey } from "#wire/fold.ts";
import type { BulkAct } from "#storage/bulk_acts.ts";
import { insertConversations } from "#storage/conversations.ts";
import { insertMembers, type MembershipKey } from "#storage/members.ts";
import { accountsOfKeys, courseGroups } from "#storage/roster.ts";
import {
  byList,
  endMemberships,
  forgetFacts,
  insertSources,
  insertUsers,
  letGo,
  type Membership,
  membershipsAmong,
  membershipsInCourse,
  putFacts,
  putRosterRoles,
  releaseEmails,
  rosterRoles,
  takeFromCourse,
} from "#storage/roster_changes.ts";
import { usersInUse } from "#storage/users.ts";
import { recordAct } from "../audit/audit.ts";
import type { Services } from "../context.ts";
import { refreshAccounts } from "../courses/refresh_accounts.ts";
import type { Writing } from "../log/write.ts";
import { appendMemberships } from "./group_events.ts";
import { presentFacts, textOf } from "./keys.ts";
import { newAccounts } from "./new_accounts.ts";
import type { DonePart, PlannedPart } from "./parts.ts";
import type { PlannedChange } from "./plan.ts";

/** The import that a part belongs to, and who applies it. */
export type ImportOf = Pick<BulkAct, "courseId" | "actorId">;

/** A change, for an account that exists by now. */
type Settled = PlannedChange & { userId: string };

export async function applyPart(
  services: Services,
  writing: Writing,
  { act, part }: { act: ImportOf; part: PlannedPart },
): Promise<DonePart> {
  const { tx } = writing;
  const groups = await createGroups(writing, act, part);
  const { settled, users, skipped } = await settle(services, writing, { act, part });
  const stays = settled.filter(({ kind }) => kind !== "leave");
  const leavers = settled.filter(({ kind }) => kind === "leave");
  const roles = await giveRoles(writing, act, stays);
  const there = new Set((await courseGroups(tx, act.courseId)).map(({ id }) => id));
  const joined = await join(writing, { act, stays, there, groups });
  const left = await leave(writing, { act, stays, leavers, there });
  const gone = await takeFromCourse(tx, act.courseId, idsOf(leavers));
  const lost = await forgetFacts(tx, act.courseId, idsOf(leavers));
  await appendMemberships(writing, { courseId: act.courseId, left, joined });
  await refreshAccounts(writing, [...tutorsOf(roles), ...idsOf(leavers)]);
  await recordOwn(services, writing, { act, joined });
  return {
    users,
    groups,
    roles,
    joined: joined
      .filter(({ role }) => role === "member")
      .map(({ conversationId, userId }) => [conversationId, userId]),
    left,
    gone,
    facts: await keepFacts(writing, act, stays),
    lost,
    skipped,
  };
}

const idsOf = (people: readonly Settled[]) => people.map(({ userId }) => userId);

/** As when a teacher creates groups by hand: they are their owner. */
async function createGroups(
  { tx, now: at }: Writing,
  { courseId, actorId: ownerId }: ImportOf,
  { groups }: PlannedPart,
): Promise<string[]> {
  const made = groups.map(({ id, name }) => {
    return { id, name, description: "", courseId, ownerId, at };
  });
  await insertConversations(tx, made);
  return made.map(({ id }) => id);
}

/** Finds the accounts as they are now, and creates those that are missing. */
async function settle(
  services: Services,
  writing: Writing,
  { act, part: { changes } }: { act: ImportOf; part: PlannedPart },
): Promise<Pick<DonePart, "users" | "skipped"> & { settled: Settled[] }> {
  const { tx, now } = writing;
  const ids = changes.flatMap(({ userId }) => userId ?? []);
  const active = new Set((await usersInUse(tx, { ids, now })).map(({ id }) => id));
  const keys = changes.flatMap(({ userId, email }) => (userId ? [] : addressKey(email)));
  const accounts = await accountsOfKeys(tx, { keys, now });
  const skipped: DonePart["skipped"] = [];
  const settled: Settled[] = [];
  const missing: PlannedChange[] = [];
  for (const change of changes) {
    const { line, userId, email } = change;
    const known = userId === undefined ? accounts.get(addressKey(email)) : undefined;
    if (userId === undefined && !known) missing.push(change);
    else if (userId !== undefined && active.has(userId)) settled.push({ ...change, userId });
    else if (known?.state === "active") settled.push({ ...change, userId: known.id });
    else skipped.push({ line, reason: "roster_account" });
  }
  await releaseEmails(tx, { keys, at: now });
  const made = await newAccounts(services, writing, missing);
  await insertUsers(tx, act.courseId, made);
  const created = missing.map((change, index) => ({ ...change, userId: made[index]!.id }));
  const users = created.map(({ userId, line }): [string, number] => [userId, line]);
  return { settled: [...settled, ...created], users, skipped };
}

/** Being on the list is a source of its own, also for those who are in the course already. */
async function giveRoles(
  { tx, now }: Writing,
  { courseId }: ImportOf,
  people: readonly Settled[],
): Promise<DonePart["roles"]> {
  const present = await rosterRoles(tx, courseId, idsOf(people));
  const changed = people.flatMap(({ userId, role }): DonePart["roles"] => {
    const before = present.get(userId) ?? null;
    // A list does not take an office away that an earlier one has given.
    return before === role || before === "tutor" ? [] : [[userId, role, before]];
  });
  const roles = changed.map(([userId, role]) => [userId, role] as const);
  await putRosterRoles(tx, { courseId, at: now, roles });
  return changed;
}

interface Joining {
  act: ImportOf;
  stays: readonly Settled[];
  there: ReadonlySet<string>;
  groups: readonly string[];
}

async function join({ tx, now }: Writing, { act, stays, there, groups }: Joining) {
  const [owner] = await usersInUse(tx, { ids: [act.actorId], now });
  const owned = owner ? groups.map((id) => keyOf(id, owner.id, "owner" as const)) : [];
  const wanted = stays.flatMap(({ userId, joins }) =>
    joins.flatMap(({ id }) => (there.has(id) ? [keyOf(id, userId, "member" as const)] : [])),
  );
  const rows = [...owned, ...wanted].map((key) => ({ ...key, joinedAt: now }));
  const inserted = new Set((await insertMembers(tx, rows)).map(textOf));
  const joined = uniqueBy([...owned, ...wanted]).filter((key) => inserted.has(textOf(key)));
  const members = joined.filter(({ role }) => role === "member");
  await insertSources(tx, { at: now, rows: members.map((key) => ({ ...key, source: byList })) });
  return joined;
}

const keyOf = <Role>(conversationId: string, userId: string, role: Role) => {
  return { conversationId, userId, role };
};
const uniqueBy = <Key extends MembershipKey>(keys: readonly Key[]) => [
  ...new Map(keys.toReversed().map((key) => [textOf(key), key])).values(),
];

interface Leaving {
  act: ImportOf;
  stays: readonly Settled[];
  leavers: readonly Settled[];
  there: ReadonlySet<string>;
}

/** Those who move leave what a list has made; those who leave the course leave all its groups. */
async function leave(
  { tx }: Writing,
  { act, stays, leavers, there }: Leaving,
): Promise<Membership[]> {
  const moving = stays.flatMap(({ userId, leaves }) =>
    leaves.flatMap(({ id }) => (there.has(id) ? [{ conversationId: id, userId }] : [])),
  );
  const ending = await membershipsInCourse(tx, act.courseId, idsOf(leavers));
  const before = await membershipsAmong(tx, [...moving, ...ending]);
  const ended = [...(await letGo(tx, moving)), ...(await endMemberships(tx, ending))];
  const texts = new Set(ended.map(textOf));
  return before.filter((one) => texts.has(textOf(one)));
}

/** Only an office changes what sockets and pages must know of a person's place in a course. */
export function tutorsOf(roles: DonePart["roles"]): string[] {
  return roles.flatMap(([userId, role, before]) =>
    role === "tutor" || before === "tutor" ? [userId] : [],
  );
}

/** As members staff are not recorded for reading, so that they join is recorded instead. */
async function recordOwn(
  services: Services,
  writing: Writing,
  { act, joined }: { act: ImportOf; joined: readonly MembershipKey[] },
): Promise<void> {
  const acting = { ...services, actor: { id: act.actorId } };
  for (const { conversationId, userId } of joined) {
    if (userId !== act.actorId) continue;
    await recordAct(acting, writing, {
      verb: "conversation.join",
      conversationId,
      subjectId: userId,
    });
  }
}

async function keepFacts(
  { tx }: Writing,
  { courseId }: ImportOf,
  people: readonly Settled[],
): Promise<DonePart["facts"]> {
  const withFacts = people.filter(({ facts }) => facts.length > 0);
  const present = await presentFacts(tx, courseId, idsOf(withFacts));
  const changed = withFacts.flatMap(({ userId, facts }) =>
    facts.flatMap(([key, value]): DonePart["facts"] => {
      const before = present(userId, key);
      return before === value ? [] : [[userId, key, value, before]];
    }),
  );
  const facts = changed.map(([userId, key, value]) => [userId, key, value] as const);
  await putFacts(tx, courseId, facts);
  return changed;
}
