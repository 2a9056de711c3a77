import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { messageView as message } from "#tests/support/fake_session.ts";
import {
  dropMember,
  newerMessage,
  placeMessage,
  putMember,
  reviseMessage,
  type TimelineContent,
} from "./timeline.ts";
import type { MemberView } from "./views.ts";

function timelineOf(seqs: number[], hasOlder = false): TimelineContent {
  return {
    name: "Group",
    description: "",
    members: [],
    messages: seqs.map((seq) => message(seq)),
    hasOlder,
    deleted: false,
    unplaced: [],
    renamed: new Map(),
  };
}

const seqsOf = ({ messages }: TimelineContent) => messages.map(({ seq }) => seq);

describe("a message that is known to be stored", () => {
  test("gets its place by seq, whether it is the first, in between or the last", () => {
    const timeline = timelineOf([2, 4]);
    expect(seqsOf(placeMessage(timeline, message(1)))).toEqual([1, 2, 4]);
    expect(seqsOf(placeMessage(timeline, message(3)))).toEqual([2, 3, 4]);
    expect(seqsOf(placeMessage(timeline, message(5)))).toEqual([2, 4, 5]);
    expect(seqsOf(placeMessage(timelineOf([]), message(5)))).toEqual([5]);
  });

  test("replaces its earlier version, and adds nothing", () => {
    const edited = message(2, { content: "new", editedAt: "2026-11-02T09:00:00.000Z" });
    const timeline = placeMessage(timelineOf([1, 2, 3], true), edited);
    expect(timeline.messages).toEqual([message(1), edited, message(3)]);
    expect(timeline.unplaced).toEqual([]);
  });

  test("waits for its page if it is older than the messages that are loaded", () => {
    const timeline = placeMessage(timelineOf([2, 4], true), message(1));
    expect(seqsOf(timeline)).toEqual([2, 4]);
    expect(timeline.unplaced).toEqual([message(1)]);
    expect(seqsOf(placeMessage(timelineOf([2], true), message(1)))).toEqual([2]);
    expect(seqsOf(placeMessage(timelineOf([2, 4], true), message(3)))).toEqual([2, 3, 4]);
  });

  test("is shown if no message is loaded at all", () => {
    expect(seqsOf(placeMessage(timelineOf([], true), message(5)))).toEqual([5]);
  });
});

test("only the newest of very many versions of messages that are not loaded are kept", () => {
  const revisions = Array.from({ length: 5_000 }, (_none, index) => message(index + 1));
  const { unplaced } = revisions.reduce(reviseMessage, timelineOf([6_000], true));
  expect(unplaced.length).toBeGreaterThan(50);
  expect(unplaced.length).toBeLessThan(5_000);
  expect(unplaced).toEqual(revisions.slice(-unplaced.length));
});

describe("the newer of two versions of a message", () => {
  const first = message(1, { content: "first", editedAt: "2026-11-02T09:00:00.000Z" });
  const second = message(1, { content: "second", editedAt: "2026-11-02T10:00:00.000Z" });
  const at = "2026-11-02T08:30:00.000Z";
  const removed = message(1, { content: "", removed: { at, by: "author", byStaff: false } });

  test("is the later edit, in whatever order they arrive", () => {
    expect(newerMessage(first, second)).toBe(second);
    expect(newerMessage(second, first)).toBe(second);
    expect(newerMessage(message(1), first)).toBe(first);
    expect(newerMessage(first, message(1))).toBe(first);
  });

  test("is the one that arrives later if both are from the same moment", () => {
    const other = { ...first, content: "in the same millisecond" };
    expect(newerMessage(first, other)).toBe(other);
    expect(newerMessage(other, first)).toBe(first);
  });

  test("[M8] is the one that was changed more often, whatever it was", () => {
    const taken = { ...removed, revision: 1 };
    const restored = message(1, { revision: 2 });
    for (const [older, newer] of [
      [message(1), taken],
      [taken, restored],
      [first, restored],
      [restored, { ...removed, revision: 3 }],
    ] as const) {
      expect(newerMessage(older, newer)).toBe(newer);
      expect(newerMessage(newer, older)).toBe(newer);
    }
  });

  test("is the removed one, whenever the other was edited", () => {
    expect(newerMessage(removed, second)).toBe(removed);
    expect(newerMessage(second, removed)).toBe(removed);
  });
});

describe("the list of members", () => {
  const member = (userId: string, name: string, role: MemberView["role"]): MemberView => ({
    userId,
    name,
    userRole: "user",
    role,
  });
  /** Roles first, then names without case and accents, then as written, then ids. */
  const inOrder = [
    member("9", "Zoe", "owner"),
    member("8", "Yves", "moderator"),
    member("7", "Amber", "member"),
    member("6", "ANNA", "member"),
    member("4", "Anna", "member"),
    member("5", "Anna", "member"),
    member("3", "Änne", "member"),
    member("2", "Antje", "member"),
  ];

  test("is in the order of the database, however it came about", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(inOrder, { minLength: inOrder.length }), (shuffled) => {
        expect(shuffled.reduce(putMember, [] as MemberView[])).toEqual(inOrder);
      }),
      { seed: 20_261_126, numRuns: 200 },
    );
  });

  test("has a member once, where the new name and role belong", () => {
    const promoted = { ...inOrder.at(-1)!, role: "owner", name: "Aaron" } as const;
    expect(putMember(inOrder, promoted)).toEqual([promoted, ...inOrder.slice(0, -1)]);
  });

  test("no longer has a member who has left, and has all others", () => {
    expect(dropMember(inOrder, "8")).toEqual(inOrder.filter(({ name }) => name !== "Yves"));
    expect(dropMember(inOrder, "unknown")).toEqual(inOrder);
  });
});
