/** Frames of a client that ignores the rules: valid, stale, foreign, malformed, confused. */
import fc from "fast-check";
import { limits } from "#wire/limits.ts";

/** The ids that a fuzzing client uses, its own and those it should not know. */
export interface FuzzIds {
  self: string;
  others: string[];
  conversations: string[];
  /** Messages she has written, and messages that others have. */
  mine: string[];
  notMine: string[];
  epoch: string;
}

export type Sent = { text: string } | { bytes: Uint8Array<ArrayBuffer> };

const strangeTexts = [
  "",
  " ",
  "\0",
  "\ud800",
  "null",
  "__proto__",
  "constructor",
  "' or 1=1 --",
  "../../etc/passwd",
  "\u202e\u2066",
  "\u{1F468}\u200D\u{1F469}\u200D\u{1F467}",
  "x".repeat(limits.idChars),
  "x".repeat(limits.idChars + 1),
  "y".repeat(limits.contentChars),
  "z".repeat(limits.contentChars + 1),
];

/** Anything JSON can express, and some text that only looks like it: 1e999 is read as infinity. */
const confused = fc.constantFrom<unknown>(
  null,
  true,
  false,
  -1,
  1.5,
  2 ** 53,
  [],
  {},
  [[]],
  { toString: 1 },
  ...strangeTexts,
);

const strange = fc.oneof(
  fc.constantFrom(...strangeTexts),
  fc.string({ unit: "binary", maxLength: 40 }),
);

/** One thing that a client sends. The same seed sends the same. */
export function sentArbitrary(ids: FuzzIds): fc.Arbitrary<Sent> {
  const frame = frameArbitrary(ids);
  const text = frame.map((value) => JSON.stringify(value));
  return fc.oneof(
    { weight: 8, arbitrary: text.map((sent) => ({ text: sent })) },
    { weight: 4, arbitrary: confusedFrame(frame).map((sent) => ({ text: sent })) },
    { weight: 3, arbitrary: damaged(text).map((sent) => ({ text: sent })) },
    { weight: 1, arbitrary: hostile.map((sent) => ({ text: sent })) },
    {
      weight: 1,
      arbitrary: fc
        .uint8Array({ maxLength: 64 })
        .map((bytes) => ({ bytes: Uint8Array.from(bytes) })),
    },
  );
}

function frameArbitrary(ids: FuzzIds): fc.Arbitrary<Record<string, unknown>> {
  const any = <T>(known: T[]) =>
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...known) },
      { weight: 1, arbitrary: strange },
    );
  const conversationId = any(ids.conversations);
  const senderId = fc.oneof(
    { weight: 4, arbitrary: fc.constant(ids.self) },
    { weight: 1, arbitrary: any(ids.others) },
  );
  const messageId = fc.oneof(fc.constantFrom(...ids.mine), any(ids.notMine));
  const content = fc.oneof(fc.string({ minLength: 1, maxLength: 60 }), strange);
  const seq = fc.oneof(
    fc.nat(40),
    fc.nat(20_000),
    fc.constantFrom(Number.MAX_SAFE_INTEGER, -1, 1.5, 1e300),
  );
  const epoch = fc.oneof(fc.constant(ids.epoch), strange);
  const meta = { conversationId };
  const envelope = (messageType: string, payload: object, fields: Record<string, object>) =>
    fc.record({
      messageType: fc.constant(messageType),
      payload: fc.record(payload),
      meta: fc.record(fields as Record<string, fc.Arbitrary<unknown>>),
    });
  const clientId = fc.option(fc.oneof(fc.stringMatching(/^c[0-9]{1,2}$/), strange), {
    nil: undefined,
  });
  const yes = fc.option(fc.boolean(), { nil: undefined });
  return fc.oneof(
    fc.record({
      messageType: fc.constant("IdMessage"),
      senderId,
      convId: fc.oneof(fc.constant(""), conversationId),
      timestamp: fc.constant(""),
      protocol: fc.constantFrom(undefined, 0, 1, 2, 99),
      token: fc.option(strange, { nil: undefined }),
    }),
    envelope("ChatMessage", { content }, { conversationId, senderId, messageId: clientId }),
    envelope("Open", {}, meta),
    envelope("Open", {}, { conversationId, seq, epoch }),
    envelope("Leave", {}, meta),
    envelope("EditMessage", { content }, { conversationId, messageId }),
    fc.oneof(
      envelope("RemoveMessage", { reason: strange, handBack: yes }, { conversationId, messageId }),
      envelope("RedactMessage", { start: seq, end: seq }, { conversationId, messageId }),
      envelope("RestoreMessage", {}, { conversationId, messageId }),
    ),
    envelope("Typing", {}, meta),
    envelope("Read", {}, { conversationId, seq }),
    envelope("WatchGroups", {}, {}),
    envelope("Ping", {}, {}),
  );
}

/** A frame with one of its parts replaced by something of another type. */
function confusedFrame(frame: fc.Arbitrary<Record<string, unknown>>): fc.Arbitrary<string> {
  const where = fc.double({ min: 0, max: 0.999, noNaN: true });
  return fc.tuple(frame, where, confused).map(([value, at, wrong]) => {
    const copy = structuredClone(value);
    const places = placesIn(copy);
    const [holder, name] = places[Math.floor(at * places.length)] ?? [copy, "messageType"];
    holder[name] = wrong;
    return JSON.stringify(copy);
  });
}

type Holder = Record<string, unknown>;

function placesIn(holder: Holder): [Holder, string][] {
  return Object.entries(holder).flatMap(([name, value]): [Holder, string][] => [
    [holder, name],
    ...(typeof value === "object" && value !== null ? placesIn(value as Holder) : []),
  ]);
}

/** A text that was cut, or in which something was inserted or replaced. */
function damaged(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const where = fc.double({ min: 0, max: 1, noNaN: true });
  const put = fc.constantFrom("", '"', "{", "}", "[", "\\u0000", "1e999", "\0", ":", "é");
  return fc.tuple(text, where, fc.nat(6), put).map(([whole, at, removed, added]) => {
    const start = Math.floor(at * whole.length);
    return `${whole.slice(0, start)}${added}${whole.slice(start + removed)}`;
  });
}

const deep = 10_000;
const hostile = fc.constantFrom(
  "",
  "[".repeat(deep),
  `${"[".repeat(deep)}${"]".repeat(deep)}`,
  `{"messageType":${'{"a":'.repeat(deep)}1${"}".repeat(deep)}}`,
  `{"__proto__":{"messageType":"Ping"}}`,
  `{"messageType":"Ping","messageType":"Open"}`,
  `{"messageType":"Read","payload":{},"meta":{"conversationId":"x","seq":1e999}}`,
  `{"messageType":"hasOwnProperty"}`,
  `\uFEFF{"messageType":"Ping"}`,
  "NaN",
  `"${"k".repeat(limits.frameBytes)}"`,
);
