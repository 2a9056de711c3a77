import { expect, test } from "bun:test";
import type { Actor } from "#core/context.ts";
import { Connection } from "./connection.ts";
import { Roster } from "./roster.ts";

const actor: Actor = {
  id: "ada",
  name: "Ada",
  role: "user",
  sessionId: "session",
  endsAtMs: Infinity,
};

test("an account that is read again has exactly the memberships read", () => {
  const roster = new Roster();
  const roles = new Map([
    ["left", "member"],
    ["kept", "member"],
  ] as const);
  const member = roster.add(new Connection(actor, 0, 0), actor, roles);
  expect(member.conversationIds()).toEqual(["left", "kept"]);
  roster.setRoles(
    member,
    new Map([
      ["kept", "owner"],
      ["new", "member"],
    ] as const),
  );
  expect(member.conversationIds()).toEqual(["kept", "new"]);
  expect(member.roleIn("kept")).toBe("owner");
  expect(roster.membersOf("left")).toEqual([]);
  expect(roster.membersOf("new")).toEqual([member]);
});

test("an account leaves its groups with its last connection", () => {
  const roster = new Roster();
  const [first, last] = [new Connection(actor, 0, 0), new Connection(actor, 0, 0)];
  const roles = new Map([["group", "member"]] as const);
  const member = roster.add(first, actor, roles);
  roster.add(last, actor, roles);
  expect(roster.remove(first, member)).toBe(false);
  expect(roster.countOf("group")).toBe(1);
  expect(roster.remove(last, member)).toBe(true);
  expect(roster.countOf("group")).toBe(0);
  expect(roster.get("ada")).toBeUndefined();
});
