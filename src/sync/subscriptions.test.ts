import { describe, expect, test } from "bun:test";
import type { EventFrame } from "#wire/events/registry.ts";
import { earlyEvents, Subscriptions } from "./subscriptions.ts";

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

const answer = { reload: false, seq: 1, epoch: "e", online: [] };

test("an event is applied once, and an old one leaves no gap behind", () => {
  const subscriptions = atFirst();
  expect(subscriptions.take(changed(1))).toEqual([]);
  expect(subscriptions.hasGap("g")).toBe(false);
  expect(subscriptions.take(changed(2))).toEqual([changed(2)]);
  expect(subscriptions.take(changed(2))).toEqual([]);
  expect(subscriptions.hasGap("g")).toBe(false);
});

test("a gap is known until it is filled", () => {
  const subscriptions = atFirst();
  expect(subscriptions.hasGap("unknown")).toBe(false);
  subscriptions.take(changed(3));
  expect(subscriptions.hasGap("g")).toBe(true);
  subscriptions.take(changed(2));
  expect(subscriptions.hasGap("g")).toBe(false);
});

test("many events may wait for an earlier one, and what exceeds that is requested later", () => {
  const subscriptions = atFirst();
  for (let seq = 3; seq <= earlyEvents + 3; seq++) subscriptions.take(changed(seq));
  const ready = subscriptions.take(changed(2));
  expect(ready.map(({ meta }) => meta.seq)).toEqual(
    Array.from({ length: earlyEvents + 1 }, (_none, index) => index + 2),
  );
  expect(subscriptions.hasGap("g")).toBe(false);
  expect(subscriptions.behind()).toEqual(["g"]);
  expect(subscriptions.take(changed(earlyEvents + 3))).toHaveLength(1);
  expect(subscriptions.behind()).toEqual([]);
});

test("an event of a conversation without a position is not applied", () => {
  const subscriptions = new Subscriptions();
  expect(subscriptions.take(changed(1))).toEqual([]);
  subscriptions.set("g", undefined);
  expect(subscriptions.take(changed(1))).toEqual([]);
  expect(subscriptions.hasGap("g")).toBe(false);
  expect(subscriptions.opened("g", { ...answer, seq: 4 })).toBe("followed");
  expect(subscriptions.take(changed(5))).toEqual([changed(5)]);
});

test("nothing is missing from a conversation in which nothing has happened yet", () => {
  const subscriptions = new Subscriptions();
  subscriptions.set("g", undefined);
  expect(subscriptions.opened("g", { ...answer, seq: 0 })).toBe("followed");
  expect(subscriptions.behind()).toEqual([]);
  expect(subscriptions.take(changed(1))).toEqual([changed(1)]);
});

test("a position that was passed in is not changed", () => {
  const subscriptions = new Subscriptions();
  const position = { seq: 1, epoch: "e" };
  subscriptions.set("g", position);
  subscriptions.take(changed(2));
  expect(position.seq).toBe(1);
});

describe("a conversation is requested", () => {
  test("from its position, once until that is answered", () => {
    const subscriptions = atFirst();
    const meta = { conversationId: "g", seq: 1, epoch: "e" };
    expect(subscriptions.ask("g")).toEqual({ messageType: "Open", payload: {}, meta });
    expect(subscriptions.ask("g")).toBeUndefined();
    subscriptions.opened("g", answer);
    expect(subscriptions.ask("g")?.meta).toEqual(meta);
    expect(subscriptions.ask("unknown")).toBeUndefined();
  });

  test("again once the request is known to be lost, alone or with all others", () => {
    const subscriptions = atFirst();
    subscriptions.set("h", undefined);
    const asked = () => subscriptions.ids().filter((id) => subscriptions.ask(id));
    expect(asked()).toEqual(["g", "h"]);
    subscriptions.forgetAsked("h");
    expect(asked()).toEqual(["h"]);
    subscriptions.forgetAsked();
    expect(asked()).toEqual(["g", "h"]);
  });
});

