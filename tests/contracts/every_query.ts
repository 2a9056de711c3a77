/** A small database of real rows, and every query of storage run on it. */
import type { Database, Queries } from "#storage/database.ts";
import * as adopted from "#storage/adopted.ts";
import * as archive from "#storage/archive.ts";
import * as attempts from "#storage/attempts.ts";
import * as audit from "#storage/audit.ts";
import * as bulk from "#storage/bulk.ts";
import * as check from "#storage/check.ts";
import * as codes from "#storage/codes.ts";
import * as conversations from "#storage/conversations.ts";
import * as coursePeople from "#storage/course_people.ts";
import * as courses from "#storage/courses.ts";
import * as erasures from "#storage/erasures.ts";
import * as events from "#storage/events.ts";
import * as favourites from "#storage/favourites.ts";
import * as firstSteps from "#storage/first_steps.ts";
import * as identities from "#storage/identities.ts";
import * as jobs from "#storage/jobs.ts";
import * as openedGroups from "#storage/opened_groups.ts";
import * as knownPeople from "#storage/known_people.ts";
import * as lists from "#storage/lists.ts";
import { logStart } from "#storage/log_position.ts";
import * as members from "#storage/members.ts";
import * as messages from "#storage/messages.ts";
import * as meta from "#storage/meta.ts";
import * as people from "#storage/people.ts";
import * as scope from "#storage/scope.ts";
import * as sessions from "#storage/sessions.ts";
import * as users from "#storage/users.ts";
import { putGroupsAway } from "./away_queries.ts";
import { lookIn, recordActs } from "./look_queries.ts";
import { holdMessages } from "./held_queries.ts";
import { removeAndRestore } from "./version_queries.ts";
import { changePlans } from "./plan_queries.ts";
import { changeSets, fillSets } from "./set_queries.ts";
import { changeByList, planLists, readLists } from "./list_queries.ts";
import { changeInvites } from "./invite_queries.ts";
import { changeMails } from "./mail_queries.ts";
import { beForEveryone, followCourse } from "./follow_queries.ts";
import { mergeAccounts } from "./merge_queries.ts";

const at = "2026-11-02T08:00:00.000Z";
const now = "2026-11-02T09:00:00.000Z";
const later = "2026-12-02T08:00:00.000Z";
const group = "group";

export async function runEveryQuery(db: Database): Promise<void> {
  await db.transaction(async (tx) => {
    await fillPeople(tx);
    await fillGroup(tx);
    await fillSets(tx);
  });
  await readPeople(db);
  await readGroup(db);
  await db.transaction(planLists);
  await readLists(db);
  await db.transaction(changePeople);
  await db.transaction(lookIn);
  await db.transaction(changeGroup);
  await db.transaction(changeByList);
  await db.transaction(damage);
  await findDamage(db);
}

