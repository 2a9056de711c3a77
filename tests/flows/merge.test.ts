/** Two accounts of one person become one. */
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { hashPassword } from "#core/identity/password_hashes.ts";
import { checkDatabase } from "#core/instance/check.ts";
import { setFavourite } from "#core/groups/favourites.ts";
import { changeMemberRole, markRead, removeFromGroup } from "#core/groups/members.ts";
import { readHistory } from "#core/messages/history.ts";
import { removeMessage, sendMessage } from "#core/messages/messages.ts";
import { disablePerson } from "#core/people/manage_people.ts";
import { finishMerge, mergeStep } from "#core/people/merge_steps.ts";
import { mergePeople } from "#core/people/merge_accounts.ts";
import { StorageError } from "#storage/database.ts";
import { enrol, firstCourse, makeCourse } from "#tests/support/courses.ts";
import { makePerson, type PersonOptions, type TestPerson } from "#tests/support/people.ts";
import { makeGroup, startTestRealtime, type TestRealtime } from "#tests/support/realtime.ts";
import { testWeb, type TestWeb } from "#tests/support/web.ts";

const [oldSecret, newSecret] = ["the former secret", "quite another secret"];
const hashes = { old: await hashPassword(oldSecret), new: await hashPassword(newSecret) };

let realtime: TestRealtime;
let web: TestWeb;
let admin: TestPerson;
/** The account that goes, and the one that stays. */
let from: TestPerson;
let to: TestPerson;
let friend: TestPerson;
beforeEach(async () => {
  realtime = await startTestRealtime();
  web = testWeb({ services: realtime.services });
  admin = await person({ role: "admin", name: "Prof. Grace" });
  from = await person({ name: "Mira Sol", password: hashes.old });
  to = await person({ name: "Mira S. Sol", password: hashes.new });
  friend = await person({ name: "Tarik Friend" });
});
afterEach(async () => {
  const sound = async () => ({ problems: [], readable: true });
  expect(await checkDatabase(realtime.services.db, { check: sound })).toEqual([]);
  await realtime.stop();
});

const person = (options: PersonOptions) => makePerson(realtime.services, options);
const bearer = (by: TestPerson) => ({ Authorization: `Bearer ${by.token}` });
const byApi = (by: TestPerson, who: TestPerson, into: TestPerson) =>
  web.postJson(`/api/users/${who.id}/merge`, { into: into.id }, bearer(by));
const ownWay = (by: TestPerson, email: string, password: string) =>
  web.post("/account/merge", { email, password }, by);
const say = (by: TestPerson, conversationId: string, content: string, clientId?: string) =>
  sendMessage(by.context, { conversationId, content, clientId });

/** What is stored of both accounts, without times and ids of rows. */
async function stateOf(groups: readonly string[]) {
  const { db } = realtime.services;
  return {
    messages: await db.all`
      select content, sender_id, removed_by from messages order by content, sender_id`,
    members: await db.all`
      select conversation_id, user_id, role, read_seq > 0 as "hasRead", read_number, written
      from conversation_members where user_id in (${from.id}, ${to.id})
      order by conversation_id, user_id`,
    courses: await db.all`
      select course_id, user_id, role, source from course_members
      where user_id in (${from.id}, ${to.id}) order by course_id, source`,
    favourites:
      await db.all`select user_id, conversation_id from favourites order by conversation_id`,
    passwords: await db.all`
      select user_id, secret_hash from identities where kind = 'password' order by user_id`,
    accounts: await db.all`
      select id, name, coalesce(email, '') as email, role, deleted_at is null as "isThere"
      from users where id in (${from.id}, ${to.id}) order by id`,
    merges: await db.all`select from_id, to_id, state from merges`,
    left: await db.all`select conversation_id from merge_groups`,
    groups: groups.length,
  };
}

