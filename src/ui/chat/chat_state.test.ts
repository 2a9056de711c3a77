import { describe, expect, test } from "bun:test";
import { beginsAbove, type ConversationPage, isUnread, lineSeq, openPage } from "./chat_state.ts";

/** A page whose oldest message has one seq, read up to another. */
function opened(oldest: number, readSeq: number, hasOlder = true) {
  const conversation = { id: "g", name: "G", description: "", position: 1, seq: 90, unread: 3 };
  const message = {
    id: "m",
    conversationId: "g",
    senderId: "ann",
    senderName: "Ann",
    senderRole: "user" as const,
    seq: oldest,
    content: "text",
    sentAt: "2026-11-02T10:00:00.000Z",
  };
  const rest = { epoch: "e", members: [], hasOlder };
  const page: ConversationPage = { conversation, readSeq, messages: [message], ...rest };
  return openPage(page);
}

describe("the line of new messages", () => {
  test("is not shown if the first unread message may be older than what is loaded", () => {
    expect(lineSeq(opened(40, 20))).toBeUndefined();
    expect(beginsAbove(opened(40, 20))).toBe(true);
  });

  test("is shown if all unread messages are loaded, or nothing is older", () => {
    for (const current of [opened(21, 20), opened(20, 20), opened(40, 20, false)]) {
      expect(lineSeq(current)).toBe(20);
      expect(beginsAbove(current)).toBe(false);
    }
  });

  test("no longer marks unread messages once those below it were read", () => {
    const read = { ...opened(40, 20), readSeq: 90 };
    expect(isUnread(read)).toBe(false);
    expect(beginsAbove(read)).toBe(false);
    expect(lineSeq(read)).toBeUndefined();
  });
});
