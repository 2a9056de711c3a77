/** Replaces an event that is unreadable or of an unknown kind: it has a seq and changes nothing. */
import type { ConversationEvent, EventKind, EventMeta } from "./event_kind.ts";

export type Skipped = ConversationEvent<"Skipped", Record<string, never>>;

export const skipped: EventKind<Skipped> = {
  keep: () => ({}),
  restore: ({ meta }) => skippedFrame(meta),
  effects: () => ({}),
  // Older clients know this kind. They would wait for the seq of a kind they do not know.
  toWire: ({ meta }) => ({ messageType: "MemberRemoved", payload: { userId: "" }, meta }),
};

export function skippedFrame({ conversationId, seq, timestamp }: EventMeta): Skipped {
  return { messageType: "Skipped", payload: {}, meta: { conversationId, seq, timestamp } };
}
