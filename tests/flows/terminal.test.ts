/** The operator's terminal never receives control characters from other people's texts. */
import { afterEach, beforeEach, expect, test } from "bun:test";
import { join } from "node:path";
import { sendMessage, removeMessage } from "#core/messages/messages.ts";
import { insertConversations } from "#storage/conversations.ts";
import { firstCourse } from "#tests/support/courses.ts";
import { runCli } from "#tests/support/cli.ts";
import { makeOriginal, originalIds } from "#tests/support/original.ts";
import { makePerson } from "#tests/support/people.ts";
import { makeGroup } from "#tests/support/realtime.ts";
import { type TestServices, testServices } from "#tests/support/services.ts";

/** A line break, an escape sequence, a C1 control character, and a change of direction. */
const hostile = "spam\n2026-11-25T20:00:00.000Z  Admin  user.delete \u001b[8m\u009b31m\u202e\u2028";
const shown =
  "spam\\n2026-11-25T20:00:00.000Z  Admin  user.delete \\u001b[8m\\u009b31m\\u202e\\u2028";

let services: TestServices;
let instanceDir: string;
beforeEach(() => {
  services = testServices();
  instanceDir = services.config.instanceDir;
});
afterEach(() => services.dispose());

/** @returns both outputs, after checking that every line contains only visible characters */
async function said(args: string[], env?: Record<string, string>): Promise<string> {
  const { out, err } = await runCli(args, { instanceDir, env });
  const all = out + err;
  for (const line of all.split("\n")) expect(line).not.toMatch(/[\p{C}\u2028\u2029]/u);
  return all;
}

test("audit shows reasons and names of groups in one line each", async () => {
  const staff = await makePerson(services, { role: "admin" });
  const student = await makePerson(services);
  const group = await makeGroup(staff.context, [student]);
  const { id: messageId } = await sendMessage(student.context, {
    conversationId: group,
    content: "Hello",
  });
  await removeMessage(staff.context, { conversationId: group, messageId, reason: "x" });
  await services.db.transaction((tx) => tx.run`update audit set detail = ${hostile}`);
  await services.db.transaction((tx) => tx.run`update conversations set name = ${hostile}`);
  await services.db.transaction((tx) => tx.run`update users set name = ${hostile}`);
  const lines = (await said(["audit"])).trimEnd().split("\n");
  expect(lines).toHaveLength(2);
  // The person, the group, the author of the message and the reason.
  expect(lines[1]!.split(shown)).toHaveLength(5);
});

test("adopt shows names from a foreign database in one line each", async () => {
  const file = join(instanceDir, "original.sqlite3");
  const original = makeOriginal(file);
  original.user([`u1${hostile}`, null, null, null, hostile, hostile, null, null]);
  original.conversation([`g1${hostile}`, "nobody", hostile.repeat(9), null, null, null]);
  original.member([`g9${hostile}`, originalIds.student, null, null]);
  original.message([`m1${hostile}`, hostile, originalIds.group, "text", null, null]);
  original.connection.close();
  const text = await said(["adopt", file]);
  expect(text.split(shown).length).toBeGreaterThan(4);
  expect(await said(["check"])).toContain("Sound");
});

test("check and backup show invalid ids in one line each", async () => {
  const { id: ownerId } = await makePerson(services, { role: "admin" });
  const group = {
    id: hostile,
    courseId: firstCourse,
    ownerId,
    name: "G",
    description: "",
    at: "2026-11-25T20:00:00.000Z",
  };
  await services.db.transaction((tx) => insertConversations(tx, [group]));
  await services.db.transaction((tx) => tx.run`update conversations set last_seq = 9`);
  expect(await said(["check"])).toContain(shown);
  expect(await said(["backup", join(instanceDir, "copy.sqlite3")])).toContain(shown);
});

test("arguments and settings are repeated in one line", async () => {
  const calls: [string[], Record<string, string>?][] = [
    [[`no-such-${hostile}`]],
    [["check", `--${hostile}`]],
    [["backup", `/nowhere/${hostile}/copy`]],
    [["adopt", `/nowhere/${hostile}`]],
    [["demo", "--students", hostile]],
    [["check"], { PUBLIC_URL: `nothing ${hostile}` }],
    [["check"], { LOG_LEVEL: hostile }],
    [["check"], { WEB_PORT: hostile }],
  ];
  for (const [args, env] of calls) expect(await said(args, env)).toContain("\\u001b[8m\\u009b31m");
});
