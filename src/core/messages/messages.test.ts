import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { rates as limitOf } from "#wire/limits.ts";
import { FakeClock } from "#tests/simulation/fake_clock.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { type TestServices, testServices } from "#tests/support/services.ts";
import { createGroup, getGroup } from "../groups/groups.ts";
import { readHistory } from "./history.ts";
import {
  editMessage,
  type Post,
  readRemovedContent,
  removeMessage,
  sendMessage,
} from "./messages.ts";

let clock: FakeClock;
let services: TestServices;
let admin: TestPerson;
let ada: TestPerson;
let ben: TestPerson;
let group: string;
let otherGroup: string;
beforeEach(async () => {
  clock = new FakeClock();
  services = testServices({ clock });
  admin = await makePerson(services, { role: "admin" });
  ada = await makePerson(services, { name: "Ada" });
  ben = await makePerson(services, { name: "Ben" });
  const members = [{ userId: ada.id }, { userId: ben.id }];
  const make = async (name: string) =>
    (await createGroup(admin.context, { name, description: "", members })).id;
  [group, otherGroup] = [await make("One"), await make("Two")];
  services.appendedEntries.length = 0;
});
afterEach(() => services.dispose());

const send = (content: string, { by = ada, ...post }: Partial<Post> & { by?: TestPerson } = {}) =>
  sendMessage(by.context, { conversationId: group, content, ...post });

const history = () => readHistory(ada.context, { conversationId: group });
const acts = () => services.db.all`select verb, conversation_id, subject_id, detail from audit`;
const frames = () =>
  services.appendedEntries.map((entry) => ("frame" in entry ? entry.frame : entry));

describe("behind the id of another group, a message", () => {
  test("can be neither changed nor read, even by staff", async () => {
    const own = await send("mine");
    const { id: messageId } = await send("rude");
    await removeMessage(admin.context, { conversationId: group, messageId });
    const [before, recorded] = [await history(), await acts()];
    const key = { conversationId: otherGroup, messageId: own.id };
    const missing = { code: "not_found" };
    await expect(editMessage(ada.context, { ...key, content: "x" })).rejects.toMatchObject(missing);
    await expect(removeMessage(ada.context, key)).rejects.toMatchObject(missing);
    await expect(removeMessage(admin.context, key)).rejects.toMatchObject(missing);
    await expect(
      readRemovedContent(admin.context, { conversationId: otherGroup, messageId }),
    ).rejects.toMatchObject(missing);
    expect(await history()).toEqual(before);
    expect(await acts()).toEqual(recorded);
    expect((await getGroup(admin.context, otherGroup)).lastSeq).toBe(3);
  });
});

describe("the client's own id", () => {
  test("names one message of its sender, which is posted once", async () => {
    const first = await send("once", { clientId: "phone-1" });
    expect(first.clientId).toBe("phone-1");
    expect(frames()).toHaveLength(1);
    expect(await send("twice", { clientId: "phone-1" })).toEqual(first);
    expect(frames()).toHaveLength(1);
    expect(await history()).toEqual([first]);
    const another = await send("hers", { by: ben, clientId: "phone-1" });
    expect(await history()).toEqual([first, another]);
  });

  test("cannot name a second message in another group", async () => {
    await send("once", { clientId: "phone-1" });
    await expect(
      send("twice", { clientId: "phone-1", conversationId: otherGroup }),
    ).rejects.toMatchObject({ code: "conflict", reason: "message_id_used" });
    expect(await readHistory(ada.context, { conversationId: otherGroup })).toEqual([]);
  });

  test("is optional", async () => {
    const messages = [await send("once"), await send("once")];
    expect(await history()).toEqual(messages);
    for (const message of messages) expect(message).not.toHaveProperty("clientId");
  });
});

test("the client's sending time is kept if it can be one, and otherwise the server's", async () => {
  const now = new Date(clock.now()).toISOString();
  for (const sentFromClient of ["yesterday", "9".repeat(64), "", "9".repeat(65), "\ud800"]) {
    await send("Hello", { sentFromClient });
  }
  await send("Hello");
  const rows = await services.db.all<{ at: string }>`
    select sent_from_client as at from messages order by seq`;
  expect(rows.map(({ at }) => at)).toEqual(["yesterday", "9".repeat(64), now, now, now, now]);
});

