import { afterAll, beforeAll, beforeEach, expect, test } from "bun:test";
import { copyFileSync, mkdtempSync } from "node:fs";
import { join } from "node:path";
import { backUpDatabase } from "#core/instance/backup.ts";
import { checkInstallation, repairInstallation } from "#core/instance/check.ts";
import { createCourse } from "#demo/course.ts";
import { deleteGroup } from "#core/groups/bin.ts";
import { createGroup } from "#core/groups/groups.ts";
import { editMessage, sendMessage, removeMessage } from "#core/messages/messages.ts";
import { appendPosts } from "#core/log/bulk_posts.ts";
import { writeLogged } from "#core/log/write.ts";
import { addMembers } from "#core/groups/members.ts";
import { firstCourse } from "#tests/support/courses.ts";
import { insertConversations } from "#storage/conversations.ts";
import { runCli } from "#tests/support/cli.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { type TestServices, testServices } from "#tests/support/services.ts";

let sound: TestServices;
let copy: string;
let services: TestServices;
let messageId: string;
let group: string;
beforeAll(async () => {
  sound = testServices();
  await createCourse(sound, { students: 5, groups: 2, messages: 50, seed: 1 }, () => {});
  const root = await makePerson(sound, { role: "admin" });
  const gone = await createGroup(root.context, { name: "Gone", description: "" });
  await sendMessage(root.context, { conversationId: gone.id, content: "gone" });
  await deleteGroup(root.context, gone.id);
  await adoptWithoutMembersAndRemove(root);
  ({ id: group } = await createGroup(root.context, { name: "Kept", description: "" }));
  const posted = await sendMessage(root.context, { conversationId: group, content: "one" });
  ({ id: messageId } = await sendMessage(root.context, { conversationId: group, content: "two" }));
  await editMessage(root.context, { conversationId: group, messageId, content: "two!" });
  await removeMessage(root.context, { conversationId: group, messageId: posted.id });
  copy = join(sound.config.instanceDir, "copy.sqlite3");
  await backUpDatabase(sound.config, copy, { force: false });
});
afterAll(() => sound.dispose());
beforeEach(() => {
  const instanceDir = mkdtempSync(join(sound.config.instanceDir, "broken-"));
  copyFileSync(copy, join(instanceDir, "db.sqlite3"));
  services = testServices({ instanceDir });
});

/** Its first events are messages: they were written before it had members. */
async function adoptWithoutMembersAndRemove({ id: ownerId, context }: TestPerson): Promise<void> {
  const at = "2024-01-01T00:00:00.000Z";
  const id = "adopted";
  const sent = { senderId: ownerId, content: "old", sentFromClient: at, sentFromServer: at };
  await writeLogged(sound, async (writing) => {
    await insertConversations(writing.tx, [
      { id, courseId: firstCourse, ownerId, name: "Old", description: "", at },
    ]);
    await appendPosts(writing, id, [{ id: "old-1", ...sent }]);
  });
  await addMembers(context, id, [{ userId: ownerId }]);
  await deleteGroup(context, id);
}

const found = async () => {
  const problems = await checkInstallation(services.config, services);
  services.dispose();
  return problems.map(({ what, where }) => `${where}: ${what}`).join("\n");
};

test("finds nothing after posting, editing, removing and deleting", async () => {
  expect(await found()).toBe("");
});

test("finds a missing event", async () => {
  await services.db.transaction(
    (tx) => tx.run`delete from events where conversation_id = ${group} and seq = 2`,
  );
  const problems = await found();
  expect(problems).toContain(`conversation ${group}: the seq of its events is not dense`);
});

test("finds a name that was changed without its keys", async () => {
  await services.db.transaction(
    (tx) => tx.run`update users set name = 'Changed' where role = 'admin'`,
  );
  expect(await found()).toContain("is not found by the name or address it has");
});