/** Both accounts have written, read and been given roles. */
async function twoLives(): Promise<{ shared: string; own: string; former: string }> {
  const shared = await makeGroup(admin.context, [from, to, friend], "Team Basalt");
  const own = await makeGroup(admin.context, [from, friend], "Team Marble");
  const former = await makeGroup(admin.context, [from, friend], "Team Slate");
  await changeMemberRole(admin.context, { conversationId: shared, userId: from.id, role: "owner" });
  await say(from, shared, "Granite holds", "the same id");
  await say(to, shared, "Slate breaks", "the same id");
  await say(friend, shared, "Chalk writes");
  await say(friend, own, "Are you there?");
  await say(from, former, "I am leaving");
  const { id } = await say(friend, shared, "Rude");
  await removeMessage(from.context, { conversationId: shared, messageId: id });
  await removeFromGroup(admin.context, { conversationId: former, userId: from.id });
  await setFavourite(from.context, { conversationId: own, favourite: true });
  await makeCourse(realtime.services, { id: "second" });
  await enrol(realtime.services, { courseId: "second", userId: from.id, role: "tutor" });
  await enrol(realtime.services, { courseId: "second", userId: to.id, role: "student" });
  await enrol(realtime.services, { courseId: firstCourse, userId: to.id, role: "tutor" });
  return { shared, own, former };
}

describe("a merge is refused", () => {
  test("to students, teachers and tutors, by page and API", async () => {
    const teacher = await person({ name: "Theo Teach" });
    await enrol(realtime.services, { userId: teacher.id, role: "teacher" });
    for (const by of [friend, teacher, from]) {
      expect((await byApi(by, from, to)).status).toBe(404);
      expect((await web.get(`/users/merge/${from.id}`, by)).status).toBe(404);
      expect((await web.post(`/users/merge/${from.id}`, { to: to.id }, by)).status).toBe(404);
    }
    expect((await web.post("/account/merge", { email: "", password: "" })).status).toBe(401);
  });

  test("with a wrong password, and of the account itself", async () => {
    expect((await ownWay(to, from.email, "wrong")).status).toBe(401);
    expect((await ownWay(to, to.email, newSecret)).status).toBe(409);
    expect((await byApi(admin, to, to)).status).toBe(409);
    expect((await byApi(admin, from, { ...to, id: "nobody" })).status).toBe(404);
    expect(await realtime.services.db.all`select 1 from merges`).toEqual([]);
  });

  test("into disabled accounts and guests, of deleted accounts, of guests into admins, and while one is merged", async () => {
    const guest = await person({ role: "guest", name: "Gus Guest" });
    const off = await person({ name: "Dora Off" });
    await disablePerson(admin.context, off.id);
    for (const [who, into] of [
      [from, off],
      [from, guest],
      [guest, admin],
    ] as const) {
      expect([who.actor.name, (await byApi(admin, who, into)).status]).toEqual([
        who.actor.name,
        409,
      ]);
    }
    await realtime.services.db.transaction(
      (tx) => tx.run`
        insert into merges (from_id, to_id, actor_id, state, started_at)
        values (${off.id}, ${to.id}, ${admin.id}, 'groups', '2026-11-01')`,
    );
    expect((await byApi(admin, from, to)).status).toBe(409);
    const enabled = await web.post(`/users/enable/${off.id}`, {}, admin);
    expect([enabled.status, (await enabled.text()).includes("being merged")]).toEqual([409, true]);
    await finishMerge(realtime.services, off.id);
    expect((await byApi(admin, off, to)).status).toBe(404);
  });

  test("of staff of higher rank, unless the person has both passwords", async () => {
    await enrol(realtime.services, { userId: from.id, role: "teacher" });
    await enrol(realtime.services, { userId: friend.id, role: "teacher" });
    const boss = await person({ role: "admin", password: hashes.old });
    expect((await byApi(admin, from, to)).status).toBe(409);
    expect((await byApi(admin, boss, to)).status).toBe(409);
    expect((await ownWay(to, boss.email, oldSecret)).status).toBe(303);
    const me = await (await web.request("/api/me", { headers: bearer(to) })).json();
    expect(me).toMatchObject({ user: { role: "admin" } });
    expect((await ownWay(to, from.email, oldSecret)).status).toBe(303);
    const roles = await realtime.services.db.all`
      select role from course_members where user_id = ${to.id} and source = 'hand'`;
    expect(roles).toEqual([{ role: "teacher" }]);
  });
});

