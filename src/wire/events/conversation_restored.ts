/** The group was restored after it was deleted. */
import type { ConversationEvent, EventKind } from "./event_kind.ts";

export type ConversationRestored = ConversationEvent<"ConversationRestored", Record<string, never>>;

/** Nobody follows a deleted group, and those who missed the restoring fetch its page anew. */
export const conversationRestored: EventKind<ConversationRestored> = {
  keep: () => ({ data: {} }),
  restore: ({ meta }) => ({ messageType: "ConversationRestored", payload: {}, meta }),
  effects: () => ({ relisted: true }),
  fetchedAnew: true,
};
