import { afterEach, beforeEach, expect, test } from "bun:test";
import { updateProfile } from "#core/people/accounts.ts";
import { createGroup } from "#core/groups/groups.ts";
import { appendMembers } from "#core/log/bulk_posts.ts";
import { writeLogged } from "#core/log/write.ts";
import { readConversationLog } from "#core/log/read.ts";
import { removePerson, editPerson } from "#core/people/manage_people.ts";
import { changeMemberRole } from "#core/groups/members.ts";
import { sendMessage } from "#core/messages/messages.ts";
import { conversationById } from "#storage/conversations.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { type TestServices, testServices } from "#tests/support/services.ts";

let services: TestServices;
let admin: TestPerson;
let person: TestPerson;
let conversationId: string;

beforeEach(async () => {
  services = testServices();
  admin = await makePerson(services, { role: "admin" });
  person = await makePerson(services, { name: "Rosalind Quint", email: "quint@uni.example.edu" });
  const members = [{ userId: person.id }];
  const group = { name: "Team 1", description: "", members };
  conversationId = (await createGroup(admin.context, group)).id;
});
afterEach(() => services.dispose());

/** The contents of all rows of the database. */
async function everything(): Promise<string> {
  const { db } = services;
  const rows = await Promise.all([
    db.all`select * from users`,
    db.all`select * from sessions`,
    db.all`select * from conversation_members`,
    db.all`select * from conversations`,
    db.all`select * from messages`,
    db.all`select * from events`,
    db.all`select * from audit`,
  ]);
  return JSON.stringify(rows);
}

async function log() {
  const place = await conversationById(services.db, conversationId);
  const upToSeq = place?.lastSeq ?? 0;
  return readConversationLog(services.db, { conversationId, afterSeq: 0, upToSeq });
}

test("no row has the name or address of a deleted person, whose messages stay", async () => {
  const key = { conversationId, userId: person.id };
  const { id: second } = await createGroup(admin.context, { name: "Team 2", description: "" });
  await writeLogged(services, (writing) =>
    appendMembers(writing, second, [{ userId: person.id, role: "member", joinedAt: writing.now }]),
  );
  await sendMessage(person.context, { conversationId, content: "my words" });
  await changeMemberRole(admin.context, { ...key, role: "moderator" });
  await editPerson(admin.context, person.id, { email: "rosalind@uni.example.edu" });
  await updateProfile(person.context, { name: "Rosa Quint" });
  expect(await everything()).toContain("Quint");
  await removePerson(admin.context, person.id);
  const left = await everything();
  expect(left).toContain("my words");
  expect(left).toContain(person.id);
  expect(left.match(/quint|rosa/i)).toBeNull();
});

test("the log shows members as they are now", async () => {
  await updateProfile(person.context, { name: "Rosa Quint" });
  const names = (await log()).flatMap((frame) =>
    "member" in frame.payload && frame.payload.member.userId === person.id
      ? [frame.payload.member.name]
      : [],
  );
  expect(names).toEqual(["Rosa Quint", "Rosa Quint"]);
  await removePerson(admin.context, person.id);
  const frames = await log();
  expect(frames.at(-1)).toMatchObject({
    messageType: "MemberRemoved",
    payload: { userId: person.id },
  });
  expect(JSON.stringify(frames)).not.toContain("Quint");
});