test("an admin is asked with the size of what moves, and everything moves", async () => {
  const { shared, own, former } = await twoLives();
  const path = `/users/merge/${from.id}`;
  expect(await (await web.post(path, { into: "nobody" }, admin)).text()).toContain(
    'id="into-error"',
  );
  const question = await (await web.post(path, { into: to.email }, admin)).text();
  expect(question).toContain("2 groups, 1 message");
  expect((await web.post(path, { to: to.id }, admin)).status).toBe(303);
  await finishMerge(realtime.services, from.id);
  const state = await stateOf([]);
  expect(state.merges).toEqual([{ from_id: from.id, to_id: to.id, state: "merged" }]);
  expect(state.left).toEqual([]);
  expect(JSON.stringify(state.messages)).not.toContain(from.id);
  expect(JSON.stringify(state.members)).not.toContain(from.id);
  const members = state.members as Record<string, unknown>[];
  const of = (id: string) => members.find(({ conversation_id: group }) => group === id);
  expect(of(shared)).toMatchObject({ user_id: to.id, role: "owner", written: 2 });
  expect(of(own)).toMatchObject({ user_id: to.id, role: "member" });
  expect(of(former)).toBeUndefined();
  expect(state.courses).toContainEqual({
    course_id: "second",
    user_id: to.id,
    role: "tutor",
    source: "hand",
  });
  expect(state.favourites).toEqual([{ user_id: to.id, conversation_id: own }]);
  const history = await readHistory(friend.context, { conversationId: former, limit: 9 });
  expect(history.map(({ senderName, senderId }) => [senderName, senderId])).toEqual([
    ["Mira S. Sol", to.id],
  ]);
  const log = await (await web.get("/audit", admin)).text();
  expect(log).toContain(" merged an account into that of ");
});

test("an account that was disabled or has ended becomes part of another one, and lets nobody in", async () => {
  const id = await makeGroup(admin.context, [from], "Seminar");
  await say(from, id, "before");
  const guest = await person({ role: "guest", name: "Gus", expiresAt: "2020-01-01T00:00:00.000Z" });
  await disablePerson(admin.context, from.id);
  const preview = await web.post(`/users/merge/${from.id}`, { into: to.email }, admin);
  expect(preview.status).toBe(200);
  for (const gone of [from, guest]) {
    expect((await byApi(admin, gone, to)).status).toBeLessThan(300);
    await finishMerge(realtime.services, gone.id);
  }
  const { db } = realtime.services;
  expect(await db.all`select sender_id as id from messages`).toEqual([{ id: to.id }]);
  expect(
    await db.all`
    select user_id as id from conversation_members where role = 'member'`,
  ).toEqual([{ id: to.id }]);
  expect((await web.get("/account", from)).status).toBe(302);
  const again = await web.post("/auth/login", { email: from.email, password: oldSecret });
  expect(again.status).toBe(401);
});

test("unread messages and what was read are those of either, whichever is further", async () => {
  const { shared, own } = await twoLives();
  await markRead(to.context, { conversationId: shared, seq: 1_000 });
  const unread = async (by: TestPerson) => {
    const answer = await web.request("/api/conversations", { headers: bearer(by) });
    const { conversations } = (await answer.json()) as {
      conversations: { id: string; unread: number }[];
    };
    return new Map(conversations.map(({ id, unread: count }) => [id, count]));
  };
  const before = await unread(from);
  await (
    await mergePeople(admin.context, { fromId: from.id, toId: to.id })
  ).finished;
  const after = await unread(to);
  expect(after.get(own)).toBe(before.get(own));
  expect(after.get(shared)).toBe(0);
});

test("the person signs in with the account that stays alone, and the address of the other is free", async () => {
  expect((await ownWay(to, from.username, oldSecret)).status).toBe(303);
  const signIn = (email: string, password: string) =>
    web.visitor().post("/auth/login", { email, password, next: "" });
  expect((await web.get("/conversations", from)).status).toBe(302);
  expect((await signIn(from.email, oldSecret)).status).toBe(401);
  expect((await signIn(to.email, newSecret)).status).toBe(303);
  const typed = { name: "New One", email: from.email, password: "long enough" };
  expect((await web.post("/auth/register", typed)).status).toBe(303);
});

