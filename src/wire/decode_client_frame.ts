/**
 * Decodes untrusted text into a frame or a refusal. Only servers do, so it is not in `codec.ts`, which browsers
 * load.
 */
import { type ClientFrame, shapes } from "./client_frames.ts";
import type { RefusalCode } from "./codes.ts";
import type { Shape } from "./checks.ts";
import { type Fields, isFields } from "./fields.ts";
import { limits } from "./limits.ts";

export interface Unreadable {
  code: RefusalCode;
  message: string;
  about?: string;
  conversationId?: string;
  messageId?: string;
}

export type Decoded = { ok: true; frame: ClientFrame } | { ok: false; refusal: Unreadable };

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
    const about = kind.slice(0, 40);
    return refuse("unknown_kind", `There is no frame of kind ${about}.`, { about });
  }
  const shape = shapes[kind as ClientFrame["messageType"]];
  const problem = firstProblem(value, shape);
  if (problem) return refuse("invalid", problem, addressOf(kind, value));
  return { ok: true, frame: frameOf(kind, value, shape) };
}

/** Only the fields that were checked, without those that are `null`. */
function frameOf(messageType: string, value: Fields, shape: Shape): ClientFrame {
  const frame = shape.top
    ? { messageType, ...pick(value, shape.top) }
    : {
        messageType,
        payload: pick(value["payload"], shape.payload),
        meta: pick(value["meta"], shape.meta),
      };
  return frame as unknown as ClientFrame;
}

function pick(part: unknown, checks: Shape["meta"] = {}): Fields {
  const fields = isFields(part) ? part : {};
  const picked: Fields = {};
  for (const name in checks) {
    if (Object.hasOwn(fields, name) && fields[name] !== null) picked[name] = fields[name];
  }
  return picked;
}

const parts = ["top", "payload", "meta"] as const;

function firstProblem(frame: Fields, shape: Shape): string | undefined {
  for (const part of parts) {
    const checks = shape[part];
    if (!checks) continue;
    const fields = part === "top" ? frame : frame[part];
    if (!isFields(fields)) return `${part} must be an object.`;
    for (const name in checks) {
      const problem = checks[name]?.(Object.hasOwn(fields, name) ? fields[name] : undefined);
      if (problem) return `${part === "top" ? "" : `${part}.`}${name} ${problem}.`;
    }
  }
  return undefined;
}

/**
 * The message and conversation that an invalid frame was about, so that its sender can match them.
 */
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
