import { expect, test } from "bun:test";
import type { EventFrame } from "#wire/events/registry.ts";
import { type EventHold, Holds } from "./holds.ts";

const event = (conversationId: string, seq: number): EventFrame => ({
  messageType: "ConversationChanged",
  payload: { name: "Team", description: "" },
  meta: { conversationId, seq, timestamp: "" },
});
const seqs = ({ events }: EventHold) => events.map(({ meta }) => meta.seq);

test("a read is given the events of its own conversation, and only of the time it takes", async () => {
  const holds = new Holds();
  holds.add(event("ours", 1));
  const end = Promise.withResolvers<void>();
  const ours: EventHold[] = [];
  const reads = ["ours", "theirs", "ours"].map((conversationId) =>
    holds.during({ conversationId }, (held) => {
      if (conversationId === "ours") ours.push(held);
      return end.promise;
    }),
  );
  holds.add(event("ours", 2));
  holds.add(event("elsewhere", 7));
  holds.add(event("ours", 3));
  expect(ours.map(seqs)).toEqual([
    [2, 3],
    [2, 3],
  ]);
  end.resolve();
  await Promise.all(reads);
  holds.add(event("ours", 4));
  expect(ours.map(seqs)).toEqual([
    [2, 3],
    [2, 3],
  ]);
});

test("a read that fails keeps its error, and collects nothing after that", async () => {
  const holds = new Holds();
  let failed: EventHold | undefined;
  const read = holds.during({ conversationId: "ours" }, (held) => {
    failed = held;
    return Promise.reject(new Error("the disk hiccups"));
  });
  await expect(read).rejects.toThrow("the disk hiccups");
  holds.add(event("ours", 1));
  expect(failed?.events).toEqual([]);
});

test("a removal ends the reads of that account in that conversation, and no others", async () => {
  const holds = new Holds();
  const readings = [
    { conversationId: "ours", userId: "ada" },
    { conversationId: "ours", userId: "ada" },
    { conversationId: "ours", userId: "bob" },
    { conversationId: "theirs", userId: "ada" },
    { conversationId: "ours" },
  ];
  const held: EventHold[] = [];
  const reads = readings.map((reading) =>
    holds.during(reading, async (hold) => {
      held.push(hold);
    }),
  );
  holds.end({ conversationId: "ours", userId: "ada" });
  expect(held.map(({ isEnded }) => isEnded)).toEqual([true, true, false, false, false]);
  await Promise.all(reads);
});
