import { expect, test } from "bun:test";
import { type AnomalyKind, check, type ClientLog, type Ending, type Note } from "./checker.ts";

const g = "g";
const message = (n: number, clientId: string | null = `c${n}`) => ({
  id: `m${n}`,
  conversationId: g,
  senderId: "ann",
  clientId,
});
const event = (seq: number, at = 0) => ({ conversationId: g, seq, messageId: `m${seq}`, at });
const opened: Note = { kind: "opened", conversationId: g, seq: 0, at: 0 };
const got = (seq: number, id = `m${seq}`, at = 10): Note => ({
  kind: "delivered",
  conversationId: g,
  seq,
  id,
  at,
});
const answer = (kind: "acked" | "refused", clientId: string, id = ""): Note =>
  kind === "acked"
    ? { kind, conversationId: g, clientId, id, seq: 1, at: 5 }
    : { kind, conversationId: g, clientId, at: 5 };
const three: Ending = {
  messages: [message(1), message(2), message(3)],
  held: [],
  events: [event(1), event(2), event(3)],
  moves: [],
  modes: [],
  staff: [],
  mutes: [],
};
const kinds = (notes: Note[], ending = three, more: ClientLog[] = []) =>
  check([{ userId: "ann", notes }, ...more], ending).map(({ kind }) => kind);

test("an acknowledged message that is not stored is a lost ack", () => {
  expect(kinds([answer("acked", "c9", "m9")])).toEqual(["lost_ack"]);
});

test("a message stored twice, acked twice or delivered twice is a duplicate", () => {
  const twice = { ...three, messages: [...three.messages, { ...message(1), id: "m1b" }] };
  expect(kinds([], twice)).toEqual(["duplicate"]);
  expect(kinds([answer("acked", "c1", "m1"), answer("acked", "c1", "m2")])).toEqual(["duplicate"]);
  expect(kinds([opened, got(1), got(1), got(2), got(3)])).toEqual(["duplicate"]);
});

test("a refused message that is stored was visible though refused", () => {
  expect(kinds([answer("refused", "c1")])).toEqual(["visible_though_refused"]);
  expect(kinds([answer("refused", "c1"), answer("acked", "c1", "m1")])).toEqual([]);
  // The database ended while it committed; then the sender sees the message instead of an answer.
  const unsure = { ...answer("refused", "c1"), retry: true } as Note;
  expect(kinds([unsure])).toEqual([]);
});

test("two messages in one place are a divergence", () => {
  const other: ClientLog = { userId: "bob", notes: [opened, got(1, "m2"), got(2), got(3)] };
  expect(kinds([opened, got(1), got(2), got(3)], three, [other])).toEqual(["divergent"]);
});

test("a missing event, received or in the log, is a gap", () => {
  expect(kinds([opened, got(1), got(3)])).toEqual(["gap"]);
  expect(kinds([], { ...three, events: [event(1), event(3)] })).toEqual(["gap"]);
});

test("an earlier event after a later one is a reorder", () => {
  expect(kinds([opened, got(1), got(3), got(2)])).toEqual(["gap", "reorder"]);
});

test("a delivered event that is not in the database is a phantom", () => {
  expect(kinds([opened, got(1), got(2), got(3), got(4, "m4")])).toContain("phantom");
});

const move = (into: boolean, seq: number, at = 0) => ({
  conversationId: g,
  userId: "ann",
  seq,
  at,
  into,
});

const byBob: Ending = {
  ...three,
  messages: three.messages.map((one) => ({ ...one, senderId: "bob" })),
};

test("a message by a person who had been removed is a post after the removal", () => {
  const removed = { ...three, moves: [move(false, 2)] };
  expect(kinds([], removed)).toEqual(["post_after_removal"]);
  expect(kinds([], { ...three, moves: [move(false, -1), move(true, 0)] })).toEqual([]);
  expect(kinds([], { ...byBob, moves: [move(false, 1)] })).toEqual([]);
});

test("a message that the group's mode did not allow is a post against it", () => {
  const set = (kind: Ending["modes"][number]["kind"], rest = {}) => ({
    ...three,
    modes: [{ conversationId: g, seq: 1.5, at: 0, kind, ...rest }],
  });
  const against: AnomalyKind[] = ["post_against_mode", "post_against_mode"];
  for (const kind of ["locked", "staff_only"] as const)
    expect(kinds([], set(kind))).toEqual(against);
  expect(kinds([], set("slow", { seconds: 10 }))).toEqual(against);
  expect(kinds([], set("slow", { seconds: 1 }))).toEqual([]);
  expect(kinds([], set("locked", { until: -1 }))).toEqual([]);
  expect(kinds([], set("locked", { until: 60_000 }))).toEqual(against);
  expect(kinds([], set("open"))).toEqual([]);
  const byStaff = (kind: "staff_only" | "slow" | "locked") => ({
    ...set(kind, { seconds: 10 }),
    staff: ["ann"],
  });
  expect([kinds([], byStaff("staff_only")), kinds([], byStaff("slow"))]).toEqual([[], []]);
  expect(kinds([], byStaff("locked"))).toEqual(against);
});

