import { afterEach, beforeEach, expect, test } from "bun:test";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { type TestServices, testServices } from "#tests/support/services.ts";
import { inTurn } from "#tests/support/statements_in_turn.ts";
import { recordOversight } from "./audit/audit.ts";
import { editGroup } from "./groups/edit_group.ts";
import { moveGroup, reorderGroups } from "./groups/group_order.ts";
import { createGroup, createGroups, deleteGroup, updateGroup } from "./groups/groups.ts";
import {
  addMembers,
  changeMemberRole,
  markRead,
  removeFromGroup,
  replaceMembers,
} from "./groups/members.ts";
import {
  editMessage,
  readRemovedContent,
  removeMessage,
  sendMessage,
} from "./messages/messages.ts";
import {
  createPerson,
  disablePerson,
  editPerson,
  enablePerson,
  removePerson,
  resetPassword,
} from "./people/manage_people.ts";
import { createAdmin } from "./people/operator.ts";

let services: TestServices;
let admin: TestPerson;
let student: TestPerson;
let conversationId: string;
let unawaited: string[];

beforeEach(async () => {
  unawaited = [];
  services = testServices({ around: (db) => inTurn(db, unawaited) });
  admin = await makePerson(services, { role: "admin" });
  student = await makePerson(services);
  const members = [{ userId: student.id }];
  ({ id: conversationId } = await createGroup(admin.context, {
    name: "G",
    description: "",
    members,
  }));
});
afterEach(() => services.dispose());

const send = (content: string) => sendMessage(student.context, { conversationId, content });

test("a write that is not awaited is noticed, even if it is the last one", async () => {
  let late: Promise<unknown> = Promise.resolve();
  await services.db.transaction(async (tx) => {
    void tx.run`update users set name = 'early' where id = ${student.id}`;
    await tx.run`update users set name = 'awaited' where id = ${student.id}`;
    late = tx.run`update users set name = 'late' where id = ${student.id}`.catch(String);
  });
  expect(unawaited.map((text) => /'(\w+)'/.exec(text)?.[1])).toEqual(["early", "late"]);
  expect(await late).toContain("after the end of its transaction");
});

const verbs: Record<string, () => Promise<unknown>> = {
  "staff join a group, and leave it": async () => {
    await addMembers(admin.context, conversationId, [{ userId: admin.id }]);
    await removeFromGroup(admin.context, { conversationId, userId: admin.id });
  },
  "the members of a group are replaced": async () => {
    const wanted = { userId: admin.id, role: "moderator" as const };
    await replaceMembers(admin.context, conversationId, [wanted]);
    await changeMemberRole(admin.context, { conversationId, userId: admin.id, role: "member" });
  },
  "staff read a group that they are not in": () => recordOversight(admin.context, conversationId),
  "groups are made, changed, put into another order and deleted": async () => {
    const input = { name: "H", description: "" };
    const [made] = await createGroups(admin.context, [{ ...input, members: [] }]);
    const id = made?.id ?? "";
    await updateGroup(admin.context, id, { ...input, name: "I" });
    const wanted = [{ userId: student.id, role: "member" as const }];
    await editGroup(admin.context, id, { ...input, shown: [], wanted });
    await moveGroup(admin.context, id, { step: "up" });
    await reorderGroups(admin.context, [conversationId, id]);
    await deleteGroup(admin.context, id);
  },
  "messages are sent, read, edited and removed": async () => {
    const { id: messageId, seq } = await send("Hello");
    await markRead(student.context, { conversationId, seq });
    await editMessage(student.context, { conversationId, messageId, content: "Hello!" });
    await removeMessage(admin.context, { conversationId, messageId, reason: "spam" });
    await readRemovedContent(admin.context, { conversationId, messageId });
  },
  "accounts are made, changed, closed, opened and deleted": async () => {
    const input = { email: "new@uni.example.edu", name: "New", role: "user" as const };
    const { id } = await createPerson(admin.context, input);
    await editPerson(admin.context, id, { name: "Newer", role: "guest" });
    await editPerson(admin.context, id, { role: "user" });
    await resetPassword(admin.context, id);
    await disablePerson(admin.context, id);
    await enablePerson(admin.context, id);
    await removePerson(admin.context, id);
  },
  "the operator makes an administrator": () =>
    createAdmin(services, {
      email: "op@uni.example.edu",
      name: "Op",
      password: "a long enough secret",
    }),
};

for (const [title, verb] of Object.entries(verbs)) {
  test(`no write goes unawaited when ${title}`, async () => {
    await verb();
    expect(unawaited).toEqual([]);
  });
}