async function fillPeople(tx: Queries): Promise<void> {
  for (const id of ["ada", "bob", "gone", "guest"]) {
    const isGuest = id === "guest";
    await users.insertUser(tx, {
      id,
      email: `${id}@a.edu`,
      username: id,
      name: id === "bob" ? "guest" : id,
      role: isGuest ? "guest" : "user",
      expiresAt: isGuest ? later : null,
      at,
    });
    if (!isGuest) await identities.setPassword(tx, { id, password: "hash", at });
  }
  const { id, email, username } = { id: "ada", email: "ada@a.edu", username: "ada" };
  const name = "Ada";
  const person = { id, email, username, name, expiresAt: null, at };
  await people.updatePerson(tx, { ...person, role: "guest" });
  await people.updatePerson(tx, { ...person, role: "admin" });
  await people.setDisabled(tx, { id: "bob", disabledAt: at, at });
  for (const userId of ["ada", "guest"]) {
    await users.setKeysOff(tx, { id: userId, off: at });
    await users.setStepsEnded(tx, { id: userId, at });
    await users.setProfile(tx, { id: userId, name: userId, locale: "de", theme: "dark", at });
    await sessions.insertSession(tx, {
      id: `session of ${userId}`,
      userId,
      device: "A test",
      createdAt: at,
      lastSeenAt: at,
      expiresAt: later,
      tokenHash: `hash of ${userId}`,
      password: null,
    });
  }
  const teaching = { courseId: "first", userId: "ada", role: "teacher", at } as const;
  await coursePeople.putCourseRole(tx, { ...teaching, source: "hand" });
  await coursePeople.putCourseRole(tx, { ...teaching, source: "gone" });
  await coursePeople.endCourseRoles(tx, teaching, ["gone"]);
  const second = { id: "second", name: "Second", term: "", colour: null, at };
  await courses.insertCourse(tx, second);
  await courses.updateCourse(tx, {
    ...second,
    colour: "blue",
    tutorsSee: "own",
    studentsOpen: 0,
    askTeam: 1,
    asksReason: 0,
  });
  const first = { id: "first", name: "", term: "", colour: "green", at };
  await courses.updateCourse(tx, {
    ...first,
    tutorsSee: "all",
    studentsOpen: 1,
    askTeam: 1,
    asksReason: 1,
  });
  await courses.setArchived(tx, { id: "second", at, now });
  await archive.setGroupsArchived(tx, { courseId: "second", at });
  await courses.setCoursePositions(tx, [["second", 3]]);
  await courses.nameCourse(tx, { id: "second", name: "Second", at });
  await meta.writeMeta(tx, "demo", "a fingerprint");
  await recordActs(tx);
}

async function fillGroup(tx: Queries): Promise<void> {
  const described = { name: "Group", description: "Words" };
  await conversations.insertConversations(tx, [
    { id: group, courseId: courses.firstCourseId, ownerId: "ada", ...described, at },
  ]);
  const added = ["ada", "bob", "guest"].map(
    (userId) => ({ conversationId: group, userId, role: "member", joinedAt: at }) as const,
  );
  await members.insertMembers(tx, added);
  await openedGroups.setOpenedBy(tx, { id: group, userId: "ada" });
  for (const number of [1, 2, 3]) await addMessage(tx, number);
  await removeAndRestore(tx);
  await holdMessages(tx);
  await addEvent(tx, { seq: 4, kind: "MemberRemoved", data: "{}", messageId: "message 1" });
  await addEvent(tx, { conversationId: null, userId: "ada", kind: "user_changed" });
  const empty = { userId: null, messageId: null, data: null, at };
  await favourites.insertFavourite(tx, { userId: "ada", conversationId: group });
  await events.insertEvents(tx, [
    { ...empty, conversationId: "deleted", seq: 1, kind: "ConversationDeleted" },
    { ...empty, conversationId: "erased", seq: 1, kind: "ChatMessage", messageId: "gone" },
  ]);
}

async function addMessage(tx: Queries, number: number): Promise<void> {
  const messageId = `message ${number}`;
  const wanted = { id: group, right: "post", messageId } as const;
  await beForEveryone(tx);
  const place = await conversations.takeSeq(tx, { userId: "ada", now }, wanted);
  const { lastSeq: seq } = place!;
  const added = {
    id: messageId,
    conversationId: group,
    senderId: "ada",
    content: "words",
    sentFromClient: at,
    sentFromServer: at,
    seq,
    number,
    clientId: `client ${number}`,
  };
  if (number === 1) await messages.insertMessage(tx, added);
  else await messages.insertMessages(tx, [added]);
  await addEvent(tx, { seq, kind: "ChatMessage", messageId });
  const own = { conversationId: group, userId: "ada", seq, number, at, count: 1 };
  if (number === 1) await members.markOwnPosts(tx, own);
  else await members.markPostsOfSeveral(tx, [own]);
}

function addEvent(tx: Queries, event: Partial<events.NewEvent> & { kind: string }) {
  const empty = { seq: null, userId: null, messageId: null, data: null, at };
  return events.insertEvent(tx, { conversationId: group, ...empty, ...event });
}