test("messages and edits count alike, for each sender", async () => {
  const { burst } = limitOf.messages;
  const { id: messageId } = await send("Hello");
  const key = { conversationId: group, messageId };
  for (let edits = 1; edits < burst; edits += 1) {
    await editMessage(ada.context, { ...key, content: `Hello ${edits}` });
  }
  const refused = { code: "limited", reason: "sending_too_fast" };
  await expect(editMessage(ada.context, { ...key, content: "again" })).rejects.toMatchObject(
    refused,
  );
  await expect(send("again")).rejects.toMatchObject(refused);
  await send("Hello", { by: ben });
  await removeMessage(ada.context, key);
});

test("senders have read what came before their own message", async () => {
  const unread = async (person: TestPerson) => {
    const { messageCount, readNumber } = await getGroup(person.context, group);
    return messageCount - (readNumber ?? 0);
  };
  await send("Hello");
  await send("Is anyone here?");
  expect([await unread(ada), await unread(ben)]).toEqual([0, 2]);
  await send("Yes", { by: ben });
  expect([await unread(ada), await unread(ben)]).toEqual([1, 0]);
});

describe("an edited or removed message", () => {
  test("is announced as the history then shows it", async () => {
    const { id: messageId } = await send("first words");
    const key = { conversationId: group, messageId };
    services.appendedEntries.length = 0;
    await clock.advance(1_000);
    const edited = await editMessage(ada.context, { ...key, content: " better words" });
    expect(edited).toMatchObject({ editedAt: new Date(clock.now()).toISOString() });
    expect(await history()).toEqual([edited]);
    const removed = await removeMessage(ada.context, key);
    expect(await history()).toEqual([removed]);
    expect(removed).toMatchObject({ content: "", editedAt: edited.editedAt });
    expect(frames()).toMatchObject([
      { messageType: "MessageEdited", payload: { message: edited } },
      { messageType: "MessageRemoved", payload: { message: removed } },
    ]);
  });

  test("cannot be edited or removed again", async () => {
    const { id: messageId } = await send("first words");
    const key = { conversationId: group, messageId };
    await removeMessage(ada.context, key);
    await expect(editMessage(ada.context, { ...key, content: "back" })).rejects.toMatchObject({
      code: "forbidden",
      reason: "message_not_editable",
    });
    for (const { context } of [ada, admin]) {
      await expect(removeMessage(context, key)).rejects.toMatchObject({
        code: "forbidden",
        reason: "message_not_removable",
      });
    }
  });
});

describe("the reason of a removal", () => {
  test("is kept and recorded if staff give one, and absent otherwise", async () => {
    const [one, two] = [await send("rude"), await send("ruder")];
    const key = { conversationId: group };
    const reason = " off  topic ";
    const first = await removeMessage(admin.context, { ...key, messageId: one.id, reason });
    const second = await removeMessage(admin.context, { ...key, messageId: two.id });
    expect(first.removed).toMatchObject({ by: "staff", reason: "off topic" });
    expect(second.removed).not.toHaveProperty("reason");
    expect(await history()).toEqual([first, second]);
    expect(await acts()).toEqual([
      { verb: "message.remove", conversation_id: group, subject_id: one.id, detail: "off topic" },
      { verb: "message.remove", conversation_id: group, subject_id: two.id, detail: null },
    ]);
  });

  test("is not kept if authors take their message back, which is not recorded", async () => {
    const { id: messageId } = await send("a slip");
    const key = { conversationId: group, messageId };
    const { removed } = await removeMessage(ada.context, { ...key, reason: "typed too fast" });
    expect(removed).toEqual({
      at: new Date(clock.now()).toISOString(),
      by: "author",
      byStaff: false,
    });
    expect((await history())[0]?.removed).toEqual(removed);
    expect(await acts()).toEqual([]);
  });
});

test("staff read the text of a message that was removed, and of no other; each reading is recorded", async () => {
  const [kept, erased, removed] = [await send("kept"), await send("slip"), await send("rude")];
  const key = { conversationId: group };
  await removeMessage(ada.context, { ...key, messageId: erased.id });
  await removeMessage(admin.context, { ...key, messageId: removed.id });
  const before = await acts();
  for (const messageId of [kept.id, erased.id, "nowhere"]) {
    await expect(readRemovedContent(admin.context, { ...key, messageId })).rejects.toMatchObject({
      code: "not_found",
    });
  }
  expect(await acts()).toEqual(before);
  expect(await readRemovedContent(admin.context, { ...key, messageId: removed.id })).toBe("rude");
  expect((await acts()).at(-1)).toEqual({
    verb: "message.read_removed",
    conversation_id: group,
    subject_id: removed.id,
    detail: null,
  });
});
