import { expect, test } from "bun:test";
import { actorNamed, identifiedSocket } from "#tests/support/recorded_socket.ts";
import { Connection } from "./connection.ts";
import { Roster } from "./roster.ts";

const actor = actorNamed("ada");

test("an account that is read again has exactly the memberships read", () => {
  const roster = new Roster();
  const roles = new Map([
    ["left", "member"],
    ["kept", "member"],
  ] as const);
  const member = roster.add(new Connection({ actor }, 0, 0), actor, { roles });
  expect(member.conversationIds()).toEqual(["left", "kept"]);
  const now = new Map([
    ["kept", "owner"],
    ["new", "member"],
  ] as const);
  roster.setSight(member, { roles: now });
  expect(member.conversationIds()).toEqual(["kept", "new"]);
  expect(member.roleIn("kept")).toBe("owner");
  expect(roster.membersOf("left")).toEqual([]);
  expect(roster.membersOf("new")).toEqual([member]);
});

test("an account leaves its groups with its last connection", () => {
  const roster = new Roster();
  const [first, last] = [new Connection({ actor }, 0, 0), new Connection({ actor }, 0, 0)];
  const roles = new Map([["group", "member"]] as const);
  const member = roster.add(first, actor, { roles });
  roster.add(last, actor, { roles });
  expect(roster.remove(first, member)).toBe(false);
  expect(roster.countOf("group")).toBe(1);
  expect(roster.remove(last, member)).toBe(true);
  expect(roster.countOf("group")).toBe(0);
  expect(roster.get("ada")).toBeUndefined();
});

test("every device in the current dialect is sent what is sent to its account, and no other", () => {
  const roster = new Roster();
  const devices = [1, 2].map(() => identifiedSocket(roster, actor));
  const original = identifiedSocket(roster, actor, { dialect: "original" });
  const other = identifiedSocket(roster, actorNamed("bob"));
  const frame = { messageType: "ConversationUnlisted", payload: {}, meta: { conversationId: "g" } };
  roster.sendTo("ada", JSON.stringify(frame));
  roster.sendTo("nobody", JSON.stringify(frame));
  expect(devices.map(({ frames }) => frames)).toEqual([[frame], [frame]] as never);
  expect([original.frames, other.frames]).toEqual([[], []]);
});

test("a member has one role in a group, the newest, and a dropped one changes no other", () => {
  const roster = new Roster();
  identifiedSocket(roster, actor, { roles: { g: "member", h: "owner" } });
  identifiedSocket(roster, actorNamed("bob"), { roles: { g: "moderator" } });
  const [ada, bob] = [roster.get("ada")!, roster.get("bob")!];
  roster.setRole(ada, "g", "moderator");
  expect([ada.roleIn("g"), bob.roleIn("g"), roster.countOf("g")]).toEqual([
    "moderator",
    "moderator",
    2,
  ]);
  expect(ada.conversationIds().toSorted()).toEqual(["g", "h"]);
  roster.dropRole(bob, "h");
  roster.dropRole(ada, "g");
  expect([ada.roleIn("g"), ada.roleIn("h"), bob.isMemberOf("g")]).toEqual([
    undefined,
    "owner",
    true,
  ]);
  expect([roster.countOf("g"), roster.membersOf("h")]).toEqual([1, [ada]]);
});