test("an account without address and password gets those of the other", async () => {
  const bare = await person({ name: "Mira Sol", email: "" });
  expect((await byApi(admin, from, bare)).status).toBe(200);
  const signed = await web
    .visitor()
    .post("/auth/login", { email: from.email, password: oldSecret, next: "" });
  expect(signed.status).toBe(303);
});

test("a guest becomes part of the account that they sign in to", async () => {
  const guest = await person({ role: "guest", name: "Mira the guest" });
  const group = await makeGroup(admin.context, [guest, friend], "Team Basalt");
  await say(guest, group, "As a guest");
  const answer = await ownWay(guest, to.email, newSecret);
  expect(answer.headers.get("Location")).toBe("/auth/login");
  await finishMerge(realtime.services, guest.id);
  const [message] = await readHistory(to.context, { conversationId: group, limit: 9 });
  expect(message?.senderId).toBe(to.id);
});

test("open chats follow: names of messages, members, and the lists of both", async () => {
  const { shared, own } = await twoLives();
  const watching = await realtime.connect(friend);
  await watching.identify(friend);
  watching.send({ messageType: "Open", payload: {}, meta: { conversationId: shared } });
  await watching.next("Opened");
  const staying = await realtime.connect(to);
  await staying.identify(to);
  const going = await realtime.connect(from);
  await going.identify(from);
  await (
    await mergePeople(admin.context, { fromId: from.id, toId: to.id })
  ).finished;
  const renamed = await watching.next("MemberChanged");
  expect(renamed.payload.member).toMatchObject({ userId: from.id, name: "Mira S. Sol" });
  expect((await watching.next("MemberRemoved")).payload.userId).toBe(from.id);
  const owner = await watching.next("MemberChanged");
  expect(owner.payload.member).toMatchObject({ userId: to.id, role: "owner" });
  await staying.next("ConversationListed", ({ meta }) => meta.conversationId === own);
  await going.closed;
});

test("a merge that is interrupted at any moment ends as if it had not been", async () => {
  const groups = Object.values(await twoLives());
  const { services } = realtime;
  await (
    await mergePeople(admin.context, { fromId: from.id, toId: to.id })
  ).finished;
  const whole = await stateOf(groups);
  // The same from the beginning, with a server that dies after each of its transactions.
  for (let survived = 0; ; survived += 1) {
    const again = await startTestRealtime();
    const former = realtime;
    realtime = again;
    web = testWeb({ services: again.services });
    await former.stop();
    admin = await person({ role: "admin", name: "Prof. Grace" });
    from = await person({ name: "Mira Sol", password: hashes.old, username: from.username });
    to = await person({ name: "Mira S. Sol", password: hashes.new, username: to.username });
    friend = await person({ name: "Tarik Friend" });
    await twoLives();
    let left = survived;
    const { db } = again.services;
    const dying = {
      ...db,
      transaction: (async (work, asPost) => {
        left -= 1;
        if (left < 0) throw new StorageError("busy");
        return db.transaction(work, asPost);
      }) as typeof db.transaction,
    };
    const { services: whose } = again;
    await whose.db.transaction(async () => {});
    const begun = mergePeople(
      { ...admin.context, ...whose, db: dying, actor: admin.actor },
      { fromId: from.id, toId: to.id },
    );
    const isBegun = await begun.then(
      async ({ finished }) => finished.then(() => true),
      () => false,
    );
    if (!isBegun) await mergePeople(admin.context, { fromId: from.id, toId: to.id });
    await finishMerge(whose, from.id);
    expect(await mergeStep(whose, from.id)).toBe(false);
    const state = await stateOf([]);
    const shape = (text: unknown) =>
      JSON.stringify(text).replaceAll(/[\da-f]{8}-[\da-f-]{27}/g, "#");
    expect(shape({ ...state, groups: 3 })).toBe(shape({ ...whole, groups: 3 }));
    if (left > 0) break;
  }
  void services;
});