test("a message by someone who is muted in the group is a post against that", () => {
  const mute = { userId: "ann", conversationId: g, from: -1, until: 60_000 };
  const found = (rest: Partial<typeof mute>) =>
    kinds([], { ...three, mutes: [{ ...mute, ...rest }] });
  expect(found({})).toContain("post_while_muted");
  expect(found({ userId: "bob" })).toEqual([]);
  expect(found({ conversationId: "another" })).toEqual([]);
  expect(found({ until: 0 })).toEqual([]);
  expect(found({ from: 50_000 })).toEqual([]);
});

test("a message that waits is stored, seen by nobody, and posted once when it is approved", () => {
  const held = { id: "m1", conversationId: g, senderId: "ann", clientId: "c1" };
  const found = (
    state: "held" | "approved" | "returned",
    rest: Partial<Ending> = {},
    notes: Note[] = [],
  ) => kinds(notes, { ...three, held: [{ ...held, state }], ...rest });
  const isHeld: Note = { kind: "held", conversationId: g, clientId: "c1", id: "m9", at: 5 };
  expect(found("held", {}, [isHeld])).toContain("lost_held");
  expect(found("held")).toContain("shown_while_held");
  expect(
    found("returned", { messages: [message(2), message(3)] }, [opened, got(1), got(2), got(3)]),
  ).toContain("shown_while_held");
  const approved = { messages: [{ ...message(1), isApproved: true }, message(2), message(3)] };
  const hold = { conversationId: g, seq: 0, at: -1, kind: "hold" as const };
  expect(found("approved", { ...approved, modes: [{ ...hold, seq: 1 }] })).toContain(
    "post_against_mode",
  );
  expect(found("approved", { ...approved, modes: [], mutes: [] })).toEqual([]);
  const twice = [...three.events, { ...event(4), messageId: "m1" }];
  expect(found("approved", { ...approved, events: twice })).toContain("approved_twice");
});

test("an event after a removal is a leak to the removed user", () => {
  const removed = { ...byBob, moves: [move(false, 2)] };
  expect(kinds([opened, got(1), got(2)], removed)).toEqual(["leak_after_removal"]);
  expect(kinds([opened, got(1)], removed)).toEqual([]);
  const others = { ...byBob, moves: [{ ...move(false, 2), userId: "cleo" }] };
  expect(kinds([opened, got(1), got(2), got(3)], others)).toEqual([]);
});

test("a user who is added again may see the missed events then, but not before, and must see all", () => {
  const back = { ...byBob, moves: [move(false, 2), move(true, 3, 100)] };
  const between = [opened, got(1), got(2, "m2", 50), got(3, "m3", 110)];
  expect(kinds(between, back)).toEqual(["leak_after_removal"]);
  const again: Note = { kind: "opened", conversationId: g, seq: 1, at: 105 };
  const caughtUp = [opened, got(1), again, got(2, "m2", 110), got(3, "m3", 110)];
  expect(kinds(caughtUp, back)).toEqual([]);
  expect(kinds([opened, got(1), again, got(2, "m2", 110)], back)).toEqual(["late"]);
  const outAgain = { ...back, moves: [move(false, 1), move(true, 2, 5), move(false, 3, 20)] };
  expect(kinds([opened, got(1, "m1", 10), got(2)], outAgain)).toEqual([]);
  // A database that has reused the place of a deleted row returns them in another order.
  const shuffled = { ...back, moves: [move(false, 3, 20), move(false, 1), move(true, 2, 5)] };
  expect(kinds([opened, got(1, "m1", 10), got(2)], shuffled)).toEqual([]);
  expect(kinds([opened, got(1), got(2), got(3, "m3", 30)], outAgain)).toEqual([
    "leak_after_removal",
  ]);
});

test("an event that arrives after five seconds, or not at all, is late", () => {
  expect(kinds([opened, got(1), got(2), got(3, "m3", 5_001)])).toEqual(["late"]);
  expect(kinds([opened, got(1)])).toEqual(["late"]);
  expect(kinds([opened, got(1), { kind: "closed", at: 20 }])).toEqual([]);
  const slow = [{ userId: "ann", notes: [opened, got(1), got(2), got(3, "m3", 5_001)] }];
  expect(check(slow, three, 10_000)).toEqual([]);
});

test("a run without errors has no anomaly", () => {
  const resumed: Note[] = [
    opened,
    got(1),
    { kind: "closed", at: 11 },
    { ...opened, seq: 1 },
    got(2),
    got(3),
  ];
  expect(kinds([answer("acked", "c1", "m1"), ...resumed])).toEqual([]);
});