async function readPeople(db: Queries): Promise<void> {
  const filter = { words: [], role: "", isAwaited: 1 } as const;
  const page = { limit: 10, offset: 0 };
  await people.peoplePageRows(db, filter, page);
  await people.countPeople(db, filter);
  await people.adminInUseExists(db, now);
  await people.firstAdmin(db, now);
  for (const id of ["ada", "bob", "guest"]) {
    await people.personById(db, id);
    await users.userInUse(db, { id, now });
    await users.usersInUse(db, { ids: [id], now });
    await users.userById(db, id);
    await users.usersByIds(db, [id]);
    await identities.credentialsByTyped(db, `${id}@a.edu`);
    await users.userByEmail(db, `${id}@a.edu`);
    await users.userByAddress(db, `${id}@a.edu`);
    await identities.credentialsById(db, id);
    await sessions.liveSessionById(db, { id: `session of ${id}`, now });
    await sessions.actorInUse(db, { userId: id, now });
    await sessions.sessionActor(db, { id: `session of ${id}`, userId: id, now });
    await sessions.liveSessionByHash(db, { tokenHash: `hash of ${id}`, now });
  }
  await users.userIdByUsername(db, "ada");
  await courses.courseMembershipsOf(db, "ada");
  await users.anyUser(db);
  await users.userIdExists(db, "ada");
  await identities.accountsWithPassword(db);
  await identities.accountsCalled(db, { emails: ["ada@a.edu"], usernames: [] });
  await sessions.sessionsOf(db, { userId: "ada", now });
  await sessions.expiredSessions(db, { now: later, limit: 9 });
  const ada = { userId: "ada", seesAll: true, isCourseStaff: true };
  await courses.coursesOfStaff(db, ada);
  await courses.courseSizes(db, ["first"]);
  await codes.anyTeacher(db);
  await courses.courseWithoutName(db);
  await coursePeople.peopleInCourse(db, { courseId: "first", now });
  const adaInFirst = { courseId: "first", userId: "ada" };
  await coursePeople.rolesInCourse(db, adaInFirst);
  await coursePeople.courseStaffIds(db, "first");
  await coursePeople.hasTeacher(db, { courseId: "first", now });
  await coursePeople.groupsInCourse(db, adaInFirst);
  await courses.peopleOutside(db, { courseId: "none", userIds: ["ada"] });
  const visit = { actorId: "ada", verb: "user.read", subjectId: "bob", since: at };
  await audit.auditedAboutSince(db, visit);
  await meta.readMeta(db, "demo");
  await bulk.fingerprint(db);
}

