import { afterEach, beforeEach, expect, test } from "bun:test";
import { firstCourse } from "#tests/support/courses.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { type TestServices, testServices } from "#tests/support/services.ts";
import { changePassword, updateProfile } from "./people/accounts.ts";
import type { Context } from "./context.ts";
import * as bin from "./groups/bin.ts";
import * as conversations from "./groups/groups.ts";
import { editGroup } from "./groups/edit_group.ts";
import { moveGroup, reorderGroups } from "./groups/group_order.ts";
import * as people from "./people/manage_people.ts";
import * as members from "./groups/members.ts";
import * as messages from "./messages/messages.ts";
import { redactMessage } from "./messages/redact.ts";
import { readVersions, restoreMessage } from "./messages/versions.ts";
import { changeTemplates } from "./courses/templates.ts";
import { issueCode } from "./identity/codes.ts";
import { endAllSessions, endSession } from "./identity/sessions.ts";
import { hashPassword } from "./identity/password_hashes.ts";

const hash = await hashPassword("the right one");
let services: TestServices;
let staff: TestPerson;
let student: TestPerson;
let group: string;
let own: { conversationId: string; messageId: string };
let kept: { conversationId: string; messageId: string };

beforeEach(async () => {
  services = testServices();
  staff = await makePerson(services, { role: "admin", password: hash });
  await makePerson(services, { role: "admin" });
  student = await makePerson(services, { password: hash });
  const made = [{ userId: student.id }];
  ({ id: group } = await conversations.createGroup(staff.context, {
    name: "Team",
    description: "",
    members: made,
  }));
  const say = async (content: string) => {
    const { id } = await messages.sendMessage(staff.context, { conversationId: group, content });
    return { conversationId: group, messageId: id };
  };
  own = await say("Hello");
  kept = await say("Gone");
  await services.db.transaction(
    (tx) => tx.run`update messages
      set removed_at = sent_from_server, removed_as = 'staff', removed_by = sender_id,
        removed_content = content
      where id = ${kept.messageId}`,
  );
});
afterEach(() => services.dispose());

const input = { name: "New", description: "" };
const newcomer = { name: "New", email: "new@uni.example.edu", role: "admin" } as const;

/** Every change that a user can make, and the reading that is audited. */
const verbs: Record<string, (context: Context) => Promise<unknown>> = {
  "change one's password": (context) =>
    changePassword(context, { current: "the right one", password: "quite another one 9" }),
  "change one's name": (context) => updateProfile(context, { name: "New" }),
  "sign out a device": (context) => endSession(context, staff.actor.sessionId),
  "sign out everywhere": (context) => endAllSessions(context, { keepCurrent: false }),
  "sign out everywhere else": (context) => endAllSessions(context, { keepCurrent: true }),
  "post a message": (context) =>
    messages.sendMessage(context, { conversationId: group, content: "Hello" }),
  "edit a message": (context) => messages.editMessage(context, { ...own, content: "Hello you" }),
  "remove a message": (context) => messages.removeMessage(context, own),
  "note what was read": (context) => members.markRead(context, { conversationId: group, seq: 99 }),
  "read what was removed": (context) => messages.readRemovedContent(context, kept),
  "hide a part of a message": (context) => redactMessage(context, { ...own, start: 0, end: 2 }),
  "restore what was removed": (context) => restoreMessage(context, kept),
  "read what a message said before": (context) => readVersions(context, kept),
  "change the reasons of a course": (context) =>
    changeTemplates(context, firstCourse, { shown: "all", wanted: [] }),
  "make a group": (context) => conversations.createGroup(context, input),
  "rename a group": (context) => conversations.updateGroup(context, group, input),
  "delete a group": (context) => bin.deleteGroup(context, group),
  "change a group by its form": (context) =>
    editGroup(context, group, { ...input, shown: [], wanted: [] }),
  "move a group": (context) => moveGroup(context, group, { step: "up" }),
  "sort groups": (context) => reorderGroups(context, [group]),
  "put somebody into a group": (context) =>
    members.addMembers(context, group, [{ userId: staff.id }]),
  "take somebody out of a group": (context) =>
    members.removeFromGroup(context, { conversationId: group, userId: student.id }),
  "give a member another role": (context) =>
    members.changeMemberRole(context, { conversationId: group, userId: student.id, role: "owner" }),
  "replace all members": (context) => members.replaceMembers(context, group, []),
  "make an account": (context) => people.createPerson(context, newcomer),
  "change an account": (context) => people.editPerson(context, student.id, { role: "admin" }),
  "issue a one-time code": (context) => issueCode(context, student.id),
  "disable an account": (context) => people.disablePerson(context, student.id),
  "enable an account": (context) => people.enablePerson(context, student.id),
  "delete an account": (context) => people.removePerson(context, student.id),
};

const stored = () => {
  const { db } = services;
  return Promise.all([
    db.all`select id, name, role, disabled_at from users order by id`,
    db.all`select * from identities order by user_id, kind, subject`,
    db.all`
      select conversation_id, user_id, role, read_seq from conversation_members
      order by conversation_id, user_id`,
    db.all`select id, name, position, last_seq from conversations order by id`,
    db.all`select cast(count(*) as integer) as acts from audit`,
    db.all`select cast(count(*) as integer) as events from events`,
  ]);
};

/** Writes to the database directly, as another process would, so that no subscriber is notified. */
const change = (text: "ended" | "demoted" | "another's") =>
  services.db.transaction((tx) => {
    if (text === "ended") return tx.run`delete from sessions where id = ${staff.actor.sessionId}`;
    if (text === "demoted") return tx.run`update users set role = 'user' where id = ${staff.id}`;
    return tx.run`
      update sessions set user_id = ${student.id} where id = ${staff.actor.sessionId}`;
  });

const outcome = (name: string) =>
  verbs[name]!(staff.context).then(
    () => "done",
    (error: { code: string }) => error.code,
  );

test.each(Object.keys(verbs))("nobody can %s by a session that has ended", async (name) => {
  for (const way of ["another's", "ended"] as const) {
    await change(way);
    const before = await stored();
    expect(await outcome(name)).toBe("unauthenticated");
    expect(await stored()).toEqual(before);
  }
});

test.each(Object.keys(verbs))("who may %s may do so in the role of the moment", async (name) => {
  const staffOnly = Object.keys(verbs).slice(Object.keys(verbs).indexOf("read what was removed"));
  await change("demoted");
  const before = await stored();
  const found = await outcome(name);
  if (!staffOnly.includes(name)) return expect(found).toBe("done");
  expect(found).toBeOneOf(["forbidden", "not_found"]);
  expect(await stored()).toEqual(before);
});

test.each(Object.keys(verbs))("staff can %s", async (name) => {
  expect(await outcome(name)).toBe("done");
});

test("a message has the name and role that its sender has at that moment", async () => {
  await services.db.transaction(
    (tx) => tx.run`update users set name = 'Renamed', role = 'user' where id = ${staff.id}`,
  );
  const posted = await messages.sendMessage(staff.context, {
    conversationId: group,
    content: "Hello",
  });
  expect(posted).toMatchObject({ senderName: "Renamed", senderRole: "user" });
});
