import { expect, test } from "bun:test";
import type { EventFrame } from "#wire/events/registry.ts";
import { Subscriptions } from "./subscriptions.ts";

function changed(seq: number): EventFrame {
  return {
    messageType: "ConversationChanged",
    payload: { name: `Name ${seq}`, description: "" },
    meta: { conversationId: "g", seq, timestamp: "2026-01-01T00:00:00.000Z" },
  };
}

function atFirst(): Subscriptions {
  const subscriptions = new Subscriptions();
  subscriptions.set("g", { seq: 1, epoch: "e" });
  return subscriptions;
}

test("an unusable page takes no events and is not requested until a new one is there", () => {
  const subscriptions = atFirst();
  const opened = { reload: true, seq: 9, epoch: "e", online: [] };
  expect(subscriptions.opened("g", opened)).toBe("void");
  expect(subscriptions.take(changed(2))).toEqual([]);
  expect(subscriptions.ask("g")).toBeUndefined();
  expect(subscriptions.toReload("e")).toEqual(["g"]);
  subscriptions.set("g", { seq: 9, epoch: "e" });
  expect(subscriptions.take(changed(10))).toEqual([changed(10)]);
});

test("an event that arrives early shows that the conversation is behind until the gap is filled", () => {
  const subscriptions = atFirst();
  expect(subscriptions.behind()).toEqual([]);
  expect(subscriptions.take(changed(3))).toEqual([]);
  expect(subscriptions.behind()).toEqual(["g"]);
  expect(subscriptions.take(changed(2))).toEqual([changed(2), changed(3)]);
  expect(subscriptions.behind()).toEqual([]);
});
