import { beforeEach, expect, test } from "bun:test";
import type { AccountEvent } from "#core/log/log_entry.ts";
import { logStart } from "#storage/log_position.ts";
import { closeCodes } from "#wire/codes.ts";
import type { EventFrame } from "#wire/events/registry.ts";
import type { MemberRole } from "#wire/views.ts";
import { entryOf, messageIn, posted } from "#tests/support/events.ts";
import {
  actorNamed,
  identifiedSocket,
  type Identity,
  recordedSocket,
  type RecordedSocket,
} from "#tests/support/recorded_socket.ts";
import { type EventHold, Holds } from "./holds.ts";
import { Hub } from "./hub.ts";
import { RecentChanges } from "./recent_changes.ts";
import { Roster } from "./roster.ts";
import { topics } from "./topics.ts";

let roster: Roster;
let changes: RecentChanges;
let holds: Holds;
let sockets: RecordedSocket[];
/** What the hub asked others to do, in order. */
let asked: string[];
let hub: Hub;

beforeEach(() => {
  roster = new Roster();
  changes = new RecentChanges();
  holds = new Holds();
  sockets = [];
  asked = [];
  hub = new Hub({
    roster,
    changes,
    holds,
    publish(topic, frame) {
      for (const socket of sockets) if (socket.topics.has(topic)) socket.frames.push(frame());
    },
    listChanged: (member, id) => asked.push(`list of ${member.user.id}: ${id}`),
    oversee: (actor, id) => asked.push(`${actor.sessionId} reads ${id}`),
    membersChanged: (id) => asked.push(`members of ${id}`),
    orderChanged: () => asked.push("order"),
    posted: () => {},
    nowIso: () => "2026-11-02T08:00:00.000Z",
  });
});

function enter(actor: ReturnType<typeof actorNamed>, identity?: Identity): RecordedSocket {
  const socket = identifiedSocket(roster, actor, identity);
  sockets.push(socket);
  return socket;
}

const inG = (role: MemberRole = "member") => ({ roles: { g: role } });
const originalInG = { dialect: "original", ...inG() } as const;
const open = (...all: RecordedSocket[]) => {
  for (const { connection } of all) hub.follow(connection, "g");
};
const meta = (seq: number) => ({ conversationId: "g", seq, timestamp: "" });
const deliver = (frame: EventFrame) => hub.deliver(entryOf(frame));
const about = (userId: string, event: AccountEvent) =>
  hub.deliver({ position: logStart, scope: "user", userId, event });
const kinds = ({ frames }: RecordedSocket) => frames.map(({ messageType }) => messageType);
const followed = ({ topics: all }: RecordedSocket) => [...all].toSorted();

const said = (seq: number) => posted("g", seq);
const edited = (seq: number, of: number): EventFrame => ({
  messageType: "MessageEdited",
  payload: { message: messageIn("g", of) },
  meta: meta(seq),
});
const put = (seq: number, userId: string, role: MemberRole): EventFrame => ({
  messageType: "MemberAdded",
  payload: { member: { userId, name: userId, userRole: "user", role } },
  meta: meta(seq),
});
const removed = (seq: number, userId: string): EventFrame => ({
  messageType: "MemberRemoved",
  payload: { userId },
  meta: meta(seq),
});
const deleted = (seq: number): EventFrame => ({
  messageType: "ConversationDeleted",
  payload: {},
  meta: meta(seq),
});

test("a socket follows a conversation in one way at a time, and each dialect has its own", () => {
  const member = enter(actorNamed("ada"), inG());
  const original = enter(actorNamed("bob"), originalInG);
  const staff = enter(actorNamed("staff", "admin"));
  member.connection.subscribe(topics.passive("g"));
  open(member, original, staff);
  expect([member, original, staff].map(followed)).toEqual([
    [topics.open("g")],
    [topics.original("g")],
    [topics.open("g")],
  ]);
  expect(member.connection.open).toEqual(["g"]);
  open(member);
  expect(member.connection.open).toEqual(["g"]);
  for (const { connection } of [member, original, staff]) hub.unfollow(connection, "g");
  expect([member, original, staff].map(followed)).toEqual([[topics.passive("g")], [], []]);
  expect(member.connection.open).toEqual([]);
});

