import { describe, expect, test } from "bun:test";
import { MemoryStore } from "#tests/simulation/simulated_client.ts";
import { outboxEntry as entry, refusal } from "#tests/support/fake_session.ts";
import { Outbox } from "./outbox.ts";
import type { OutboxEntry } from "./session_ports.ts";

const failed = { kind: "failed", code: "forbidden", message: "no", retry: false } as const;
const nowMs = 1_000_000;

function holding(...entries: OutboxEntry[]): { outbox: Outbox; store: MemoryStore } {
  const store = new MemoryStore();
  const outbox = new Outbox(store, () => 0.5);
  for (const each of entries) outbox.add(each);
  return { outbox, store };
}

const idsOf = (entries: readonly OutboxEntry[]) => entries.map(({ clientId }) => clientId);

describe("an outbox", () => {
  test("is empty until something is written, and again when the server has it", () => {
    const { outbox, store } = holding();
    expect(outbox.isEmpty).toBe(true);
    outbox.add(entry("a"));
    expect(outbox.isEmpty).toBe(false);
    expect(outbox.settle("unknown")).toBeUndefined();
    expect(outbox.isEmpty).toBe(false);
    expect(outbox.settle("a")?.clientId).toBe("a");
    expect(outbox.isEmpty).toBe(true);
    expect(store.entries.size).toBe(0);
  });

  test("lists the messages of one conversation in the order in which they were written", () => {
    const { outbox } = holding(entry("a"), entry("b", { conversationId: "h" }), entry("c"));
    expect(idsOf(outbox.of("g"))).toEqual(["a", "c"]);
    expect(idsOf(outbox.entries)).toEqual(["a", "b", "c"]);
    expect(outbox.find("b")?.conversationId).toBe("h");
    expect(outbox.find("d")).toBeUndefined();
  });
});

describe("what an earlier page left behind", () => {
  const left = (...entries: OutboxEntry[]) => {
    const store = new MemoryStore();
    for (const each of entries) void store.save(each);
    return { store, outbox: new Outbox(store, () => 0.5) };
  };

  test("is queued again, unless its author has to decide", async () => {
    const { outbox } = left(
      entry("sent", { status: { kind: "sending", sinceMs: 1 } }),
      entry("held", { status: { kind: "held", retryAtMs: 1, code: "busy" } }),
      entry("failed", { status: failed, conversationId: "h" }),
    );
    expect(await outbox.restore()).toEqual(["g", "h"]);
    expect(outbox.entries.map(({ status }) => status)).toEqual([
      { kind: "queued" },
      { kind: "queued" },
      failed,
    ]);
  });

  test("comes before what was written meanwhile, and nothing comes twice", async () => {
    const { outbox, store } = left(entry("a"), entry("b"));
    const restoring = outbox.restore();
    // Not in the store yet when that is read.
    outbox.add(entry("c"));
    store.entries.delete("c");
    expect(await restoring).toEqual(["g"]);
    expect(idsOf(outbox.entries)).toEqual(["a", "b", "c"]);
    expect(await outbox.restore()).toEqual([]);
    expect(idsOf(outbox.entries)).toEqual(["a", "b", "c"]);
  });

  test("is put where it was written among the messages of this page", async () => {
    const { outbox, store } = left();
    for (const id of ["a", "c"]) outbox.add(entry(id));
    store.entries.clear();
    for (const id of ["a", "b", "c"]) void store.save(entry(id));
    expect(await outbox.restore()).toEqual(["g"]);
    expect(idsOf(outbox.entries)).toEqual(["a", "b", "c"]);
  });

  test("does not bring back what the server acknowledged while it was read", async () => {
    const { outbox, store } = left();
    outbox.add(entry("a"));
    const { promise, resolve } = Promise.withResolvers<OutboxEntry[]>();
    store.load = () => promise;
    const restoring = outbox.restore();
    outbox.settle("a");
    resolve([entry("a"), entry("b")]);
    await restoring;
    expect(idsOf(outbox.entries)).toEqual(["b"]);
  });

  test("does not repeat what was written and stored while it was read", async () => {
    const { outbox, store } = left();
    const { promise, resolve } = Promise.withResolvers<OutboxEntry[]>();
    store.load = () => promise;
    const restoring = outbox.restore();
    outbox.add(entry("a"));
    resolve([entry("a")]);
    expect(await restoring).toEqual([]);
    expect(idsOf(outbox.entries)).toEqual(["a"]);
  });
});

