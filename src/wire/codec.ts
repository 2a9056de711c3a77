/** Encodes frames, and decodes for clients what a server sent. */
import type { ClientFrame } from "./client_frames.ts";
import type { EventMeta } from "./events/event_kind.ts";
import { eventKindNamed, eventKindOf, isEventFrame } from "./events/registry.ts";
import { skippedFrame } from "./events/skipped.ts";
import { isFields } from "./fields.ts";
import type { OriginalChatMessage, ServerFrame } from "./frames.ts";

export function encodeFrame(frame: ClientFrame | ServerFrame | OriginalChatMessage): string {
  const event = isEventFrame(frame) ? frame : undefined;
  return JSON.stringify(event ? (eventKindOf(event).toWire?.(event) ?? event) : frame);
}

/**
 * For clients: decodes what a server sent. An event of an unknown kind changes nothing but has a
 * seq; clients ignore other frames of unknown kinds.
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
    // Not JSON, so not from our server.
  }
  return undefined;
}

/** Every event has these three fields, and no other frame has all of them. */
function eventMetaOf(meta: unknown): EventMeta | undefined {
  if (!isFields(meta)) return undefined;
  const { conversationId, seq, timestamp } = meta;
  if (typeof conversationId !== "string" || typeof timestamp !== "string") return undefined;
  return typeof seq === "number" ? { conversationId, seq, timestamp } : undefined;
}