test("a socket that has not identified itself follows nothing", () => {
  const socket = recordedSocket(actorNamed("ada"));
  hub.follow(socket.connection, "g");
  hub.unfollow(socket.connection, "g");
  expect([followed(socket), socket.connection.open]).toEqual([[], []]);
});

test("a message is sent once to each socket: whole, in the original's form, or as a counter", () => {
  const [reader, other] = [enter(actorNamed("ada"), inG()), enter(actorNamed("cleo"), inG())];
  const original = enter(actorNamed("bob"), originalInG);
  other.connection.subscribe(topics.passive("g"));
  open(reader, original);
  deliver(said(7));
  expect([reader, original, other].map(kinds)).toEqual([
    ["ChatMessage"],
    ["ChatMessage"],
    ["Counter"],
  ]);
  expect(original.frames[0]?.payload).toEqual({ content: "Hello", displayName: "Ada" });
  expect(hub.headOf("g")).toBe(7);
  deliver(edited(8, 7));
  expect([reader, original, other].map((socket) => kinds(socket).at(-1))).toEqual([
    "MessageEdited",
    "ChatMessage",
    "Counter",
  ]);
});

test("events are held for those who read, and none of a removed reader's reads goes on", async () => {
  enter(actorNamed("ada"), inG());
  const reads: EventHold[] = [];
  const end = Promise.withResolvers<void>();
  const hold = (userId: string) =>
    holds.during({ conversationId: "g", userId }, (held) => {
      reads.push(held);
      return end.promise;
    });
  const both = [hold("ada"), hold("bob")];
  deliver(said(2));
  deliver(removed(3, "ada"));
  expect(reads.map(({ isEnded }) => isEnded)).toEqual([true, false]);
  expect(reads[1]?.events.map(({ meta: { seq } }) => seq)).toEqual([2, 3]);
  end.resolve();
  await Promise.all(both);
});

test("[E2] a removed member receives nothing more on any device, not even the removal", () => {
  const devices = [enter(actorNamed("ada"), inG()), enter(actorNamed("ada"), inG())];
  const passive = enter(actorNamed("ada"), inG());
  const original = enter(actorNamed("ada"), originalInG);
  const stays = enter(actorNamed("bob"), inG());
  passive.connection.subscribe(topics.passive("g"));
  open(...devices, original, stays);
  deliver(removed(2, "ada"));
  for (const socket of [...devices, passive, original]) {
    expect([followed(socket), socket.connection.open]).toEqual([[], []]);
  }
  for (const socket of [...devices, passive])
    expect(kinds(socket)).toEqual(["ConversationUnlisted"]);
  expect([original, stays].map(kinds)).toEqual([[], ["MemberRemoved"]]);
  expect(roster.membersOf("g").map(({ user }) => user.id)).toEqual(["bob"]);
  expect(asked).toEqual(["members of g"]);
});

test("[O6] staff who are removed keep what they read, which is recorded, and get no counters", () => {
  const reads = enter(actorNamed("staff", "admin", "reading"), inG());
  const other = enter(actorNamed("staff", "admin", "not reading"), inG());
  other.connection.subscribe(topics.passive("g"));
  open(reads);
  deliver(removed(2, "staff"));
  expect([followed(reads), followed(other)]).toEqual([[topics.open("g")], []]);
  expect(asked).toEqual(["reading reads g", "list of staff: g", "members of g"]);
  expect(kinds(reads)).toEqual(["MemberRemoved"]);
  expect(roster.countOf("g")).toBe(0);
});

test("[O6] of staff who are removed from what they do not read, no reading is recorded", () => {
  enter(actorNamed("staff", "admin"), inG());
  deliver(removed(2, "staff"));
  expect(asked).toEqual(["list of staff: g", "members of g"]);
});

test("[E2] a deleted conversation ends for members and for staff who read it", () => {
  const member = enter(actorNamed("ada"), inG());
  const staff = enter(actorNamed("staff", "admin"));
  const stranger = enter(actorNamed("bob"));
  open(member, staff);
  deliver(said(4));
  deliver(deleted(5));
  for (const socket of [member, staff]) {
    expect(kinds(socket)).toEqual(["ChatMessage", "ConversationDeleted", "ConversationUnlisted"]);
    expect([followed(socket), socket.connection.open]).toEqual([[], []]);
  }
  expect(kinds(stranger)).toEqual([]);
  expect([hub.headOf("g"), roster.countOf("g")]).toEqual([undefined, 0]);
});