describe("only the first message of each conversation", () => {
  test("is due, and none while it is on its way", () => {
    const { outbox } = holding(entry("a"), entry("b"), entry("c", { conversationId: "h" }));
    expect(idsOf(outbox.due(nowMs))).toEqual(["a", "c"]);
    outbox.markSending("a", nowMs);
    expect(idsOf(outbox.due(nowMs))).toEqual(["c"]);
    outbox.settle("a");
    expect(idsOf(outbox.due(nowMs))).toEqual(["b", "c"]);
  });

  test("is due if it was delayed, from that moment on", () => {
    const { outbox } = holding(entry("a"), entry("b", { conversationId: "h" }));
    expect(outbox.nextDueMs()).toBeUndefined();
    outbox.refuse("a", refusal({}, { retryAfterMs: 60_000 }).payload, nowMs);
    outbox.refuse("b", refusal({}, { retryAfterMs: 90_000 }).payload, nowMs);
    expect(outbox.nextDueMs()).toBe(nowMs + 60_000);
    expect(idsOf(outbox.due(nowMs + 59_999))).toEqual([]);
    expect(idsOf(outbox.due(nowMs + 60_000))).toEqual(["a"]);
  });

  test("is passed by the next one when it has failed", () => {
    const { outbox } = holding(entry("a", { status: failed }), entry("b"));
    expect(idsOf(outbox.due(nowMs))).toEqual(["b"]);
  });
});

describe("a message on its way", () => {
  test("is sent again when the connection is lost, and others stay as they are", () => {
    const { outbox } = holding(entry("a"), entry("b", { status: failed }));
    outbox.markSending("a", nowMs);
    outbox.requeue();
    expect(outbox.entries.map(({ status }) => status)).toEqual([{ kind: "queued" }, failed]);
  });

  test("is reported as unanswered if it was sent before a given time", () => {
    const { outbox } = holding(entry("a"));
    expect(outbox.sendingSince(nowMs)).toBe(false);
    outbox.markSending("a", nowMs);
    expect(outbox.sendingSince(nowMs)).toBe(false);
    expect(outbox.sendingSince(nowMs + 1)).toBe(true);
  });

  test("is what a refusal is about that names no message", () => {
    const { outbox } = holding(entry("a"), entry("b"), entry("c", { conversationId: "h" }));
    expect(outbox.refused(refusal({}))).toBeUndefined();
    for (const id of ["a", "c"]) outbox.markSending(id, nowMs);
    expect(outbox.refused(refusal({}))?.clientId).toBe("a");
    expect(outbox.refused(refusal({ conversationId: "h" }))?.clientId).toBe("c");
    expect(outbox.refused(refusal({ conversationId: "elsewhere" }))).toBeUndefined();
    expect(outbox.refused(refusal({ messageId: "b" }))?.clientId).toBe("b");
    expect(outbox.refused(refusal({ messageId: "unknown" }))).toBeUndefined();
  });
});

describe("a refused message", () => {
  const busy = refusal({}).payload;
  const statusOf = (outbox: Outbox) => outbox.find("a")?.status;

  test("waits as long as the server says, or longer if it was refused often", () => {
    const { outbox } = holding(entry("a"));
    outbox.refuse("a", { ...busy, retryAfterMs: 600_000 }, nowMs);
    expect(statusOf(outbox)).toEqual({ kind: "held", retryAtMs: nowMs + 600_000, code: "busy" });
    outbox.refuse("a", { ...busy, retryAfterMs: 1 }, nowMs);
    const status = statusOf(outbox);
    expect(status?.kind === "held" && status.retryAtMs).toBeGreaterThanOrEqual(nowMs + 1_000);
  });

  test("waits longer from one refusal to the next without being told to", () => {
    const { outbox } = holding(entry("a"));
    const waits = Array.from({ length: 4 }, () => {
      outbox.refuse("a", busy, nowMs);
      return outbox.nextDueMs()! - nowMs;
    });
    expect(waits).toEqual(waits.toSorted((a, b) => a - b));
    expect(new Set(waits).size).toBe(4);
  });

  test("is left to its author after eight automatic retries, and has as many again then", () => {
    const { outbox, store } = holding(entry("a"));
    for (let round = 0; round < 2; round++) {
      for (let retries = 0; retries < 8; retries++) {
        outbox.refuse("a", busy, nowMs);
        expect(statusOf(outbox)?.kind).toBe("held");
      }
      outbox.refuse("a", busy, nowMs);
      const { code, message, retry } = busy;
      expect(statusOf(outbox)).toEqual({ kind: "failed", code, message, retry });
      expect(store.entries.get("a")?.status.kind).toBe("failed");
      expect(outbox.retry("a")?.status).toEqual({ kind: "queued" });
      expect(store.entries.get("a")?.status).toEqual({ kind: "queued" });
    }
  });

  test("is left to its author at once if a retry does not help", () => {
    const { outbox } = holding(entry("a"));
    outbox.refuse("a", { code: "forbidden", message: "no", retry: false }, nowMs);
    expect(statusOf(outbox)).toEqual(failed);
  });

  test("that the server has or its author has discarded comes back by no retry", () => {
    const { outbox, store } = holding(entry("a"));
    outbox.settle("a");
    expect(outbox.retry("a")).toBeUndefined();
    outbox.refuse("a", busy, nowMs);
    expect(outbox.isEmpty).toBe(true);
    expect(store.entries.size).toBe(0);
  });
});
