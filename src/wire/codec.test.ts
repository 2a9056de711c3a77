import { expect, test } from "bun:test";
import { decodeClientFrame } from "./codec.ts";

test("a decoded frame has only the checked fields, without those that are null", () => {
  const meta = { conversationId: "g", seq: null, epoch: null, extra: 1 };
  const text = JSON.stringify({ messageType: "Open", payload: { extra: 1 }, meta, extra: 1 });
  expect(decodeClientFrame(text)).toEqual({
    ok: true,
    frame: { messageType: "Open", payload: {}, meta: { conversationId: "g" } },
  });
});

test("a required field that is null is refused", () => {
  const meta = { conversationId: "g", seq: null };
  const decoded = decodeClientFrame(JSON.stringify({ messageType: "Read", payload: {}, meta }));
  expect(decoded).toMatchObject({ ok: false, refusal: { code: "invalid" } });
});

test("fields beside the envelope are kept there", () => {
  const hello = {
    messageType: "IdMessage",
    senderId: "u",
    convId: "",
    timestamp: null,
    token: null,
  };
  expect(decodeClientFrame(JSON.stringify(hello))).toEqual({
    ok: true,
    frame: { messageType: "IdMessage", senderId: "u", convId: "" } as never,
  });
});