test("[E2] an added member has the role at once, and staff list a conversation from its first event on", () => {
  enter(actorNamed("ada"));
  enter(actorNamed("staff", "admin"));
  enter(actorNamed("bob"));
  deliver(put(1, "ada", "owner"));
  expect(asked).toEqual(["list of ada: g", "list of staff: g", "members of g"]);
  expect(roster.get("ada")?.roleIn("g")).toBe("owner");
  asked = [];
  deliver(put(2, "ada", "moderator"));
  expect(asked).toEqual(["list of ada: g", "members of g"]);
  expect(roster.get("ada")?.roleIn("g")).toBe("moderator");
  asked = [];
  deliver(put(3, "offline", "member"));
  expect(asked).toEqual(["members of g"]);
});

test("lists are told of a new name, and of an edit only if it may be of the newest message", () => {
  enter(actorNamed("ada"), inG());
  enter(actorNamed("staff", "admin"), inG());
  enter(actorNamed("boss", "admin"));
  enter(actorNamed("stranger"));
  const everyone = ["ada", "staff", "boss"].map((id) => `list of ${id}: g`);
  const askedBy = (frame: EventFrame) => {
    asked = [];
    deliver(frame);
    return asked;
  };
  expect(askedBy(edited(5, 3))).toEqual(everyone);
  expect(askedBy(said(6))).toEqual([]);
  expect(askedBy(edited(7, 5))).toEqual([]);
  expect(askedBy(edited(8, 6))).toEqual(everyone);
  const payload = { name: "New", description: "" };
  expect(askedBy({ messageType: "ConversationChanged", payload, meta: meta(9) })).toEqual(everyone);
});

test("[E3] sessions that end close their own sockets, with the reason for clients that understand it", () => {
  const [gone, stays] = ["one", "two"].map((session) => enter(actorNamed("ada", "user", session)));
  const original = enter(actorNamed("ada", "user", "one"), { dialect: "original" });
  const other = enter(actorNamed("bob", "user", "one of another account"));
  about("ada", { kind: "sessions_ended", reason: "disabled", sessionIds: ["one", "unknown"] });
  expect(kinds(gone!)).toEqual(["SignedOut"]);
  expect(gone!.frames[0]?.payload).toEqual({ reason: "disabled" } as never);
  const closed = [{ code: closeCodes.signedOut, reason: "disabled" }];
  expect([gone!.closed, original.closed, kinds(original)]).toEqual([closed, closed, []]);
  expect([stays!.closed, other.closed]).toEqual([[], []]);
  about("ada", { kind: "sessions_ended", reason: "deleted", sessionIds: "all" });
  expect(stays!.closed).toEqual([{ code: closeCodes.signedOut, reason: "deleted" }]);
  about("nobody", { kind: "sessions_ended", reason: "deleted", sessionIds: "all" });
  expect(other.closed).toEqual([]);
});

test("[E3] a device with a new session is only told to connect again", () => {
  const device = enter(actorNamed("ada", "user", "old"));
  about("ada", { kind: "sessions_ended", reason: "renewed", sessionIds: ["old"] });
  expect([device.closed, device.frames]).toEqual([
    [{ code: closeCodes.goingAway, reason: "renewed" }],
    [],
  ]);
});

test("a changed account is read again if it is connected here, a new order is sent, and all are noted", () => {
  const emitted: string[] = [];
  hub.accountChanged.subscribe(({ user }) => emitted.push(user.id));
  const device = enter(actorNamed("ada"));
  about("ada", { kind: "user_changed" });
  about("offline", { kind: "user_changed" });
  hub.deliver({ position: logStart, scope: "order" });
  hub.deliver({ position: logStart, scope: "unreadable" });
  expect([emitted, asked, device.closed]).toEqual([["ada"], ["order"], []]);
  expect(changes.moment).toBe(4);
});
