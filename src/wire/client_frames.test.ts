import { expect, test } from "bun:test";
import { decodeClientFrame } from "./decode_client_frame.ts";
import { limits } from "./limits.ts";

type Frame = Record<string, unknown> & { messageType: string };

/** One whole frame of each kind. */
const frames = {
  IdMessage: { messageType: "IdMessage", senderId: "u", convId: "" },
  ChatMessage: {
    messageType: "ChatMessage",
    payload: { content: "c" },
    meta: { conversationId: "g", senderId: "u" },
  },
  Open: { messageType: "Open", payload: {}, meta: { conversationId: "g" } },
  Leave: { messageType: "Leave", payload: {}, meta: { conversationId: "g" } },
  EditMessage: {
    messageType: "EditMessage",
    payload: { content: "c" },
    meta: { conversationId: "g", messageId: "m" },
  },
  RemoveMessage: {
    messageType: "RemoveMessage",
    payload: {},
    meta: { conversationId: "g", messageId: "m" },
  },
  RedactMessage: {
    messageType: "RedactMessage",
    payload: { start: 0, end: 1 },
    meta: { conversationId: "g", messageId: "m" },
  },
  RestoreMessage: {
    messageType: "RestoreMessage",
    payload: {},
    meta: { conversationId: "g", messageId: "m" },
  },
  Typing: { messageType: "Typing", payload: {}, meta: { conversationId: "g" } },
  Read: { messageType: "Read", payload: {}, meta: { conversationId: "g", seq: 1 } },
  Ping: { messageType: "Ping", payload: {}, meta: {} },
} satisfies Record<string, Frame>;

type Kind = keyof typeof frames;
type Field = [kind: Kind, part: "top" | "payload" | "meta", name: string];

/** The frame of a kind with one field changed. */
function changedFrame([kind, part, name]: Field, value: unknown): Frame {
  const frame: Frame = frames[kind];
  if (part === "top") return { ...frame, [name]: value };
  return { ...frame, [part]: { ...(frame[part] as object), [name]: value } };
}

/** What is wrong with the frame, or undefined if it is accepted. */
function problemOf(frame: Frame): string | undefined {
  const decoded = decodeClientFrame(JSON.stringify(frame));
  return decoded.ok ? undefined : `${decoded.refusal.code}: ${decoded.refusal.message}`;
}

const title = ([kind, part, name]: Field) => `${kind}.${part === "top" ? "" : `${part}.`}${name}`;

const ids: Field[] = [
  ["IdMessage", "top", "senderId"],
  ["ChatMessage", "meta", "conversationId"],
  ["ChatMessage", "meta", "senderId"],
  ["ChatMessage", "meta", "messageId"],
  ["Open", "meta", "conversationId"],
  ["Open", "meta", "epoch"],
  ["Leave", "meta", "conversationId"],
  ["EditMessage", "meta", "conversationId"],
  ["EditMessage", "meta", "messageId"],
  ["RemoveMessage", "meta", "conversationId"],
  ["RemoveMessage", "meta", "messageId"],
  ["RedactMessage", "meta", "conversationId"],
  ["RedactMessage", "meta", "messageId"],
  ["RestoreMessage", "meta", "conversationId"],
  ["RestoreMessage", "meta", "messageId"],
  ["Typing", "meta", "conversationId"],
  ["Read", "meta", "conversationId"],
];

const texts: [field: Field, max: number][] = [
  ...ids.map((field): [Field, number] => [field, limits.idChars]),
  [["ChatMessage", "payload", "content"], limits.contentChars],
  [["EditMessage", "payload", "content"], limits.contentChars],
];

/** Texts that may also be empty, and fields that nobody receives. */
const mayBeEmpty: [field: Field, max: number][] = [
  [["IdMessage", "top", "convId"], limits.idChars],
  [["RemoveMessage", "payload", "reason"], limits.reasonChars],
  [["RedactMessage", "payload", "reason"], limits.reasonChars],
  [["IdMessage", "top", "timestamp"], limits.frameBytes],
  [["ChatMessage", "payload", "displayName"], limits.frameBytes],
  [["ChatMessage", "meta", "timestamp"], limits.frameBytes],
];

