/** Posts that wait together: a database may store them in one statement, and nobody notices. */
import { afterEach, beforeEach, expect, test } from "bun:test";
import { isoNow } from "#kit/clock.ts";
import { FakeClock } from "#tests/simulation/fake_clock.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { appendedKinds, type TestServices, testServices } from "#tests/support/services.ts";
import type { Context } from "../context.ts";
import { deleteGroup } from "../groups/bin.ts";
import { createGroup, getGroup } from "../groups/groups.ts";
import { endSession } from "../identity/sessions.ts";
import { readHistory } from "./history.ts";
import { type Post, sendMessage } from "./messages.ts";

let services: TestServices;
let admin: TestPerson;
let ada: TestPerson;
let ben: TestPerson;
let stranger: TestPerson;
let group: string;
let otherGroup: string;
beforeEach(async () => {
  services = testServices({ clock: new FakeClock() });
  admin = await makePerson(services, { role: "admin", name: "Oak" });
  ada = await makePerson(services, { name: "Ada" });
  ben = await makePerson(services, { name: "Ben" });
  stranger = await makePerson(services);
  const members = [{ userId: ada.id }, { userId: ben.id }];
  const make = async (name: string) =>
    (await createGroup(admin.context, { name, description: "", members })).id;
  [group, otherGroup] = [await make("One"), await make("Two")];
  services.appendedEntries.length = 0;
});
afterEach(() => services.dispose());

const send = (
  { context }: Pick<TestPerson, "context">,
  content: string,
  post: Partial<Post> = {},
) => sendMessage(context, { conversationId: group, content, ...post });

const contents = async (conversationId = group) =>
  (await readHistory(admin.context, { conversationId })).map(({ content, seq }) => [content, seq]);

test("each refused post among accepted ones has its own reason, and leaves no gap", async () => {
  await endSession(ben.context, ben.actor.sessionId);
  const past = isoNow(services.clock);
  const former = await makePerson(services, { role: "admin", expiresAt: past });
  const away = await makePerson(services, { role: "admin" });
  await services.db.transaction(
    (tx) => tx.run`update sessions set expires_at = ${past} where user_id = ${away.id}`,
  );
  services.appendedEntries.length = 0;
  const { lastSeq } = await getGroup(admin.context, group);
  const outcomes = await Promise.allSettled([
    send(ada, "first"),
    send(stranger, "not a member"),
    send(ben, "signed out"),
    send(former, "account expired"),
    send(away, "session expired"),
    send(ada, "nowhere", { conversationId: "nowhere" }),
    send(admin, "second"),
    send(ada, "third"),
  ]);
  expect(outcomes).toMatchObject([
    { value: { content: "first", seq: lastSeq + 1, senderName: "Ada", senderRole: "user" } },
    { reason: { code: "not_found" } },
    { reason: { code: "unauthenticated" } },
    { reason: { code: "unauthenticated" } },
    { reason: { code: "unauthenticated" } },
    { reason: { code: "not_found" } },
    { value: { content: "second", seq: lastSeq + 2, senderName: "Oak", senderRole: "admin" } },
    { value: { content: "third", seq: lastSeq + 3 } },
  ]);
  expect(appendedKinds(services)).toEqual(["ChatMessage", "ChatMessage", "ChatMessage"]);
  expect(await contents()).toEqual([
    ["first", lastSeq + 1],
    ["second", lastSeq + 2],
    ["third", lastSeq + 3],
  ]);
});

test("the same client id twice is one message, whose sender gets it twice", async () => {
  const clientId = "phone-1";
  const [first, again, another, elsewhere] = await Promise.allSettled([
    send(ada, "once", { clientId }),
    send(ada, "twice", { clientId }),
    send(ben, "his own", { clientId }),
    send(ada, "in another group", { clientId, conversationId: otherGroup }),
  ]);
  expect(first).toMatchObject({ value: { content: "once" } });
  expect(again).toEqual(first);
  expect(another).toMatchObject({ value: { content: "his own" } });
  expect(elsewhere).toMatchObject({ reason: { code: "conflict" } });
  expect(appendedKinds(services)).toEqual(["ChatMessage", "ChatMessage"]);
  const later = await Promise.all([send(ada, "again", { clientId }), send(ada, "new")]);
  expect(later).toMatchObject([{ content: "once" }, { content: "new" }]);
  expect((await contents()).map(([content]) => content)).toEqual(["once", "his own", "new"]);
});

test("a client id whose message was refused can be used for another in the same moment", async () => {
  const clientId = "phone-1";
  const [refused, posted, next] = await Promise.allSettled([
    send(ada, "nowhere", { clientId, conversationId: "nowhere" }),
    send(ada, "here", { clientId }),
    send(ada, "next"),
  ]);
  expect(refused).toMatchObject({ reason: { code: "not_found" } });
  expect([posted.status, next.status]).toEqual(["fulfilled", "fulfilled"]);
  const seqs = services.appendedEntries.map((entry) => "frame" in entry && entry.frame.meta.seq);
  expect(seqs).toEqual(seqs.toSorted());
  expect(await contents()).toHaveLength(2);
});

test("a post before the deletion of its group is accepted, one after it is not", async () => {
  const outcomes = await Promise.allSettled([
    send(ada, "before"),
    send(ada, "elsewhere", { conversationId: otherGroup }),
    deleteGroup(admin.context, group),
    send(ada, "after"),
    send(ada, "still elsewhere", { conversationId: otherGroup }),
  ]);
  expect(outcomes).toMatchObject([
    { value: { content: "before" } },
    { value: { content: "elsewhere" } },
    { status: "fulfilled" },
    { reason: { code: "not_found" } },
    { value: { content: "still elsewhere" } },
  ]);
  expect(await contents(otherGroup)).toHaveLength(2);
});

test("posts leave the same rows together as each alone", async () => {
  const { db } = services;
  const alone = (person: TestPerson): { context: Context } => ({
    context: { ...person.context, db: { ...db, transaction: (work) => db.transaction(work) } },
  });
  const post = async (conversationId: string, as: typeof alone) => {
    const sent = { conversationId, sentFromClient: "2026-01-01T10:00:00.000Z" };
    await Promise.all([
      send(as(ada), "one", { ...sent, clientId: `${conversationId} 1` }),
      send(as(ben), "two \\ \" ' {NULL,} 漢 🎓", { ...sent, sentFromClient: "" }),
      send(as(ada), "NULL", sent),
      send(as(admin), "staff are no members", sent),
    ]);
  };
  await post(group, (person) => person);
  await post(otherGroup, alone);
  expect(await rowsOf(group)).toEqual(await rowsOf(otherGroup));
});

/** Everything that is stored about a group, without the ids that differ. */
async function rowsOf(id: string) {
  const { db } = services;
  return {
    days: await db.all`select day, before from message_days where conversation_id = ${id}`,
    conversation: await db.all`
      select last_seq, message_count, content from conversations c join messages m on m.id = last_message_id
      where c.id = ${id}`,
    messages: await db.all`
      select sender_id, content, sent_from_client, sent_from_server, seq, number, edited_at,
        removed_at, removed_by, removed_as, replace(client_id, ${id}, '') as client_id
      from messages where conversation_id = ${id} order by seq`,
    events: await db.all`
      select e.seq, e.user_id, e.kind, e.data, e.created_at, m.content
      from events e left join messages m on m.id = e.message_id
      where e.conversation_id = ${id} and e.seq > 0 order by e.seq`,
    members: await db.all`
      select user_id, read_seq, read_number from conversation_members
      where conversation_id = ${id} order by user_id`,
  };
}