test("finds a counter that is too high", async () => {
  await services.db.transaction(
    (tx) => tx.run`update conversations set last_seq = last_seq + 1 where id = ${group}`,
  );
  expect(await found()).toContain(`conversation ${group}: the seq of its events is not dense`);
});

test("finds a duplicate number, and a wrong newest message", async () => {
  await services.db.transaction(
    (tx) => tx.run`update messages set number = 1 where id = ${messageId}`,
  );
  const problems = await found();
  expect(problems).toContain(`conversation ${group}: the numbers of its messages are not dense`);
  expect(problems).toContain(`conversation ${group}: its newest message is not the one it names`);
});

test.each([
  ["is of an unknown kind, MessageStarred", "MessageStarred", null],
  ["has data that cannot be read", "ConversationChanged", "{broken"],
  ["has data that cannot be read", "MemberAdded", '{"userId":"u","role":"queen"}'],
])("finds an entry of the log that %s, and goes on", async (why, kind, data) => {
  await services.db.transaction(
    (tx) => tx.run`update events set kind = ${kind}, message_id = null, data = ${data}
      where conversation_id = ${group} and seq = 1`,
  );
  await services.db.transaction(
    (tx) => tx.run`insert into events (user_id, kind, data, created_at)
      values ('u', 'sessions_ended', '{}', '')`,
  );
  const problems = await found();
  expect(problems).toContain(`an entry of the log ${why}`);
  expect(problems).toContain("is of an unknown kind, or its data cannot be read");
});

test("finds a message without its event and an event without its message", async () => {
  await services.db.transaction(
    (tx) => tx.run`update events set message_id = 'x' where message_id = ${messageId}
      and kind = 'ChatMessage'`,
  );
  const problems = await found();
  expect(problems).toContain(`message ${messageId}: a message is not in the log`);
  expect(problems).toContain("the log names a message that is not stored");
});

test("finds a row that refers to nobody", async () => {
  await services.db.transaction(
    (tx) =>
      tx.run`update conversation_members set read_seq = 9999 where conversation_id = ${group}`,
  );
  expect(await found()).toContain("a member has read more than was written");
});

test("finds days that are counted wrongly, which can be counted anew while servers run", async () => {
  const { config, db } = services;
  const change = (work: Parameters<typeof db.transaction>[0]) => db.transaction(work);
  const run = (...args: string[]) =>
    runCli(["check", ...args], { instanceDir: config.instanceDir });
  const days = () => db.all`select * from message_days order by conversation_id, day`;
  const before = await days();
  const wrong = `conversation ${group}: the messages of its days are counted wrongly`;
  const ways: Parameters<typeof db.transaction>[0][] = [
    (tx) => tx.run`delete from message_days where conversation_id = ${group}`,
    (tx) => tx.run`update message_days set before = 1 where conversation_id = ${group}`,
    (tx) =>
      tx.run`insert into message_days (conversation_id, day, before)
        values (${group}, '2020-01-01', 0)`,
  ];
  for (const way of ways) {
    await change(way);
    const problems = await checkInstallation(config, services);
    expect(problems.map(({ what, where }) => `${where}: ${what}`)).toEqual([wrong]);
    expect(await repairInstallation(services)).toBe(1);
    expect(await days()).toEqual(before);
  }
  // After the clock was set back, messages count for the day that had begun.
  await change(
    (tx) => tx.run`update messages set sent_from_server = '2020-01-01T00:00:00.000Z'
      where conversation_id = ${group} and number = 2`,
  );
  expect(await checkInstallation(config, services)).toEqual([]);
  await change(ways[0]!);
  expect(await run()).toMatchObject({
    code: 1,
    err: expect.stringContaining("Run check --repair") as string,
  });
  const { code, out } = await run("--repair");
  expect([code, out]).toEqual([
    0,
    expect.stringMatching(/^Groups whose days were counted anew: 1\nSound/),
  ]);
  services.dispose();
});
