import { describe, expect, test } from "bun:test";
import type { OutboxEntry } from "#sync/session_ports.ts";
import { messageView } from "#tests/support/fake_session.ts";
import { rowsOf, type RowsInput } from "./message_rows.ts";

const message = (seq: number, senderId: string, sentAt: string) =>
  messageView(seq, { senderId, senderName: senderId, sentAt });

const pending: OutboxEntry = {
  clientId: "c9",
  conversationId: "g",
  content: "on its way",
  createdAt: "2026-11-02T10:30:00.000Z",
  status: { kind: "queued" },
};

function shape(input: Partial<RowsInput>): string[] {
  return rowsOf({ messages: [], outbox: [], readerId: "me", zone: "UTC", ...input }).map((row) => {
    if (row.kind === "day" || row.kind === "new") return row.kind;
    const name = row.kind === "message" ? row.message.id : "pending";
    return row.startsRun ? `${name} with header` : name;
  });
}

describe("the rows of a conversation", () => {
  test("share a header for one person within five minutes", () => {
    const messages = [
      message(1, "ann", "2026-11-02T10:00:00.000Z"),
      message(2, "ann", "2026-11-02T10:05:00.000Z"),
      message(3, "ann", "2026-11-02T10:10:01.000Z"),
      message(4, "ben", "2026-11-02T10:10:02.000Z"),
    ];
    expect(shape({ messages })).toEqual([
      "day",
      "m1 with header",
      "m2",
      "m3 with header",
      "m4 with header",
    ]);
  });

  test("are separated where the day changes in the reader's zone", () => {
    const messages = [
      message(1, "ann", "2026-11-02T22:58:00.000Z"),
      message(2, "ann", "2026-11-02T23:01:00.000Z"),
    ];
    expect(shape({ messages })).toEqual(["day", "m1 with header", "m2"]);
    expect(shape({ messages, zone: "Europe/Berlin" })).toEqual([
      "day",
      "m1 with header",
      "day",
      "m2 with header",
    ]);
  });

  test("show the line once, before the first unseen message of another person", () => {
    const messages = [
      message(1, "ann", "2026-11-02T10:00:00.000Z"),
      message(2, "me", "2026-11-02T10:01:00.000Z"),
      message(3, "ann", "2026-11-02T10:02:00.000Z"),
      message(4, "ann", "2026-11-02T10:03:00.000Z"),
    ];
    expect(shape({ messages, newAfterSeq: 1 })).toEqual([
      "day",
      "m1 with header",
      "m2 with header",
      "new",
      "m3 with header",
      "m4",
    ]);
    expect(shape({ messages, newAfterSeq: 4 })).not.toContain("new");
  });

  test("end with pending messages, unless they are stored already", () => {
    const stored = { ...message(1, "me", "2026-11-02T10:30:00.000Z"), clientId: "c9" };
    expect(shape({ outbox: [pending] })).toEqual(["day", "pending with header"]);
    expect(shape({ messages: [stored], outbox: [pending] })).toEqual(["day", "m1 with header"]);
  });

  test("ignore another person's message with the same client id", () => {
    const foreign = { ...message(1, "ann", "2026-11-02T10:30:00.000Z"), clientId: "c9" };
    expect(shape({ messages: [foreign], outbox: [pending] })).toContain("pending with header");
  });
});
