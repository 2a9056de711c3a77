import { describe, expect, test } from "bun:test";
import { decodeServerFrame, encodeFrame } from "./codec.ts";
import { decodeClientFrame } from "./decode_client_frame.ts";
import { limits } from "./limits.ts";

test("a decoded frame has only the checked fields, without those that are null", () => {
  const meta = { conversationId: "g", seq: null, epoch: null, extra: 1 };
  const text = JSON.stringify({ messageType: "Open", payload: { extra: 1 }, meta, extra: 1 });
  expect(decodeClientFrame(text)).toStrictEqual({
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
  expect(decodeClientFrame(JSON.stringify(hello))).toStrictEqual({
    ok: true,
    frame: { messageType: "IdMessage", senderId: "u", convId: "" } as never,
  });
});

/** What the sender of an unreadable frame is told. */
function refusalOf(frame: unknown) {
  const decoded = decodeClientFrame(JSON.stringify(frame));
  return decoded.ok ? undefined : decoded.refusal;
}

test.each([[null], [[]], [["Ping"]], ["Ping"], [7]])("%j is not a frame", (frame) => {
  expect(refusalOf(frame)).toEqual({ code: "invalid", message: "A frame is a JSON object." });
});

test("a kind that is unknown is named in the refusal, but not if it is endless", () => {
  expect(refusalOf({ messageType: "Wave" })).toEqual({
    code: "unknown_kind",
    message: "There is no frame of kind Wave.",
    about: "Wave",
  });
  const { message = "", about = "" } = refusalOf({ messageType: "W".repeat(60_000) }) ?? {};
  expect(message).toContain(about);
  expect(message.length).toBeLessThan(200);
});

test.each([[null], [[]], ["text"], [undefined]])(
  "fields must be in an object, not in %j",
  (part) => {
    const meta = { conversationId: "g", senderId: "u" };
    const refused = { messageType: "ChatMessage", payload: part, meta };
    expect(refusalOf(refused)?.message).toBe("payload must be an object.");
    expect(refusalOf({ messageType: "Leave", meta: part })?.message).toBe(
      "meta must be an object.",
    );
  },
);

test("frames without fields need no parts, and unknown parts are not passed on", () => {
  for (const parts of [{}, { payload: null, meta: null }, { payload: { a: 1 }, meta: [1] }]) {
    expect(decodeClientFrame(JSON.stringify({ messageType: "Ping", ...parts }))).toStrictEqual({
      ok: true,
      frame: { messageType: "Ping", payload: {}, meta: {} },
    });
  }
});

describe("the refusal of an invalid frame says what it was about", () => {
  const about = "EditMessage";
  const addressOf = (meta: unknown) => {
    const { conversationId, messageId, ...other } =
      refusalOf({ messageType: about, payload: { content: "" }, meta }) ?? {};
    expect(other).toMatchObject({ code: "invalid", about });
    return [conversationId, messageId];
  };

  test("by the ids that it has", () => {
    expect(addressOf({ conversationId: "g", messageId: "m" })).toEqual(["g", "m"]);
    expect(addressOf({ messageId: "m" })).toEqual([undefined, "m"]);
  });

  test("but repeats nothing that is not an id", () => {
    const long = "x".repeat(limits.idChars + 1);
    expect(addressOf({ conversationId: long, messageId: long.slice(1) })).toEqual([
      undefined,
      long.slice(1),
    ]);
    expect(addressOf({ conversationId: 1, messageId: ["m"] })).toEqual([undefined, undefined]);
    for (const meta of [null, "g", ["g"]]) {
      expect(addressOf(meta)).toEqual([undefined, undefined]);
    }
  });
});

test.each(["", "{", "null", "7", "[]", "{}", '{"messageType":7,"meta":{}}'])(
  "%s from a server is no frame",
  (text) => {
    expect(decodeServerFrame(text)).toBeUndefined();
  },
);

test("a message that a client sends or that an original client receives is no event", () => {
  const meta = { conversationId: "g", senderId: "u" };
  const sent = { messageType: "ChatMessage", payload: { content: "c" }, meta } as const;
  expect(JSON.parse(encodeFrame(sent))).toEqual(sent);
  const original = { ...sent, meta: { ...meta, timestamp: "t" } };
  expect(decodeServerFrame(JSON.stringify(original))).toEqual(original as never);
});