test.each(Object.keys(frames) as Kind[])("a whole %s is accepted", (kind) => {
  expect(problemOf(frames[kind])).toBeUndefined();
});

for (const [field, max] of texts) {
  test(`${title(field)} has 1 to ${max} characters`, () => {
    const name = title(field).replace(/^\w+\./, "");
    expect(problemOf(changedFrame(field, ""))).toBe(`invalid: ${name} must not be empty.`);
    const long = `invalid: ${name} must have at most ${max} characters.`;
    expect(problemOf(changedFrame(field, "x".repeat(max + 1)))).toBe(long);
    expect(problemOf(changedFrame(field, "x"))).toBeUndefined();
    expect(problemOf(changedFrame(field, "x".repeat(max)))).toBeUndefined();
  });
}

for (const [field, max] of mayBeEmpty) {
  test(`${title(field)} has at most ${max} characters, and may be empty`, () => {
    expect(problemOf(changedFrame(field, "x".repeat(max + 1)))).toContain("must have at most");
    expect(problemOf(changedFrame(field, ""))).toBeUndefined();
    expect(problemOf(changedFrame(field, "x".repeat(max)))).toBeUndefined();
  });
}

test("whether its author gets a text back is true or false", () => {
  const field: Field = ["RemoveMessage", "payload", "handBack"];
  expect(problemOf(changedFrame(field, "true"))).toContain("must be true or false");
  for (const value of [true, false, null]) {
    expect(problemOf(changedFrame(field, value))).toBeUndefined();
  }
});

test("a token is not empty", () => {
  const field: Field = ["IdMessage", "top", "token"];
  expect(problemOf(changedFrame(field, ""))).toContain("must not be empty");
  expect(problemOf(changedFrame(field, "x"))).toBeUndefined();
});

test("a message or a reason is measured as it is stored", () => {
  const content = "\r\n".repeat(limits.contentChars - 1);
  expect(problemOf(changedFrame(["ChatMessage", "payload", "content"], `${content}x`))).toBe(
    undefined,
  );
  const reason = `${"x".repeat(limits.reasonChars - 2)}   y`;
  expect(problemOf(changedFrame(["RemoveMessage", "payload", "reason"], reason))).toBe(undefined);
});

const numbers: Field[] = [
  ["Open", "meta", "seq"],
  ["Read", "meta", "seq"],
  ["IdMessage", "top", "protocol"],
];
for (const field of numbers) {
  test(`${title(field)} is a whole number from 0`, () => {
    for (const wrong of [-1, 0.5, 2 ** 53, "1", true, [1]]) {
      expect(problemOf(changedFrame(field, wrong))).toContain("must be a whole number");
    }
    for (const right of [0, 1, Number.MAX_SAFE_INTEGER]) {
      expect(problemOf(changedFrame(field, right))).toBeUndefined();
    }
  });
}

test("a text is a text", () => {
  for (const [field] of [...texts, ...mayBeEmpty]) {
    for (const wrong of [1, true, {}, ["x"]]) {
      expect([title(field), problemOf(changedFrame(field, wrong))]).toEqual([
        title(field),
        expect.stringContaining("must be a text"),
      ]);
    }
  }
});

test("an id has no control characters and no spaces at its ends, and a client's own none at all", () => {
  for (const field of ids) {
    for (const wrong of [" x", "x ", "x\ny", "x\u0000"]) {
      expect(problemOf(changedFrame(field, wrong))).toStartWith("invalid: ");
    }
    const own = field[0] === "ChatMessage" && field[2] === "messageId";
    expect(problemOf(changedFrame(field, "x y")) === undefined).toBe(!own);
  }
});

test("a message that is blank is refused", () => {
  for (const content of [" ", "\n", "\u200b"]) {
    const refusal = "invalid: payload.content must not be blank.";
    expect(problemOf(changedFrame(["ChatMessage", "payload", "content"], content))).toBe(refusal);
    expect(problemOf(changedFrame(["EditMessage", "payload", "content"], content))).toBe(refusal);
  }
});
