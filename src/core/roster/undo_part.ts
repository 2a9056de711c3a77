/** Takes back what a part of an import did, where it is still so, within one transaction. */
import { insertMembers, type MembershipKey } from "#storage/members.ts";
import { courseGroups } from "#storage/roster.ts";
import {
  byList,
  type CourseRole,
  deleteFacts,
  deleteRosterRoles,
  emptyGroups,
  endMemberships,
  eraseUnused,
  type Fact,
  insertSources,
  letGo,
  type Membership,
  membershipsAmong,
  membershipsInCourse,
  putBackInCourse,
  putFacts,
  putRosterRoles,
  rosterRoles,
  takeSeqsInCourse,
} from "#storage/roster_changes.ts";
import { usersInUse } from "#storage/users.ts";
import { hideGroup } from "../groups/erase_groups.ts";
import type { Writing } from "../log/write.ts";
import { refreshAccounts } from "../courses/refresh_accounts.ts";
import { type ImportOf, tutorsOf } from "./apply_part.ts";
import { appendMemberships } from "./group_events.ts";
import { presentFacts, textOf } from "./keys.ts";
import type { DonePart, UndonePart } from "./parts.ts";

interface Undoing {
  act: ImportOf;
  done: DonePart;
}

export async function undoPart(writing: Writing, { act, done }: Undoing): Promise<UndonePart> {
  const { tx, now } = writing;
  const { courseId } = act;
  const ended = await endJoined(writing, done);
  const restored = await restoreLeft(writing, { act, done });
  await appendMemberships(writing, { courseId, left: ended.ended, joined: restored.restored });
  await takeRolesBack(writing, { act, done });
  await putBackInCourse(tx, courseId, done.gone);
  await putFacts(tx, courseId, done.lost);
  await takeFactsBack(writing, { act, done });
  const leavers = done.gone.map(({ userId }) => userId);
  await refreshAccounts(writing, [...tutorsOf(done.roles), ...leavers]);
  const made = done.users.map(([userId]) => userId);
  const erased = new Set(made.length > 0 ? await eraseUnused(tx, { ids: made, at: now }) : []);
  // What they had because they were in the course: groups for everyone in it.
  const gone = await endMemberships(tx, await membershipsInCourse(tx, courseId, [...erased]));
  await appendMemberships(writing, { courseId, left: gone, joined: [] });
  return {
    users: made.filter((id) => !erased.has(id)),
    groups: await deleteEmpty(writing, { act, done }),
    memberships: [...ended.kept, ...restored.kept],
  };
}

/** A membership is still so if a list holds it and its role is the one that the list gave. */
async function endJoined({ tx }: Writing, { joined }: DonePart) {
  const keys = joined.map(([conversationId, userId]) => ({ conversationId, userId }));
  const present = new Map((await membershipsAmong(tx, keys)).map((one) => [textOf(one), one]));
  const isStill = (key: MembershipKey) => {
    const now = present.get(textOf(key));
    return now?.role === "member" && now.sources.split(",").includes(byList);
  };
  const same = keys.filter(isStill);
  const ended = await letGo(tx, same);
  const kept = keys.filter((key) => !isStill(key)).map(pairOf);
  return { ended, kept };
}

async function restoreLeft({ tx, now }: Writing, { act, done: { left } }: Undoing) {
  const there = new Set((await courseGroups(tx, act.courseId)).map(({ id }) => id));
  const ids = [...new Set(left.map(({ userId }) => userId))];
  const active = new Set((await usersInUse(tx, { ids, now })).map(({ id }) => id));
  const possible = left.filter(
    ({ conversationId, userId }) => there.has(conversationId) && active.has(userId),
  );
  const rows = possible.map(({ conversationId, userId, role }) => {
    return { conversationId, userId, role, joinedAt: now };
  });
  const inserted = new Set((await insertMembers(tx, rows)).map(textOf));
  const restored = possible.filter((one) => inserted.has(textOf(one)));
  await insertSources(tx, { at: now, rows: restored.flatMap(sourcesOf) });
  const kept = left.filter((one) => !inserted.has(textOf(one))).map(pairOf);
  return { restored, kept };
}

function sourcesOf({ conversationId, userId, sources }: Membership) {
  return sources
    .split(",")
    .filter(Boolean)
    .map((source) => ({ conversationId, userId, source }));
}

const pairOf = ({ conversationId, userId }: MembershipKey): [string, string] => [
  conversationId,
  userId,
];

async function takeRolesBack(
  { tx, now }: Writing,
  { act: { courseId }, done }: Undoing,
): Promise<void> {
  const ids = done.roles.map(([userId]) => userId);
  const present = await rosterRoles(tx, courseId, ids);
  const same = done.roles.filter(([userId, role]) => present.get(userId) === role);
  const added = same.flatMap(([userId, , before]) => (before === null ? [userId] : []));
  if (added.length > 0) await deleteRosterRoles(tx, courseId, added);
  const roles = same.flatMap(([userId, , before]): CourseRole[] =>
    before === null ? [] : [[userId, before]],
  );
  await putRosterRoles(tx, { courseId, at: now, roles });
}

async function takeFactsBack({ tx }: Writing, { act: { courseId }, done }: Undoing): Promise<void> {
  const ids = [...new Set(done.facts.map(([userId]) => userId))];
  const present = await presentFacts(tx, courseId, ids);
  const same = done.facts.filter(([userId, key, value]) => present(userId, key) === value);
  const added = same.filter(([, , , before]) => before === null);
  if (added.length > 0) {
    await deleteFacts(
      tx,
      courseId,
      added.map(([userId, key]) => [userId, key]),
    );
  }
  const facts = same.flatMap(([userId, key, , before]): Fact[] =>
    before === null ? [] : [[userId, key, before]],
  );
  await putFacts(tx, courseId, facts);
}

/** @returns the groups that stay, because someone is in them or has written there */
async function deleteEmpty(
  writing: Writing,
  { act: { courseId }, done: { groups } }: Undoing,
): Promise<string[]> {
  if (groups.length === 0) return [];
  const { tx, now, appendAll } = writing;
  const present = new Set((await courseGroups(tx, courseId)).map(({ id }) => id));
  const empty = await emptyGroups(tx, courseId, groups);
  const seqs = await takeSeqsInCourse(
    tx,
    courseId,
    empty.map((id) => [id, 1]),
  );
  for (const id of empty) await hideGroup(writing, id);
  await appendAll(
    empty.map((id) => ({
      messageType: "ConversationDeleted",
      payload: {},
      meta: { conversationId: id, seq: seqs.get(id)!, timestamp: now },
    })),
  );
  return groups.filter((id) => present.has(id) && !empty.includes(id));
}