describe("the answer to a request", () => {
  test("shows what is missing", () => {
    const subscriptions = atFirst();
    expect(subscriptions.opened("g", { ...answer, seq: 2 })).toBe("followed");
    expect(subscriptions.behind()).toEqual(["g"]);
    expect(subscriptions.opened("g", answer)).toBe("followed");
    expect(subscriptions.behind()).toEqual(["g"]);
  });

  test("does not fit a page of another log, or of the future of this one", () => {
    for (const unfit of [{ epoch: "other" }, { seq: 0 }, { reload: true }]) {
      expect(atFirst().opened("g", { ...answer, ...unfit })).toBe("void");
    }
    expect(atFirst().opened("g", answer)).toBe("followed");
  });

  test("means nothing for a conversation that is not followed or is fetched anew", () => {
    const subscriptions = atFirst();
    expect(subscriptions.opened("unknown", answer)).toBeUndefined();
    subscriptions.markReloading("g");
    expect(subscriptions.opened("g", answer)).toBeUndefined();
  });
});

test("a later mention of an older event hides no missing one", () => {
  const subscriptions = atFirst();
  subscriptions.advanceHead("g", 3);
  subscriptions.advanceHead("g", 2);
  subscriptions.advanceHead("unknown", 9);
  subscriptions.take(changed(2));
  expect(subscriptions.behind()).toEqual(["g"]);
  subscriptions.take(changed(3));
  expect(subscriptions.behind()).toEqual([]);
});

describe("a page", () => {
  test("is fetched anew for another log, or because it already had to be", () => {
    const subscriptions = atFirst();
    subscriptions.set("other", { seq: 1, epoch: "f" });
    subscriptions.set("without a page", undefined);
    expect(subscriptions.toReload("e")).toEqual(["other"]);
    subscriptions.markReloading("without a page");
    subscriptions.markReloading("unknown");
    expect(subscriptions.toReload("e")).toEqual(["other", "without a page"]);
  });

  test("is missing until it is there, and counts its failures in a row", () => {
    const subscriptions = new Subscriptions();
    expect(subscriptions.reloadFailed("g")).toBe(1);
    expect(subscriptions.has("g")).toBe(true);
    expect(subscriptions.isMissing("g", 1)).toBe(true);
    expect(subscriptions.reloadFailed("g")).toBe(2);
    expect(subscriptions.isMissing("g", 1)).toBe(false);
    expect(subscriptions.isMissing("g", 2)).toBe(true);
    expect(subscriptions.isMissing("unknown", 2)).toBe(false);
    subscriptions.set("g", { seq: 1, epoch: "e" });
    expect(subscriptions.isMissing("g", 2)).toBe(false);
    expect(subscriptions.reloadFailed("g")).toBe(3);
  });

  const refetched = () => {
    const subscriptions = atFirst();
    expect(subscriptions.isUntried("g")).toBe(false);
    subscriptions.reloadFailed("g");
    subscriptions.set("g", { seq: 1, epoch: "e" });
    expect(subscriptions.isUntried("g")).toBe(true);
    return subscriptions;
  };

  test("is good once the server resumes from it, and later failures count from one", () => {
    const subscriptions = refetched();
    subscriptions.opened("g", answer);
    expect(subscriptions.isUntried("g")).toBe(false);
    expect(subscriptions.reloadFailed("g")).toBe(1);
  });

  test("is good once its next event has come, but no other", () => {
    const subscriptions = refetched();
    expect(subscriptions.take(changed(3))).toEqual([]);
    expect(subscriptions.isUntried("g")).toBe(true);
    subscriptions.set("g", { seq: 1, epoch: "e" });
    subscriptions.reloadFailed("g");
    subscriptions.set("g", { seq: 1, epoch: "e" });
    expect(subscriptions.take(changed(2))).toHaveLength(1);
    expect(subscriptions.isUntried("g")).toBe(false);
    expect(subscriptions.reloadFailed("g")).toBe(1);
  });

  test("that the server cannot resume from has not proved good", () => {
    const subscriptions = refetched();
    subscriptions.opened("g", { ...answer, reload: true });
    expect(subscriptions.isUntried("g")).toBe(true);
    expect(subscriptions.isUntried("unknown")).toBe(false);
    expect(subscriptions.reloadFailed("g")).toBe(2);
  });

  test("of a conversation that was left is no longer followed", () => {
    const subscriptions = atFirst();
    expect(subscriptions.delete("g")).toBe(true);
    expect(subscriptions.delete("g")).toBe(false);
    expect(subscriptions.has("g")).toBe(false);
    expect(subscriptions.ids()).toEqual([]);
  });
});
