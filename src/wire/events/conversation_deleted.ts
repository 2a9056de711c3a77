/** The group was deleted. */
import type { ConversationEvent, EventKind } from "./event_kind.ts";

export type ConversationDeleted = ConversationEvent<"ConversationDeleted", Record<string, never>>;

export const conversationDeleted: EventKind<ConversationDeleted> = {
  keep: () => ({ data: {} }),
  restore: ({ meta }) => ({ messageType: "ConversationDeleted", payload: {}, meta }),
  effects: () => ({ ended: true }),
  changeTimeline: () => ({ deleted: true, messages: [], members: [], hasOlder: false }),
};
