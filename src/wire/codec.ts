/** Decodes unknown text into a frame or a refusal, and encodes frames. */
import type { RefusalCode } from "./codes.ts";
import type { EventMeta } from "./events/event_kind.ts";
import { eventKindNamed, eventKindOf, isEventFrame } from "./events/registry.ts";
import { skippedFrame } from "./events/skipped.ts";
import { type Fields, isFields } from "./fields.ts";
import type { ClientFrame, OriginalChatMessage, ServerFrame } from "./frames.ts";
import { limits } from "./limits.ts";
import { isBlank, isPlainId, isStorable, isStoredId, oneLine, severalLines } from "./text.ts";

export interface Unreadable {
  code: RefusalCode;
  message: string;
  about?: string;
  conversationId?: string;
  messageId?: string;
}

export type Decoded = { ok: true; frame: ClientFrame } | { ok: false; refusal: Unreadable };

/** A field's problem in words, or nothing when it is fine. */
type Check = (value: unknown) => string | undefined;

interface Shape {
  top?: Record<string, Check>;
  payload?: Record<string, Check>;
  meta?: Record<string, Check>;
}

/** The id of something stored. */
const id = text({ min: 1, max: limits.idChars, refuse: notStoredId });
/** What is only passed on to nobody: as long as a frame may be. */
const unused = text({ min: 0, max: limits.frameBytes });
const content = text({
  min: 1,
  max: limits.contentChars,
  stored: severalLines,
  refuse: (value) => (isBlank(value) ? "must not be blank" : undefined),
});
const conversation = { conversationId: id };

const shapes: Record<ClientFrame["messageType"], Shape> = {
  IdMessage: {
    top: {
      senderId: id,
      convId: text({ min: 0, max: limits.idChars, refuse: notStoredId }),
      timestamp: optional(unused),
      protocol: optional(wholeNumber),
      token: optional(text({ min: 1, max: 4096 })),
    },
  },
  ChatMessage: {
    payload: { content, displayName: optional(unused) },
    meta: {
      ...conversation,
      senderId: id,
      timestamp: optional(unused),
      messageId: optional(text({ min: 1, max: limits.idChars, refuse: notPlainId })),
    },
  },
  Open: { meta: { ...conversation, seq: optional(wholeNumber), epoch: optional(id) } },
  Leave: { meta: conversation },
  EditMessage: { payload: { content }, meta: { ...conversation, messageId: id } },
  RemoveMessage: {
    payload: { reason: optional(text({ min: 0, max: limits.reasonChars, stored: oneLine })) },
    meta: { ...conversation, messageId: id },
  },
  Typing: { meta: conversation },
  Read: { meta: { ...conversation, seq: wholeNumber } },
  Ping: {},
};

export function decodeClientFrame(data: string): Decoded {
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch {
    return refuse("bad_json", "The frame is not JSON.");
  }
  if (!isFields(value)) return refuse("invalid", "A frame is a JSON object.");
  const kind = value["messageType"];
  if (typeof kind !== "string") return refuse("invalid", "messageType must be a text.");
  if (!Object.hasOwn(shapes, kind)) {
    return refuse("unknown_kind", `There is no frame of kind ${kind.slice(0, 40)}.`, {
      about: kind.slice(0, 40),
    });
  }
  const problem = firstProblem(value, shapes[kind as ClientFrame["messageType"]]);
  if (problem) return refuse("invalid", problem, addressOf(kind, value));
  return { ok: true, frame: value as unknown as ClientFrame };
}

export function encodeFrame(frame: ClientFrame | ServerFrame | OriginalChatMessage): string {
  const event = isEventFrame(frame) ? frame : undefined;
  return JSON.stringify(event ? (eventKindOf(event).toWire?.(event) ?? event) : frame);
}

/**
 * For clients: what a server sent. An event of a kind that they do not know changes nothing and has a
 * seq all the same; any other frame that they do not know is theirs to ignore.
 */
export function decodeServerFrame(data: string): ServerFrame | undefined {
  try {
    const value: unknown = JSON.parse(data);
    if (isFields(value) && typeof value["messageType"] === "string") {
      const meta = eventMetaOf(value["meta"]);
      const kind = eventKindNamed(value["messageType"]);
      if (meta && !kind) return skippedFrame(meta);
      const frame = value as unknown as ServerFrame;
      return isEventFrame(frame) ? (kind?.fromWire?.(frame) ?? frame) : frame;
    }
  } catch {
    // Not JSON: not from our server.
  }
  return undefined;
}

/** Events have these three, and no other frame has them all. */
function eventMetaOf(meta: unknown): EventMeta | undefined {
  if (!isFields(meta)) return undefined;
  const { conversationId, seq, timestamp } = meta;
  if (typeof conversationId !== "string" || typeof timestamp !== "string") return undefined;
  return typeof seq === "number" ? { conversationId, seq, timestamp } : undefined;
}

function firstProblem(frame: Fields, shape: Shape): string | undefined {
  for (const part of ["top", "payload", "meta"] as const) {
    const checks = shape[part];
    if (!checks) continue;
    const fields = part === "top" ? frame : frame[part];
    if (!isFields(fields)) return `${part} must be an object.`;
    for (const [name, check] of Object.entries(checks)) {
      const problem = check(Object.hasOwn(fields, name) ? fields[name] : undefined);
      if (problem) return `${part === "top" ? "" : `${part}.`}${name} ${problem}.`;
    }
  }
  return undefined;
}

/** Which message of which conversation a broken frame was about, so that its sender can tell. */
function addressOf(kind: string, frame: Fields): Partial<Unreadable> {
  const meta = isFields(frame["meta"]) ? frame["meta"] : {};
  const short = (value: unknown) =>
    typeof value === "string" && value.length <= limits.idChars ? value : undefined;
  return {
    about: kind,
    conversationId: short(meta["conversationId"]),
    messageId: short(meta["messageId"]),
  };
}

function refuse(code: RefusalCode, message: string, address: Partial<Unreadable> = {}): Decoded {
  return { ok: false, refusal: { code, message, ...address } };
}

interface TextRule {
  min: number;
  /** Of what is stored. */
  max: number;
  /** How it is stored; as it is, without this. */
  stored?: (text: string) => string;
  refuse?: (text: string) => string | undefined;
}

function text({ min, max, stored = (value) => value, refuse: problemOf }: TextRule): Check {
  return (value) => {
    if (typeof value !== "string") return "must be a text";
    if (value.length < min) return "must not be empty";
    if (!isStorable(value)) return "must be well-formed Unicode without NUL";
    if (stored(value).length > max) return `must have at most ${max} characters`;
    return problemOf?.(value);
  };
}

function notStoredId(value: string): string | undefined {
  return isStoredId(value)
    ? undefined
    : "must have no control characters, and no spaces at its ends";
}

function notPlainId(value: string): string | undefined {
  return isPlainId(value) ? undefined : "must have no spaces and no invisible characters";
}

function wholeNumber(value: unknown): string | undefined {
  return Number.isSafeInteger(value) && (value as number) >= 0
    ? undefined
    : "must be a whole number";
}

function optional(check: Check): Check {
  return (value) => (value === undefined || value === null ? undefined : check(value));
}
