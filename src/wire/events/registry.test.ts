import { expect, test } from "bun:test";
import { decodeServerFrame, encodeFrame } from "../codec.ts";
import { eventKindNamed } from "./registry.ts";
import { skippedFrame } from "./skipped.ts";

const meta = { conversationId: "g", seq: 7, timestamp: "2026-11-02T10:00:00.000Z" };

test("[E7] an event of an unknown kind changes nothing but has its seq", () => {
  const text = JSON.stringify({ messageType: "MessageStarred", payload: { star: 1 }, meta });
  expect(decodeServerFrame(text)).toEqual(skippedFrame(meta));
});

test.each([
  ["a frame without a seq", { conversationId: "g", timestamp: "t" }],
  ["a frame without a time", { conversationId: "g", seq: 7 }],
  ["a frame whose seq is no number", { ...meta, seq: "7" }],
])("[E7] %s is no event", (_what, other) => {
  const text = JSON.stringify({ messageType: "Weather", payload: {}, meta: other });
  expect(decodeServerFrame(text)).toMatchObject({ messageType: "Weather" });
});

test("[E6] a skipped event is sent as a removal of nobody, which every client knows", () => {
  expect(JSON.parse(encodeFrame(skippedFrame(meta)))).toEqual({
    messageType: "MemberRemoved",
    payload: { userId: "" },
    meta,
  });
});

test("the name of a property that every object has is not a kind of event", () => {
  expect(eventKindNamed("constructor")).toBeUndefined();
  expect(eventKindNamed("ChatMessage")).toBeDefined();
});