async function readGroup(db: Queries): Promise<void> {
  await conversations.conversationById(db, group);
  await conversations.listedById(db, { userId: "ada", seesAll: true, isCourseStaff: true }, group);
  await lists.entryOfViewers(db, group, ["ada", "bob"]);
  await lists.entriesOfMember(db, "ada");
  await lists.entriesInScope(db, { userId: "ada", seesAll: true, isCourseStaff: true });
  await lists.newestOfMember(db, "ada");
  await lists.newestOfSome(db, "ada", [group]);
  await lists.ownerWithEntries(db, { tokenHash: "hash of guest", now });
  await lists.ownerWithEntries(db, { tokenHash: "hash of ada", now });
  await conversations.listedOfMember(db, "ada");
  await conversations.listedOfStudent(db, { userId: "ada", viewerId: "ada" });
  await scope.isStaffOf(db, { conversationId: group, userId: "ada" });
  await scope.holdsOffice(db, { conversationId: group, userId: "ada" });
  await scope.holdsAnyOffice(db, "ada");
  await conversations.listedInScope(db, { userId: "ada", seesAll: true, isCourseStaff: true });
  await conversations.conversationPositions(db);
  const ada = { userId: "ada", seesAll: true, isCourseStaff: true };
  await conversations.managedGroups(db, ada);
  await conversations.managedPositions(db, ada);
  await conversations.groupsOfCourse(db, "first");
  await members.membersOf(db, group);
  await members.rolesOfMembers(db, group);
  await members.membership(db, { conversationId: group, userId: "ada" });
  await members.membershipsOf(db, "ada");
  const bob = { userId: "bob", seesAll: false, isCourseStaff: false };
  await knownPeople.isInCourseOf(db, { viewerId: "ada", personId: "bob" });
  await knownPeople.groupsOfPerson(db, bob, "ada");
  await knownPeople.namesakesOf(db, bob, { id: "bob", limit: 9 });
  await openedGroups.coursesToOpenIn(db, "bob");
  await openedGroups.countOpened(db, { userId: "ada", courseId: "first" });
  await openedGroups.companionsOf(db, { userId: "guest", courseId: "first", now });
  await openedGroups.inCourse(db, { courseId: "first", userIds: ["ada", "bob"] });
  await openedGroups.openedGroup(db, { conversationId: group, userId: "ada" });
  await knownPeople.placesOf(db, bob, ["ada", "bob"]);
  await knownPeople.officesInGroup(db, group);
  await knownPeople.knownAmong(db, bob, ["ada", "bob"]);
  await knownPeople.groupNamesOf(db, bob, ["ada", "guest"]);
  await knownPeople.knownPeopleNamed(db, bob, { words: [["a", "a"]], limit: 9 });
  await favourites.favouritesOf(db, "ada");
  const choice = { courseId: "first", ofAll: true, conversationId: group, now };
  await members.choosablePeople(db, choice);
  await messages.messageById(db, "message 1");
  await messages.messagesByIds(db, ["message 1"]);
  await messages.messageByClientId(db, { senderId: "ada", clientId: "client 1" });
  await messages.messagesBefore(db, { conversationId: group, beforeSeq: 9, limit: 9 });
  const range = { conversationId: group, afterSeq: 0, upToSeq: 10 };
  await messages.messagesBetween(db, range);
  await messages.removedContent(db, "message 1");
  await adopted.presentMessageIds(db, ["message 1"]);
  await adopted.wasDeleted(db, "deleted");
  await adopted.removalsFrom(db, group);
  await events.eventsAfter(db, { after: logStart, limit: 99 });
  await events.countEventsAfter(db, logStart);
  await events.unusualEvents(db, { after: logStart, limit: 99 });
  await events.otherEventsBetween(db, range);
  await events.newestPosition(db);
  await events.seqAt(db, { conversationId: group, upTo: logStart });
  await events.readEpoch(db);
}

async function changeCodes(tx: Queries): Promise<void> {
  const given = { userId: "ada", issuerId: "ada", at };
  await codes.replaceCode(tx, { ...given, id: "code 1", hash: "hash 1" });
  await codes.codeFacts(tx, { issuerId: "ada", userId: "ada" });
  await codes.codeByHash(tx, { hash: "hash 1", since: "", ownSince: "", now: at });
  await codes.markCodeUsed(tx, { hash: "hash 1", at, from: "192.0.2.1", wasInUse: 1 });
  await codes.codeUsesOf(tx, { userId: "ada", since: "", limit: 9 });
  await codes.replaceCode(tx, { ...given, id: "code 2", hash: "hash 2" });
  await codes.replaceOwnCode(tx, { ...given, id: "code 3", hash: "hash 3" });
  await codes.deleteCodeByHash(tx, "hash 3");
  await codes.deleteOwnCodes(tx, "ada");
  await codes.oldCodes(tx, { before: later, limit: 9 });
  await codes.deleteCodes(tx, ["code 2"]);
}

async function changePeople(tx: Queries): Promise<void> {
  await identities.setPassword(tx, { id: "ada", password: "new", at });
  await changeCodes(tx);
  await changeMails(tx);
  await changeInvites(tx);
  const looksLikeAda = { id: "twin", email: "\uff41da@a.edu", username: "twin", name: "Twin" };
  await users.insertUser(tx, { ...looksLikeAda, role: "user", at });
  await people.peopleWithoutPassword(tx, { words: [], role: "" }, 9);
  await people.stillWithoutPassword(tx, ["twin"]);
  const ada = { id: "ada", email: "other@a.edu", username: "ada", name: "Ada" } as const;
  await people.updatePerson(tx, { ...ada, role: "admin", expiresAt: null, at });
  await identities.upgradePassword(tx, { id: "ada", from: "new", to: "newer" });
  await users.releaseEmail(tx, { id: "guest", at });
  await people.anonymise(tx, { id: "gone", username: "gone", at });
  await sessions.setLastSeen(tx, { id: "session of ada", at });
  await firstSteps.stepsDone(tx, "ada");
  await sessions.deleteSession(tx, { id: "none", userId: "ada" });
  await sessions.deleteOldestSessions(tx, { userId: "ada", keep: 0 });
  await sessions.deleteSessionsOf(tx, { userId: "guest", except: null });
  await sessions.deleteSessions(tx, ["none"]);
  await meta.deleteMeta(tx, "demo");
  const attempt = { key: "a hash", nowMs: 1, eachMs: 1, latestMs: 9 };
  await attempts.countAttempt(tx, attempt);
  await attempts.countedUntil(tx, "a hash");
  await attempts.forgiveAttempt(tx, attempt);
  await attempts.deleteForgiven(tx, { nowMs: 9, limit: 1 });
  const job = { name: "cleanup", owner: "a server" };
  await jobs.takeJob(tx, { ...job, nowMs: 1, untilMs: 2 });
  await jobs.readJob(tx, "cleanup");
  await jobs.renewLease(tx, { ...job, untilMs: 3 });
  await jobs.endLease(tx, { ...job, dueMs: 4, tries: 0 });
}

async function changeGroup(tx: Queries): Promise<void> {
  await followCourse(tx);
  await mergeAccounts(tx);
  const bob = { conversationId: group, userId: "bob" };
  await members.moveRead(tx, { ...bob, seq: 2 });
  await members.membersAmong(tx, group, ["bob", "nobody"]);
  await members.updateMemberRoles(tx, group, [["bob", "owner"]]);
  await members.deleteMembers(tx, group, ["bob"]);
  await members.deleteMembershipsOf(tx, "guest");
  await favourites.deleteFavourite(tx, { userId: "bob", conversationId: group });
  await favourites.deleteFavouritesOf(tx, "ada");
  await bulk.setPlace(tx, { id: group, lastSeq: 4, messageCount: 3, lastMessageId: null });
  await bulk.markAllRead(tx, group, ["ada"]);
  await conversations.updateConversation(tx, { id: group, name: "New", description: "", at });
  await conversations.setPositions(tx, [[group, 7]]);
  const counts = [[group, 2]] as const;
  await conversations.takeSeqs(tx, { userId: "ada", now }, { right: "manage", counts });
  await putGroupsAway(tx);
  await changeSets(tx);
  await changePlans(tx);
  await conversations.deleteConversation(tx, "deleted");
  await erasures.insertErasure(tx, "erased");
  await erasures.erasuresLeft(tx);
  const found = await erasures.entriesToErase(tx, {
    conversationId: "erased",
    after: logStart,
    limit: 9,
  });
  await erasures.eraseEntries(tx, "erased", found);
  await erasures.deleteErasure(tx, "erased");
}

/** Gives each check something to find. */
async function damage(tx: Queries): Promise<void> {
  await tx.run`update conversations set last_seq = 1, message_count = 2`;
  await tx.run`update conversation_members set read_seq = 50`;
  await tx.run`delete from events where message_id = 'message 2'`;
  await tx.run`update events set message_id = 'nowhere' where message_id = 'message 3'`;
  await tx.run`update users set name_key = 'another'`;
}

async function findDamage(db: Queries): Promise<void> {
  await check.personKeyProblems(db, 20);
  await check.seqProblems(db, 20);
  await check.numberProblems(db, 20);
  await check.eventlessMessages(db, 20);
  await check.messagelessEvents(db, 20);
  await check.lastMessageProblems(db, 20);
  await check.readProblems(db, 20);
}
